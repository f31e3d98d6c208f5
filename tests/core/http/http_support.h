#pragma once

#include "core/http/listener.h"

#include <QEventLoop>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

namespace offhook::http {

/// A client that sends bytes as they are and collects what comes back.
class RawClient {
public:
    explicit RawClient(const Listener &listener, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost)) {
        connectTo(listener, address);
    }

    void connectTo(const Listener &listener, const QHostAddress &address) {
        QObject::connect(&m_socket, &QIODevice::readyRead, &m_socket, [this] { m_received += m_socket.readAll(); });
        m_socket.connectToHost(address, listener.port());
        QTRY_COMPARE(m_socket.state(), QAbstractSocket::ConnectedState);
    }

    void send(const QByteArray &bytes) {
        m_socket.write(bytes);
        m_socket.flush();
    }
    void close() { m_socket.disconnectFromHost(); }
    void reset() { m_socket.abort(); }

    QTcpSocket &socket() { return m_socket; }
    const QByteArray &received() const { return m_received; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    QByteArray statusLine() const { return m_received.left(m_received.indexOf('\r')); }
    int status() const { return m_received.mid(9, 3).toInt(); }
    QByteArray peerAsSeenByServer() const {
        return m_socket.localAddress().toString().toLatin1() + ':' + QByteArray::number(m_socket.localPort());
    }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

/// A listener whose handler keeps what it was given, and answers at once unless told to hold.
class TestServer {
public:
    struct Seen {
        Request request;
        std::optional<Refusal> refusal;
        QByteArray peer;
        bool tls;
        bool wasOpen;
    };

    explicit TestServer(const Limits &limits = {}, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
        : m_listener(
              std::make_unique<Listener>([this](std::unique_ptr<Exchange> exchange) { handle(std::move(exchange)); })) {
        ListenOptions options;
        options.address = address;
        options.port = 0;
        options.limits = limits;
        const Result<void> listening = m_listener->listen(options);
        if (!listening)
            qFatal("%s", qPrintable(listening.error().detail));
    }

    Listener &listener() { return *m_listener; }
    void destroyListener() { m_listener.reset(); }

    bool hold = false;
    Response answer{200, {{"Content-Type", "text/plain"}}, "ok"};
    std::function<void(Exchange &)> onRequest;
    std::vector<Seen> seen;
    std::vector<std::unique_ptr<Exchange>> held;
    std::vector<SendOutcome> outcomes;

    Exchange::Sent recordOutcome() {
        return [this](SendOutcome outcome, MonotonicTime) { outcomes.push_back(outcome); };
    }

private:
    void handle(std::unique_ptr<Exchange> exchange) {
        seen.push_back({exchange->request, exchange->refusal, exchange->peer, exchange->tls, exchange->isOpen()});
        if (onRequest)
            onRequest(*exchange);
        if (hold) {
            held.push_back(std::move(exchange));
        } else if (exchange->refusal) {
            exchange->respond(
                {exchange->refusal->status, {}, refusalText(exchange->refusal->reason).toByteArray()}, recordOutcome());
        } else {
            exchange->respond(answer, recordOutcome());
        }
    }

    std::unique_ptr<Listener> m_listener;
};

/// Lets everything that is ready happen, without waiting for more.
inline void settle() {
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
}

} // namespace offhook::http
