#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <vector>

namespace offhook::test {

/// An app behind a route: answers each request with what `reply` says.
class AppServer {
public:
    enum class Manner : std::uint8_t { Answer, Hang, Reset };
    struct Reply {
        int status = 200;
        QByteArray headers; ///< lines with CRLF
        Manner manner = Manner::Answer;
    };
    struct Received {
        QByteArray head;
        QByteArray body;
    };

    explicit AppServer(quint16 port = 0) {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                serve(socket);
        });
        m_isListening = m_server.listen(QHostAddress::LocalHost, port);
    }

    [[nodiscard]] bool isListening() const { return m_isListening; }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(port()); }

    std::function<Reply(const Received &)> reply = [](const Received &) { return Reply(); };
    std::vector<Received> received;

private:
    void serve(QTcpSocket *socket) {
        QObject::connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
        QObject::connect(socket, &QIODevice::readyRead, socket, [this, socket] {
            const QByteArray bytes = socket->peek(socket->bytesAvailable());
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const qsizetype at = bytes.indexOf("Content-Length: ");
            const qsizetype length = at < 0 ? 0 : bytes.mid(at + 16, bytes.indexOf('\r', at) - at - 16).toLongLong();
            if (bytes.size() < end + 4 + length)
                return;
            socket->skip(bytes.size());
            received.push_back({bytes.left(end + 4), bytes.mid(end + 4, length)});
            answer(socket, reply(received.back()));
        });
    }
    static void answer(QTcpSocket *socket, const Reply &reply) {
        if (reply.manner == Manner::Hang)
            return;
        if (reply.manner == Manner::Reset) {
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            return socket->abort();
        }
        socket->write(
            "HTTP/1.1 " + QByteArray::number(reply.status) + " X\r\nContent-Length: 2\r\n" + reply.headers + "\r\nok");
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
    bool m_isListening = false;
};

} // namespace offhook::test
