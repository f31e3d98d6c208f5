#pragma once

#include <QtGlobal>

#include <vector>

namespace offhook::store {

/// Durations counted in bins whose width is a sixteenth of their value, so that a percentile is off by at most 1/32 of
/// it (3.2 %); below 16 µs it is exact. Takes up to a few hundred counters, whatever is added. Value type.
class DurationHistogram {
public:
    /// Negative ones are taken as 0.
    void add(qint64 us);
    void add(const DurationHistogram &other);

    [[nodiscard]] qint64 count() const { return m_count; }
    /// The longest one, exact; 0 without any.
    [[nodiscard]] qint64 longest() const { return m_longest; }
    /// The least duration that `share` (0 to 1) of all do not exceed, in microseconds; -1 without any.
    [[nodiscard]] qint64 percentile(double share) const;

private:
    std::vector<quint32> m_bins;
    qint64 m_count = 0;
    qint64 m_longest = 0;
};

} // namespace offhook::store
