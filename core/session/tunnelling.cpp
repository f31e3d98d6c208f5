#include "core/session/tunnelling.h"

#include "core/session/capture_thread.h"
#include "core/session/session.h"
#include "core/store/event_store.h"
#include "core/tunnel/providers.h"

#include <QUrl>

namespace offhook {

using Type = tunnel::State::Type;
using ReachType = tunnel::Reach::Type;

namespace {
constexpr std::chrono::milliseconds WakeInterval{5'000};
} // namespace

Tunnelling::Tunnelling(QString recordFolder, const tunnel::Pace &pace, const Clock &clock)
    : m_recordFolder(std::move(recordFolder))
    , m_manager(m_recordFolder, pace, clock)
    , m_watch(clock) {
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &Tunnelling::probe);
    connect(&m_manager, &tunnel::TunnelManager::stateChanged, this, &Tunnelling::stateChanged);
    connect(&m_manager, &tunnel::TunnelManager::logged, this, &Tunnelling::logged);
    connect(&m_watch, &tunnel::WakeWatch::woke, this, &Tunnelling::disturbed);
    connect(&m_watch, &tunnel::WakeWatch::networkChanged, this, &Tunnelling::disturbed);
}

Tunnelling::~Tunnelling() = default;

void Tunnelling::open(store::EventStore &events, CaptureThread *capture) {
    m_events = &events;
    m_capture = capture;
    m_settings = workspace_settings::tunnelFrom(events.setting(workspace_settings::Tunnel));
    if (capture != nullptr)
        tunnel::ProcessRecord::endLeftovers(m_recordFolder);
}

void Tunnelling::close() {
    stop();
    m_events = nullptr;
    m_capture = nullptr;
    m_settings = {};
    m_started.reset();
    m_target.reset();
}

void Tunnelling::setListener(const ListenerState &listener) {
    std::optional<tunnel::Target> target;
    if (listener.type == ListenerState::Type::Listening)
        target = tunnel::Target{listener.tls, QUrl(listener.url()).host(), listener.port};
    if (target == m_target)
        return;
    m_target = target;
    if (!m_wanted)
        return;
    target ? m_manager.start(*m_wanted, *target) : m_manager.stop();
}

void Tunnelling::start(const tunnel::Choice &choice) {
    if (m_capture == nullptr)
        return;
    m_wanted = choice;
    m_started = choice;
    m_settings.provider = choice.provider;
    m_settings.fields.insert(choice.provider, choice.fields);
    if (m_events != nullptr && m_events->isWritable())
        m_events->setSetting(workspace_settings::Tunnel, workspace_settings::toJson(m_settings));
    m_watch.start(WakeInterval);
    m_url.clear();
    if (m_target)
        m_manager.start(choice, *m_target);
}

bool Tunnelling::startLast() {
    const tunnel::Choice last{m_settings.provider, m_settings.fields.value(m_settings.provider)};
    const tunnel::Provider *provider = tunnel::findProvider(last.provider);
    if (provider == nullptr || m_capture == nullptr)
        return false;
    if (last != m_started && last.fields != tunnel::withoutCommands(last.fields))
        return false;
    if (!provider->launch({false, QStringLiteral("127.0.0.1"), 1}, last.fields))
        return false;
    start(last);
    return true;
}

void Tunnelling::stop() {
    m_wanted.reset();
    m_watch.stop();
    m_manager.stop();
    endReach(ReachType::Unknown);
}

// The URL first, so that the first request through the tunnel is checked against it.
void Tunnelling::stateChanged() {
    const tunnel::State &state = m_manager.state();
    if (state.type != Type::Up) {
        endReach(ReachType::Unknown);
        return Q_EMIT changed();
    }
    if (state.url != m_url) {
        m_url = state.url;
        Q_EMIT publicUrlKnown(m_url);
    }
    beginReach();
    Q_EMIT changed();
}

void Tunnelling::checkReach() {
    if (m_manager.state().type != Type::Up)
        return;
    beginReach();
    Q_EMIT changed();
}

void Tunnelling::beginReach() {
    m_checks = 0;
    m_reach = {ReachType::Checking, 0, {}, {}};
    probe();
}

void Tunnelling::probe() {
    if (m_capture == nullptr)
        return;
    const auto probe = tunnel::ReachProbe::make();
    m_capture->setReachProbe(probe);
    m_check.run(m_url, probe, m_reachPace.limit, [this](const tunnel::Reach &reach) { reached(reach); });
}

void Tunnelling::reached(const tunnel::Reach &reach) {
    const bool through = reach.type == ReachType::Reached || reach.type == ReachType::Interstitial;
    if (!through && ++m_checks < m_reachPace.checks) {
        m_again.start(m_reachPace.delay * (1 << (m_checks - 1)));
        return;
    }
    endReach(reach.type);
    m_reach = reach;
    if (!through && std::exchange(m_restartsUnlessReached, false))
        return m_manager.restart();
    m_restartsUnlessReached = false;
    Q_EMIT changed();
}

void Tunnelling::endReach(ReachType type) {
    m_again.stop();
    m_check.cancel();
    m_reach = {type, 0, {}, {}};
    if (m_capture != nullptr)
        m_capture->setReachProbe({});
}

// After sleep, or in another network, tools believe for minutes that their dead connection lives.
void Tunnelling::disturbed() {
    if (!m_wanted || m_manager.choice().provider.isEmpty())
        return;
    if (m_manager.state().type != Type::Up)
        return m_manager.restart();
    m_restartsUnlessReached = m_manager.choice().provider != QLatin1StringView("manual");
    checkReach();
}

} // namespace offhook
