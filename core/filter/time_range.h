#pragma once

#include "core/base/ids.h"
#include "core/filter/expression.h"

#include <QString>

#include <optional>

namespace offhook::filter {

/// From `from` on, up to but without `to`, as the terms after: and before: say.
struct TimeRange {
    std::optional<WallTime> from;
    std::optional<WallTime> to;
    bool operator==(const TimeRange &) const = default;
};

/// What a filter says of the time, as far as all its events must meet it: terms inside of OR or NOT are left out.
[[nodiscard]] TimeRange timeRange(const Expression &expression);

/// The filter's text with this range in place of what it said of the time before; the rest stays as it was written. A
/// filter with a mistake is given back with the range behind it. Times are local, to the microsecond where needed.
[[nodiscard]] QString withTimeRange(const QString &source, const TimeRange &range);

/// The filter's text with one more term that must be met as well; in brackets where it is a row of alternatives.
[[nodiscard]] QString withTerm(const QString &source, const QString &term);

/// "2026-11-24T09:30:00.25", local time, as after: and before: take it.
[[nodiscard]] QString timeValue(WallTime time);

} // namespace offhook::filter
