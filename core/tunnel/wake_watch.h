#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace offhook::tunnel {

/// Notices that the machine slept: the wall clock then moves on while the monotonic one (CLOCK_MONOTONIC) stands. And
/// that the network came back or became another one, where Qt can tell (QNetworkInformation).
class WakeWatch final : public QObject {
    Q_OBJECT
public:
    /// What the two clocks may differ by before that is called sleep: a clock that is set by hand is taken for it.
    static constexpr std::chrono::seconds Tolerance{10};

    explicit WakeWatch(const Clock &clock = Clock::system(), QObject *parent = nullptr);
    /// Compares every `interval`; zero: only when check() is called.
    void start(std::chrono::milliseconds interval);
    void stop();
    /// Compares the clocks now.
    void check();

Q_SIGNALS:
    void woke(std::chrono::seconds slept);
    void networkChanged();

private:
    void watchNetwork();
    void remember();

    const Clock &m_clock;
    QTimer m_timer;
    WallTime m_wall = 0;
    MonotonicTime m_monotonic;
    bool m_watchesNetwork = false;
};

} // namespace offhook::tunnel
