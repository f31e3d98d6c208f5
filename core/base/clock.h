#pragma once

#include "core/base/ids.h"

#include <QByteArray>

#include <chrono>

namespace offhook {

using MonotonicTime = std::chrono::steady_clock::time_point;

/// Tells the time. Thread-safe. Tests derive their own to move time by hand.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallTime wall() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonic() const = 0;

    /// The machine's clocks.
    [[nodiscard]] static const Clock &system();
};

/// ISO 8601 in UTC with milliseconds and Z, e.g. 2026-11-24T10:42:07.318Z.
[[nodiscard]] QByteArray isoTime(WallTime time);

} // namespace offhook
