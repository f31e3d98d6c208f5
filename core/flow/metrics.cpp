#include "core/flow/metrics.h"

#include <algorithm>

namespace offhook::flow {
namespace {

constexpr std::size_t LatestCount = 1000;

std::int64_t secondOf(MonotonicTime time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

qint64 percentile99(std::vector<qint64> values) {
    if (values.empty())
        return -1;
    // Nearest rank: the smallest value that at least 99 % are not above.
    const auto rank = values.begin() + std::ptrdiff_t((values.size() * 99 + 99) / 100 - 1);
    std::nth_element(values.begin(), rank, values.end());
    return *rank;
}

} // namespace

void Metrics::add(MonotonicTime at, qint64 tookUs) {
    const std::int64_t second = secondOf(at);
    Second &slot = m_seconds[std::size_t(second) % m_seconds.size()];
    if (slot.second != second)
        slot = {second, 0};
    ++slot.count;
    ++m_answered;
    if (m_latest.size() < LatestCount)
        m_latest.push_back(tookUs);
    else
        m_latest[m_next] = tookUs;
    m_next = (m_next + 1) % LatestCount;
}

Metrics::Snapshot Metrics::snapshot(MonotonicTime now) const {
    // Whole seconds only: the running one would make the rate look lower than it is.
    const std::int64_t running = secondOf(now);
    int count = 0;
    for (const Second &slot : m_seconds) {
        if (slot.second >= running - WindowSeconds && slot.second < running)
            count += slot.count;
    }
    return {m_answered, double(count) / WindowSeconds, percentile99(m_latest)};
}

} // namespace offhook::flow
