#pragma once

#include "core/base/ids.h"
#include "core/filter/expression.h"

#include <QStringView>

#include <optional>

namespace offhook::filter {

/// "404" or, with Equals, "4xx" as 4. A comparison with a class means its edge: ">4xx" is above 499. Nothing for
/// others.
[[nodiscard]] std::optional<qint64> readCode(QStringView text, Match match);
/// "250ms", "1.5s", "3min", "2h", "80us" in microseconds.
[[nodiscard]] std::optional<qint64> readDuration(QStringView text);
/// HH:MM[:SS[.mmm]] of the day of `now`, YYYY-MM-DD, or both joined by T or a blank, with Z or +hh:mm for other than
/// local time.
[[nodiscard]] std::optional<WallTime> readTime(QStringView text, WallTime now);
/// A decimal integer of at most 18 digits, with sign.
[[nodiscard]] std::optional<qint64> readInteger(QStringView text);

} // namespace offhook::filter
