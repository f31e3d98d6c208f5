#include "core/tunnel/wake_watch.h"

#include <QNetworkInformation>

namespace offhook::tunnel {

using namespace std::chrono;

WakeWatch::WakeWatch(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock) {
    connect(&m_timer, &QTimer::timeout, this, &WakeWatch::check);
}

void WakeWatch::start(milliseconds interval) {
    remember();
    watchNetwork();
    if (interval.count() > 0)
        m_timer.start(interval);
}

void WakeWatch::stop() {
    m_timer.stop();
}

void WakeWatch::remember() {
    m_wall = m_clock.wall();
    m_monotonic = m_clock.monotonic();
}

void WakeWatch::check() {
    const auto wall = microseconds(m_clock.wall() - m_wall);
    const auto monotonic = m_clock.monotonic() - m_monotonic;
    remember();
    const auto slept = duration_cast<seconds>(wall - monotonic);
    if (slept > Tolerance)
        Q_EMIT woke(slept);
}

// Without a back end (no NetworkManager, no portal) only sleep is noticed, and what the tool notices itself.
void WakeWatch::watchNetwork() {
    if (m_watchesNetwork || !QNetworkInformation::loadDefaultBackend())
        return;
    m_watchesNetwork = true;
    QNetworkInformation *information = QNetworkInformation::instance();
    connect(information, &QNetworkInformation::reachabilityChanged, this,
        [this](QNetworkInformation::Reachability reachability) {
            if (reachability == QNetworkInformation::Reachability::Online)
                Q_EMIT networkChanged();
        });
    connect(information, &QNetworkInformation::transportMediumChanged, this, [this] { Q_EMIT networkChanged(); });
}

} // namespace offhook::tunnel
