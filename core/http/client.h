#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslCertificate>

#include <chrono>
#include <functional>

namespace offhook::http {

/// Where a request goes.
struct Endpoint {
    bool tls = false;
    QByteArray host; ///< a name or an address, an IPv6 address without brackets
    quint16 port = 0;

    bool operator==(const Endpoint &) const = default;
};

/// How long the steps of an exchange took, in microseconds; -1 for one that was not reached, or that there was not.
struct ClientTimings {
    qint64 connectUs = -1;   ///< from the start to a TCP connection, name lookup included
    qint64 tlsUs = -1;       ///< handshake
    qint64 firstByteUs = -1; ///< from the first byte out to the first byte in
    qint64 totalUs = -1;     ///< from the start to the last byte in, or to the failure

    bool operator==(const ClientTimings &) const = default;
};

struct ClientOptions {
    /// From the start to the last byte; 15 s is Twilio's cap.
    std::chrono::milliseconds timeLimit{15'000};
    /// For the connection, TLS included; 0: only the limit for the whole.
    std::chrono::milliseconds connectLimit{0};
    /// Certificates accepted besides those of the system: as the server's own, whatever its name, or as its issuer's.
    /// All others need a known issuer and the right name.
    QList<QSslCertificate> trusted;
};

/// An answer as it came.
struct ClientResponse {
    int status = 0;
    QByteArray head;       ///< raw, with the blank line
    QByteArray body;       ///< transfer coding taken off, content coding (gzip) left on
    QByteArray framedBody; ///< the bytes on the wire where they differ (chunked), else empty

    bool operator==(const ClientResponse &) const = default;
};

/// Ends an exchange early. Outliving it does no harm.
class ClientCall {
public:
    ClientCall() = default;
    explicit ClientCall(QObject *call)
        : m_call(call) {}
    /// The callback still comes, with Cancelled, unless it was on its way already.
    void cancel();

private:
    QPointer<QObject> m_call;
};

using ClientCallback = std::function<void(Result<ClientResponse>, ClientTimings)>;

/// One HTTP/1.1 exchange over a fresh connection, as Twilio does, without a proxy: `head` and `body` go out byte for
/// byte as given, the body at once (no waiting for 100 Continue, RFC 9110 10.1.1). `callback` runs once, later, on the
/// caller's thread, never after `guard` (required, of that thread) died. Fails with NetworkFailed (also for an answer
/// that breaks the protocol), TlsFailed, TimedOut or Cancelled. Redirects are the caller's business.
ClientCall exchange(const Endpoint &to, const QByteArray &head, const QByteArray &body, const ClientOptions &options,
    QObject *guard, ClientCallback callback);

} // namespace offhook::http
