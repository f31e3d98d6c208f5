#pragma once

#include "core/base/ids.h"

#include <QString>

#include <vector>

namespace offhook::ui {

/// A mark on an axis, at `value` of its scale.
struct Tick {
    double value = 0;
    QString label;
};

/// Round numbers from 0 to a top that is not below `most`, at most `marks` steps.
[[nodiscard]] std::vector<Tick> countTicks(qint64 most, int marks);
/// Decades of microseconds (1 ms, 10 ms, ...) around the durations from `least` to `most`, at least two.
[[nodiscard]] std::vector<Tick> durationTicks(qint64 least, qint64 most);
/// Round local times within a range, at most `marks`: with seconds, days or years as the distance between them asks.
[[nodiscard]] std::vector<Tick> timeTicks(WallTime from, WallTime to, int marks);
/// "24 Nov 10:41:22 – 10:42:07": a range of local time, as exact as its length asks, the day where it is not today.
[[nodiscard]] QString timeRangeText(WallTime from, WallTime to);

} // namespace offhook::ui
