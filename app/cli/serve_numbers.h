#pragma once

#include "core/session/leasing.h"
#include "core/session/session.h"

#include <QCommandLineParser>
#include <QObject>

#include <functional>

namespace offhook::cli {

/// --point and what belongs to it.
void addPointOptions(QCommandLineParser &parser);

/// The numbers of one `serve`: restores what an earlier run left pointed, points what --point names as soon as the
/// public URL is known, and restores at the end. Tells on stderr.
class ServeNumbers final : public QObject {
public:
    explicit ServeNumbers(Session &session);

    /// Reads the options; waits for the keychain if an account is needed that nothing else names. An exit code other
    /// than Ok when the program cannot do what was asked.
    [[nodiscard]] int prepare(const QCommandLineParser &parser, bool waitsForTunnel);
    /// Once the listener listens.
    void start();
    /// Restores what this run has pointed, then calls `done` with the exit code.
    void finish(std::function<void(int code)> done);

private:
    void point();
    void planned(const Result<account::Inventory> &inventory);
    void ended(Leasing::Work work, const LeaseReport &report);
    /// Whether all of it went well.
    bool tell(const QString &done, const LeaseReport &report) const;

    Session &m_session;
    Leasing &m_leasing;
    QStringList m_names;
    account::LeaseRequest m_request;
    QByteArray m_account;
    bool m_waitsForTunnel = false; ///< the URL that is known is an earlier one
    bool m_isPointing = false;     ///< has begun, or is done
    bool m_isStarted = false;
    bool m_isRestoring = false;
    std::function<void(int)> m_finished;
};

} // namespace offhook::cli
