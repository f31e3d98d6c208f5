#include "core/deliver/pace.h"

#include <algorithm>

namespace offhook::deliver {
namespace {

using Micros = std::chrono::duration<double, std::micro>;

MonotonicTime::duration duration(Micros micros) {
    return std::chrono::duration_cast<MonotonicTime::duration>(micros);
}

} // namespace

MonotonicTime PaceKeeper::startOf(WallTime came, MonotonicTime now) const {
    if (!m_first)
        return now;
    MonotonicTime start = now;
    if (m_pace.speed > 0)
        start = std::max(start, *m_first + duration(Micros(double(came - m_firstCame) / m_pace.speed)));
    if (m_pace.perSecond > 0)
        start = std::max(start, m_last + duration(Micros(1e6 / m_pace.perSecond)));
    return start;
}

void PaceKeeper::started(WallTime came, MonotonicTime at) {
    if (!m_first) {
        m_first = at;
        m_firstCame = came;
    }
    m_last = at;
}

void PaceKeeper::shift(MonotonicTime::duration pause) {
    if (m_first)
        *m_first += pause;
}

} // namespace offhook::deliver
