#pragma once

#include "core/base/result.h"
#include "core/tunnel/provider.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

class QNetworkReply;

namespace offhook::tunnel {

/// An ngrok agent that somebody started, spoken to through its local API (ngrok.com/docs/agent/api, read 2026-11). It
/// has no authentication and listens on loopback only; no other address is asked. Main thread.
class NgrokAgent final : public QObject {
    Q_OBJECT
public:
    explicit NgrokAgent(QObject *parent = nullptr);
    /// Takes the tunnel away that it made, if any; the agent's own tunnels stay.
    ~NgrokAgent() override;

    struct Found {
        bool runs = false; ///< an agent answered
        QByteArray url;    ///< of the tunnel that leads to the target
    };
    /// Looks for an agent at `api` ("127.0.0.1:4040" when empty). When one runs its tunnel to the target is taken, or
    /// one is made. `done` runs once, later, unless stop() comes first. Fails with NetworkFailed and the agent's own
    /// words.
    void find(const QString &api, const Target &target, const QString &domain, std::function<void(Result<Found>)> done);
    /// Asks every `interval` whether the tunnel still stands; lost() when it does not.
    void watch(std::chrono::milliseconds interval);
    void stop();

Q_SIGNALS:
    void lost(const QString &words);

private:
    using Answered = std::function<void(int status, const QByteArray &body)>;
    void get(Answered answered);
    void listed(const QByteArray &body, const QString &domain, const std::function<void(Result<Found>)> &done);
    void add(const QString &domain, std::function<void(Result<Found>)> done);
    void await(QNetworkReply *reply, Answered answered);
    void poll();
    void removeOwn();
    [[nodiscard]] QByteArray urlIn(const QByteArray &body, const QString &domain) const;

    QNetworkAccessManager m_network;
    QTimer m_timer;
    QString m_api;
    Target m_target;
    QByteArray m_url;
    QString m_ownName; ///< of the tunnel that was made here
    quint64 m_run = 0;
};

} // namespace offhook::tunnel
