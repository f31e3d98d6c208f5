#pragma once

#include "core/base/clock.h"
#include "core/session/workspace_settings.h"
#include "core/tunnel/reach_check.h"
#include "core/tunnel/tunnel_manager.h"
#include "core/tunnel/wake_watch.h"

#include <QObject>
#include <QTimer>

namespace offhook {

class CaptureThread;
struct ListenerState;
namespace store {
class EventStore;
}

/// The workspace's tunnel: follows the listener, tells the public URL as soon as it is known, and asks through it
/// whether the outside reaches this listener. Main thread.
class Tunnelling final : public QObject {
    Q_OBJECT
public:
    /// The waits between checks while the first ones fail: a name that is minutes old is not known everywhere yet.
    struct ReachPace {
        std::chrono::milliseconds limit{15'000}; ///< of one request
        std::chrono::milliseconds delay{2'000};  ///< before the second check; doubled for each further one
        int checks = 5;
    };

    explicit Tunnelling(QString recordFolder = tunnel::ProcessRecord::defaultFolder(), const tunnel::Pace &pace = {},
        const Clock &clock = Clock::system());
    ~Tunnelling() override;

    /// Reads what was used last and ends what a crash left. `capture` is null where the workspace is read-only.
    void open(store::EventStore &events, CaptureThread *capture);
    void close();
    /// A tunnel that is wanted starts when the listener does, and again when its address changes.
    void setListener(const ListenerState &listener);

    /// Starts the tunnel, now or when the listener listens, and remembers the choice.
    void start(const tunnel::Choice &choice);
    void stop();
    /// Starts what was used last, where that is enough. False when somebody has to look first: nothing was used,
    /// something is missing, or it would run a command that comes from the workspace and was not started since that was
    /// opened.
    [[nodiscard]] bool startLast();
    [[nodiscard]] bool isWanted() const { return m_wanted.has_value(); }
    /// Asks whether the outside reaches this listener; changed() follows.
    void checkReach();

    [[nodiscard]] const tunnel::State &state() const { return m_manager.state(); }
    [[nodiscard]] const tunnel::Reach &reach() const { return m_reach; }
    [[nodiscard]] const tunnel::LogBuffer &log() const { return m_manager.log(); }
    /// What was used last, and with what.
    [[nodiscard]] const TunnelSettings &settings() const { return m_settings; }
    /// Of the tool; 0 without one.
    [[nodiscard]] qint64 pid() const { return m_manager.pid(); }
    void setReachPace(const ReachPace &pace) { m_reachPace = pace; }

Q_SIGNALS:
    /// The state or what is known of reach.
    void changed();
    void logged();
    void publicUrlKnown(const QByteArray &url);

private:
    void stateChanged();
    void beginReach();
    void probe();
    void reached(const tunnel::Reach &reach);
    void endReach(tunnel::Reach::Type type);
    void disturbed();

    CaptureThread *m_capture = nullptr;
    store::EventStore *m_events = nullptr;
    QString m_recordFolder;
    tunnel::TunnelManager m_manager;
    tunnel::ReachCheck m_check;
    tunnel::WakeWatch m_watch;
    QTimer m_again;
    ReachPace m_reachPace;
    tunnel::Reach m_reach;
    int m_checks = 0;
    bool m_restartsUnlessReached = false;
    QByteArray m_url;
    TunnelSettings m_settings;
    std::optional<tunnel::Choice> m_wanted;
    std::optional<tunnel::Choice> m_started; ///< last, since the workspace was opened
    std::optional<tunnel::Target> m_target;
};

} // namespace offhook
