#pragma once

#include "core/base/result.h"
#include "core/http/exchange.h"
#include "core/http/limits.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace offhook::http {

/// Where and how to listen.
struct ListenOptions {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost); ///< QHostAddress::Any listens on IPv4 and IPv6
    quint16 port = 8945;                                          ///< 0 = any free port
    QString certificateFile;                                      ///< PEM chain; with keyFile turns TLS on
    QString keyFile;                                              ///< PEM private key
    Limits limits;
};

/// The embedded HTTP(S) server: HTTP/1.0 and 1.1 by RFC 9112. Knows nothing of Twilio. Lives on one thread with an
/// event loop; every connection lives on it too. Refuses what is ambiguous, and hands refused requests to the handler
/// as well, so that nothing that arrived goes unseen.
class Listener final : public QObject {
    Q_OBJECT
public:
    explicit Listener(RequestHandler handler, QObject *parent = nullptr);
    ~Listener() override;

    /// Starts listening. Fails with AddressInUse, AddressDenied, TlsFailed or CannotListen.
    [[nodiscard]] Result<void> listen(const ListenOptions &options);
    /// Stops accepting, lets answers in flight go out for at most Limits::closeGrace, then closes every connection.
    /// Returns at once; closed() follows when the last one is gone. Destroying the listener closes all of them now.
    void close();
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] bool usesTls() const;
    [[nodiscard]] QHostAddress address() const;
    [[nodiscard]] quint16 port() const; ///< the real one, also when 0 was asked for
    [[nodiscard]] int connectionCount() const;

    /// Back-pressure: while paused nothing is accepted and nothing more is read; TCP holds the clients.
    void setPaused(bool paused);

Q_SIGNALS:
    /// After close(): no connection is left. Never inside the call of close().
    void closed();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::http
