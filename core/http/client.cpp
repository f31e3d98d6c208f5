#include "core/http/client.h"

#include "core/http/response_reader.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <utility>

namespace offhook::http {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

/// One exchange on its way. A child of the guard, so that it goes, socket and all, when the guard does.
/// QNetworkAccessManager is no choice here: it adds and reorders fields.
class Call final : public QObject {
public:
    Call(Endpoint to, QByteArray head, QByteArray body, ClientOptions options, QObject *guard, ClientCallback callback)
        : QObject(guard)
        , m_to(std::move(to))
        , m_head(std::move(head))
        , m_body(std::move(body))
        , m_options(std::move(options))
        , m_callback(std::move(callback))
        , m_reader(m_head.startsWith("HEAD ")) {}

    void start();
    void finish(const Result<ClientResponse> &result);

private:
    void watch();
    void limit(QTimer &timer, milliseconds limit, const QString &what);
    void connected();
    void write();
    void read();
    void lost(QAbstractSocket::SocketError error);
    void judge(const QList<QSslError> &errors);
    [[nodiscard]] qint64 now() const { return m_watch.nsecsElapsed() / 1000; }

    Endpoint m_to;
    QByteArray m_head;
    QByteArray m_body;
    ClientOptions m_options;
    ClientCallback m_callback;
    ResponseReader m_reader;
    QSslSocket m_socket;
    QTimer m_limit;
    QTimer m_connectLimit;
    QElapsedTimer m_watch;
    ClientTimings m_timings;
    qint64 m_writtenUs = -1; ///< when the first byte went out
};

void Call::start() {
    if (!m_callback)
        return; // cancelled before
    watch();
    m_watch.start();
    limit(m_limit, m_options.timeLimit, u"no whole answer within %1 ms"_s);
    if (m_options.connectLimit.count() > 0)
        limit(m_connectLimit, m_options.connectLimit, u"no connection within %1 ms"_s);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    const QString host = QString::fromLatin1(m_to.host);
    if (!m_to.tls)
        return m_socket.connectToHost(host, m_to.port);
    QSslConfiguration tls = m_socket.sslConfiguration();
    tls.addCaCertificates(m_options.trusted);
    m_socket.setSslConfiguration(tls);
    m_socket.connectToHostEncrypted(host, m_to.port);
}

void Call::limit(QTimer &timer, milliseconds limit, const QString &what) {
    connect(&timer, &QTimer::timeout, this, [this, limit, what] {
        finish(Error{ErrorCode::TimedOut, what.arg(limit.count())});
    });
    timer.setSingleShot(true);
    timer.start(limit);
}

void Call::watch() {
    connect(&m_socket, &QAbstractSocket::connected, this, [this] { connected(); });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        m_timings.tlsUs = now() - m_timings.connectUs;
        write();
    });
    connect(&m_socket, &QIODevice::readyRead, this, [this] { read(); });
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError e) { lost(e); });
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) { judge(errors); });
}

void Call::judge(const QList<QSslError> &errors) {
    if (!errors.isEmpty() && m_options.trusted.contains(m_socket.peerCertificate()))
        m_socket.ignoreSslErrors();
    else
        finish(Error{ErrorCode::TlsFailed, errors.value(0).errorString()});
}

void Call::connected() {
    m_timings.connectUs = now();
    if (!m_to.tls)
        write();
}

void Call::write() {
    m_connectLimit.stop();
    m_writtenUs = now();
    // One write for small ones: a head alone in a packet would wait for its acknowledgement (Nagle) with the body.
    if (m_body.size() <= 64 * 1024) {
        m_socket.write(m_head + m_body);
        return;
    }
    m_socket.write(m_head);
    m_socket.write(m_body);
}

void Call::read() {
    const QByteArray bytes = m_socket.readAll();
    if (!bytes.isEmpty() && m_timings.firstByteUs < 0)
        m_timings.firstByteUs = now() - m_writtenUs;
    switch (m_reader.feed(bytes)) {
    case ResponseReader::State::NeedMore:
        return;
    case ResponseReader::State::Failed:
        return finish(m_reader.error());
    case ResponseReader::State::Done:
        return finish(ClientResponse{m_reader.status(), m_reader.head(), m_reader.body(), m_reader.framedBody()});
    }
}

void Call::lost(QAbstractSocket::SocketError error) {
    // A server may answer before it has read everything and then close: what it said still counts.
    read();
    if (!m_callback)
        return;
    if (error == QAbstractSocket::RemoteHostClosedError && m_writtenUs >= 0) {
        m_reader.end();
        return read();
    }
    const bool tls = error == QAbstractSocket::SslHandshakeFailedError || error == QAbstractSocket::SslInternalError ||
                     error == QAbstractSocket::SslInvalidUserDataError;
    finish(Error{tls ? ErrorCode::TlsFailed : ErrorCode::NetworkFailed, m_socket.errorString()});
}

void Call::finish(const Result<ClientResponse> &result) {
    if (!m_callback)
        return;
    m_timings.totalUs = m_watch.isValid() ? now() : -1;
    m_limit.stop();
    m_connectLimit.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    // Later, from a clean stack: the callback may delete the guard, hence us and the socket that is still speaking.
    QMetaObject::invokeMethod(
        this,
        [this, result, callback = std::exchange(m_callback, nullptr)] {
            deleteLater();
            callback(result, m_timings);
        },
        Qt::QueuedConnection);
}

} // namespace

void ClientCall::cancel() {
    if (m_call != nullptr)
        static_cast<Call *>(m_call.data())->finish(Error{ErrorCode::Cancelled, u"the request was cancelled"_s});
}

ClientCall exchange(const Endpoint &to, const QByteArray &head, const QByteArray &body, const ClientOptions &options,
    QObject *guard, ClientCallback callback) {
    Q_ASSERT(guard != nullptr);
    auto *call = new Call(to, head, body, options, guard, std::move(callback));
    // Queued, so that even a failure at once is told later.
    QMetaObject::invokeMethod(
        call, [call] { call->start(); }, Qt::QueuedConnection);
    return ClientCall(call);
}

} // namespace offhook::http
