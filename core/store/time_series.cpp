#include "core/store/time_series.h"

#include <algorithm>
#include <array>
#include <utility>

namespace offhook::store {
namespace {

constexpr qint64 Ms = 1'000;
constexpr qint64 Second = 1'000 * Ms;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

// Each a multiple of the one before, so that steps can be joined. The last ones reach over any pair of times that fits
// 64 bits of microseconds.
constexpr std::array Widths{Ms, 5 * Ms, 10 * Ms, 50 * Ms, 100 * Ms, 500 * Ms, Second, 5 * Second, 10 * Second,
    30 * Second, Minute, 5 * Minute, 10 * Minute, 30 * Minute, Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day,
    4 * Day, 8 * Day, 16 * Day, 32 * Day, 64 * Day, 128 * Day, 256 * Day, 512 * Day, 1024 * Day, 2048 * Day, 4096 * Day,
    8192 * Day, 16384 * Day, 32768 * Day, 65536 * Day, 131072 * Day, 262144 * Day, 524288 * Day, 1048576 * Day};

constexpr bool divide() {
    for (std::size_t i = 1; i < Widths.size(); ++i) {
        if (Widths[i] % Widths[i - 1] != 0)
            return false;
    }
    return true;
}
static_assert(divide());

qint64 floorDivided(qint64 value, qint64 by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

} // namespace

void TimeStep::add(const TimeStep &other) {
    count += other.count;
    invalid += other.invalid;
    durations.add(other.durations);
}

WallTime TimeSeries::width() const {
    return Widths[m_width];
}

qint64 TimeSeries::numberOf(WallTime time) const {
    return floorDivided(time - m_origin, width());
}

TimeStep &TimeSeries::at(WallTime time) {
    if (m_steps.empty()) {
        m_first = numberOf(time);
        m_steps.resize(1);
    }
    const auto spanned = [&] {
        const qint64 last = m_first + qint64(m_steps.size()) - 1;
        return std::max(last, numberOf(time)) - std::min(m_first, numberOf(time)) + 1;
    };
    while (spanned() > MaxSteps && m_width + 1 < Widths.size())
        coarsen();
    const qint64 number = numberOf(time);
    if (number < m_first) {
        m_steps.insert(m_steps.begin(), std::size_t(m_first - number), {});
        m_first = number;
    }
    const auto index = std::size_t(number - m_first);
    if (index >= m_steps.size())
        m_steps.resize(index + 1);
    return m_steps[index];
}

void TimeSeries::coarsen() {
    const qint64 factor = Widths[m_width + 1] / Widths[m_width];
    const qint64 first = floorDivided(m_first, factor);
    const qint64 last = floorDivided(m_first + qint64(m_steps.size()) - 1, factor);
    std::vector<TimeStep> joined(std::size_t(last - first + 1));
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        joined[std::size_t(floorDivided(m_first + qint64(i), factor) - first)].add(m_steps[i]);
    m_steps = std::move(joined);
    m_first = first;
    ++m_width;
}

TimeSeries TimeSeries::coarsened(qint64 most) const {
    TimeSeries coarse = *this;
    while (qint64(coarse.m_steps.size()) > std::max<qint64>(1, most) && coarse.m_width + 1 < Widths.size())
        coarse.coarsen();
    return coarse;
}

} // namespace offhook::store
