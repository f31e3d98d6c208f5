#include "core/compose/sender.h"

#include "core/compose/response_reader.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTimer>

#include <utility>

namespace offhook::compose {
namespace {

using namespace Qt::StringLiterals;
using Callback = std::function<void(Result<SendResult>)>;

/// One request on its way. A child of the guard, so that it goes, socket and all, when the guard does.
/// QNetworkAccessManager is no choice here: it adds and reorders fields.
class Sending final : public QObject {
public:
    Sending(const ComposedRequest &request, SendOptions options, QObject *guard, Callback callback)
        : QObject(guard)
        , m_request(request)
        , m_options(std::move(options))
        , m_callback(std::move(callback))
        , m_reader(request.head.startsWith("HEAD ")) {}

    void start();

private:
    void watch();
    void write();
    void read();
    void lost(QAbstractSocket::SocketError error);
    void finish(const Result<SendResult> &result);
    [[nodiscard]] bool accepts(const QList<QSslError> &errors) const;

    ComposedRequest m_request;
    SendOptions m_options;
    Callback m_callback;
    ResponseReader m_reader;
    QSslSocket m_socket;
    QTimer m_limit;
    QElapsedTimer m_watch;
};

void Sending::start() {
    watch();
    m_limit.setSingleShot(true);
    m_limit.start(m_options.timeLimit);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    const QString host = QString::fromLatin1(m_request.host);
    if (m_request.tls)
        m_socket.connectToHostEncrypted(host, m_request.port);
    else
        m_socket.connectToHost(host, m_request.port);
}

void Sending::watch() {
    connect(&m_limit, &QTimer::timeout, this, [this] {
        finish(Error{ErrorCode::TimedOut, u"no whole answer within %1 ms"_s.arg(m_options.timeLimit.count())});
    });
    if (m_request.tls)
        connect(&m_socket, &QSslSocket::encrypted, this, [this] { write(); });
    else
        connect(&m_socket, &QAbstractSocket::connected, this, [this] { write(); });
    connect(&m_socket, &QIODevice::readyRead, this, [this] { read(); });
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError e) { lost(e); });
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (accepts(errors))
            m_socket.ignoreSslErrors();
        else
            finish(Error{ErrorCode::TlsFailed, errors.value(0).errorString()});
    });
}

bool Sending::accepts(const QList<QSslError> &errors) const {
    return !errors.isEmpty() && m_options.trusted.contains(m_socket.peerCertificate());
}

void Sending::write() {
    m_watch.start();
    m_socket.write(m_request.head);
    m_socket.write(m_request.body);
}

void Sending::read() {
    switch (m_reader.feed(m_socket.readAll())) {
    case ResponseReader::State::NeedMore:
        return;
    case ResponseReader::State::Failed:
        return finish(m_reader.error());
    case ResponseReader::State::Done:
        return finish(SendResult{m_reader.status(), m_reader.head(), m_reader.body(), m_watch.nsecsElapsed() / 1000});
    }
}

void Sending::lost(QAbstractSocket::SocketError error) {
    // A server may answer before it has read everything and then close: what it said still counts.
    read();
    if (!m_callback)
        return;
    if (error == QAbstractSocket::RemoteHostClosedError && m_watch.isValid()) {
        m_reader.end();
        return read();
    }
    const bool tls = error == QAbstractSocket::SslHandshakeFailedError || error == QAbstractSocket::SslInternalError ||
                     error == QAbstractSocket::SslInvalidUserDataError;
    finish(Error{tls ? ErrorCode::TlsFailed : ErrorCode::NetworkFailed, m_socket.errorString()});
}

void Sending::finish(const Result<SendResult> &result) {
    if (!m_callback)
        return;
    m_limit.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    // Later, from a clean stack: the callback may delete the guard, hence us and the socket that is still speaking.
    QMetaObject::invokeMethod(
        this,
        [this, result, callback = std::exchange(m_callback, nullptr)] {
            deleteLater();
            callback(result);
        },
        Qt::QueuedConnection);
}

} // namespace

void send(const ComposedRequest &request, const SendOptions &options, QObject *guard, Callback callback) {
    Q_ASSERT(guard != nullptr);
    auto *sending = new Sending(request, options, guard, std::move(callback));
    // Queued, so that even a failure at once is told later.
    QMetaObject::invokeMethod(
        sending, [sending] { sending->start(); }, Qt::QueuedConnection);
}

void send(const ComposedRequest &request, QObject *guard, Callback callback, std::chrono::milliseconds timeLimit) {
    send(request, SendOptions{timeLimit, {}}, guard, std::move(callback));
}

} // namespace offhook::compose
