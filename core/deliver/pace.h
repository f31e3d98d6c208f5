#pragma once

#include "core/base/clock.h"

#include <optional>

namespace offhook::deliver {

/// How fast events are replayed.
struct Pace {
    double speed = 0;     ///< 1: as far apart as they came; 10: ten times faster; 0: one as soon as the other is done
    double perSecond = 0; ///< at most so many are begun in a second; 0: no limit
    int concurrency = 1;  ///< so many may be under way at a time, 1 or more
};

/// Tells when the next one begins. One thread.
class PaceKeeper {
public:
    explicit PaceKeeper(const Pace &pace)
        : m_pace(pace) {}

    /// When the event that came at `came` may begin: `now`, or later. The first one begins at once.
    [[nodiscard]] MonotonicTime startOf(WallTime came, MonotonicTime now) const;
    void started(WallTime came, MonotonicTime at);
    /// Nothing was sent for that long because the user wanted it so: everything shifts.
    void shift(MonotonicTime::duration pause);

private:
    Pace m_pace;
    WallTime m_firstCame = 0;
    std::optional<MonotonicTime> m_first;
    MonotonicTime m_last;
};

} // namespace offhook::deliver
