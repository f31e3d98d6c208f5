#pragma once

#include "core/base/clock.h"

#include <array>
#include <cstdint>
#include <vector>

namespace offhook::flow {

/// Rate and latency of answers for the status bar. Not thread-safe; lives where the answers are sent.
class Metrics {
public:
    struct Snapshot {
        qint64 answered = 0;  ///< since start
        double perSecond = 0; ///< over the last 5 s
        qint64 p99Us = -1;    ///< of the last 1,000 answers; -1 without any
    };

    void add(MonotonicTime at, qint64 tookUs);
    [[nodiscard]] Snapshot snapshot(MonotonicTime now) const;

private:
    static constexpr int WindowSeconds = 5;
    struct Second {
        std::int64_t second = -1;
        int count = 0;
    };
    std::array<Second, WindowSeconds + 1> m_seconds;
    std::vector<qint64> m_latest;
    std::size_t m_next = 0;
    qint64 m_answered = 0;
};

} // namespace offhook::flow
