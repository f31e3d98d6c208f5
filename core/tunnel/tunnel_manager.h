#pragma once

#include "core/base/clock.h"
#include "core/tunnel/log_buffer.h"
#include "core/tunnel/ngrok_agent.h"
#include "core/tunnel/process.h"
#include "core/tunnel/provider.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace offhook::tunnel {

/// How a tunnel is.
struct State {
    enum class Type : std::uint8_t { Off, NotInstalled, LoginNeeded, Starting, Up, Reconnecting, Failed };
    Type type = Type::Off;
    QByteArray url;             ///< the last one that was told
    WallTime since = 0;         ///< of this type
    int attempt = 0;            ///< Reconnecting: which try it is, from 1
    QString words;              ///< the tool's or the system's own, on one line
    bool runsElsewhere = false; ///< an agent that somebody else started carries the tunnel

    bool operator==(const State &) const = default;
};

/// What the user wants.
struct Choice {
    QString provider; ///< its id
    Fields fields;
    bool operator==(const Choice &) const = default;
};

/// The waits of a TunnelManager.
struct Pace {
    std::chrono::milliseconds firstDelay{1'000}; ///< before the first new try; doubled for each further one
    std::chrono::milliseconds longestDelay{60'000};
    std::chrono::milliseconds startLimit{45'000}; ///< a tool that tells no URL by then hangs
    std::chrono::milliseconds stable{60'000};     ///< up that long, and the next loss begins with the first delay again
    std::chrono::milliseconds stopGrace{3'000};
    std::chrono::milliseconds agentPoll{5'000};
};

/// Runs one tunnel and keeps it up: starts the tool, reads what it says, starts it again with growing delays when it
/// dies, hangs or loses its service. A tool that never came up is given up after a few tries; one that did is tried
/// for ever. Lives on the main thread.
class TunnelManager final : public QObject {
    Q_OBJECT
public:
    static constexpr int TriesBeforeFirstUp = 3;

    TunnelManager(
        QString recordFolder, const Pace &pace, const Clock &clock = Clock::system(), QObject *parent = nullptr);
    /// Kills the tool.
    ~TunnelManager() override;

    /// Ends what runs and begins anew.
    void start(const Choice &choice, const Target &target);
    /// Off at once; the tool is given its grace to end.
    void stop();
    /// Ends the tool and starts it without delay: after sleep, or when the outside no longer comes through.
    void restart();

    [[nodiscard]] const State &state() const { return m_state; }
    [[nodiscard]] const Choice &choice() const { return m_choice; }
    [[nodiscard]] const Target &target() const { return m_target; }
    [[nodiscard]] const LogBuffer &log() const { return m_log; }
    /// Of the tool; 0 without one.
    [[nodiscard]] qint64 pid() const { return m_process ? m_process->pid() : 0; }

    /// The delay before try `attempt` (from 1).
    [[nodiscard]] static std::chrono::milliseconds delay(int attempt, const Pace &pace);

Q_SIGNALS:
    void stateChanged();
    void logged();

private:
    void begin();
    void askAgent();
    void spawn();
    void read(const QByteArray &line);
    void take(const Report &report);
    void up(const QByteArray &url, bool elsewhere = false);
    void lost(const QString &words);
    void ended(int exitCode, const QString &why);
    void tryAgain(const QString &words);
    void giveUp(State::Type type, const QString &words);
    void enter(State state);
    void note(const QString &text);
    void endTool();

    QString m_recordFolder;
    Pace m_pace;
    const Clock &m_clock;
    Choice m_choice;
    Target m_target;
    const Provider *m_provider = nullptr;
    Launch m_launch;
    std::unique_ptr<Interpreter> m_interpreter;
    std::unique_ptr<Process> m_process;
    NgrokAgent m_agent;
    QTimer m_retry;
    QTimer m_startLimit;
    LogBuffer m_log;
    State m_state;
    Report m_last; ///< why the tool will end, as far as it has told
    MonotonicTime m_upSince;
    int m_tries = 0; ///< since the tunnel was last stable
    bool m_wasUp = false;
};

} // namespace offhook::tunnel
