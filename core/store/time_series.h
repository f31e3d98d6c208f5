#pragma once

#include "core/base/ids.h"
#include "core/store/duration_histogram.h"

#include <vector>

namespace offhook::store {

/// What arrived within one step of time.
struct TimeStep {
    qint64 count = 0;
    qint64 invalid = 0; ///< with an invalid signature
    DurationHistogram durations;

    void add(const TimeStep &other);
};

/// Events over time in equal steps. The step grows as the events spread, so that there are never more than MaxSteps:
/// from 1 ms over the usual seconds, minutes and hours to days and their doubles. Steps begin at multiples of their
/// width after `origin`, which the asker sets so that days begin at local midnight. Value type.
class TimeSeries {
public:
    static constexpr qint64 MaxSteps = 240;

    explicit TimeSeries(WallTime origin = 0)
        : m_origin(origin) {}

    /// The step that holds this time; made when it is not there. Valid until the next call.
    TimeStep &at(WallTime time);

    [[nodiscard]] bool isEmpty() const { return m_steps.empty(); }
    [[nodiscard]] const std::vector<TimeStep> &steps() const { return m_steps; }
    [[nodiscard]] WallTime width() const; ///< microseconds
    [[nodiscard]] WallTime begin() const { return m_origin + m_first * width(); }
    [[nodiscard]] WallTime end() const { return begin() + qint64(m_steps.size()) * width(); }
    /// The same in at most `most` (1 or more) steps.
    [[nodiscard]] TimeSeries coarsened(qint64 most) const;

private:
    [[nodiscard]] qint64 numberOf(WallTime time) const;
    void coarsen();

    WallTime m_origin;
    std::size_t m_width = 0; ///< index of the width
    qint64 m_first = 0;      ///< number of the first step, counted from the origin
    std::vector<TimeStep> m_steps;
};

} // namespace offhook::store
