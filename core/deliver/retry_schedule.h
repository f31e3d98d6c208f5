#pragma once

#include "core/base/ids.h"

#include <QByteArrayView>

#include <chrono>
#include <optional>

namespace offhook::deliver {

/// How often, and how far apart, a copy is tried again.
struct RetrySchedule {
    static constexpr int MostTries = 50;

    int most = 8;                               ///< tries after the first, 0 to MostTries
    std::chrono::milliseconds first{1'000};     ///< before the second try; doubled with each one more
    std::chrono::milliseconds longest{600'000}; ///< no pause is longer

    bool operator==(const RetrySchedule &) const = default;
};

/// The pause after `tried` tries (1 or more); nothing when they were all. `random`, 0 to 1, puts it between half of the
/// full pause and all of it, so that copies that failed together do not come back together.
[[nodiscard]] std::optional<std::chrono::milliseconds> pauseAfter(
    int tried, const RetrySchedule &schedule, double random);

/// The value of Retry-After as a pause from `now`: seconds or an HTTP-date in any of its three forms (RFC 9110 10.2.3
/// and 5.6.7). What is past is no pause; more than a day is cut to a day. Nothing when it is neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(QByteArrayView value, WallTime now);

/// Whether the same request may be answered better later: 408, 425, 429 and every 5xx (RFC 9110 15.5.9, 15.6; RFC 8470
/// 5.2; RFC 6585 4).
[[nodiscard]] bool isWorthRetrying(int status);

} // namespace offhook::deliver
