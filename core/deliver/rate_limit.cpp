#include "core/deliver/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace offhook::deliver {
namespace {

double microseconds(std::chrono::seconds time) {
    return double(std::chrono::microseconds(time).count());
}

} // namespace

RateLimit::RateLimit(const Rate &rate)
    : m_rate(rate)
    , m_tokens(double(rate.count)) {}

// A clock that went back brings nothing and takes nothing.
double RateLimit::tokensAt(WallTime now) const {
    const double passed = m_at == 0 ? 0.0 : double(std::max<WallTime>(now - m_at, 0));
    return std::min(double(m_rate.count), m_tokens + passed * m_rate.count / microseconds(m_rate.per));
}

bool RateLimit::take(WallTime now) {
    if (m_rate.count <= 0)
        return true;
    if (readyAt(now) > now)
        return false;
    m_tokens = std::max(tokensAt(now) - 1.0, 0.0);
    m_at = now;
    return true;
}

WallTime RateLimit::readyAt(WallTime now) const {
    if (m_rate.count <= 0)
        return now;
    // A token that is there but for a rounding is there: its time would be less than a microsecond ahead.
    const double missing = 1.0 - tokensAt(now);
    return now + std::max<WallTime>(WallTime(std::ceil(missing * microseconds(m_rate.per) / m_rate.count - 0.5)), 0);
}

} // namespace offhook::deliver
