#include "core/http/bounded_reply.h"

#include <QNetworkAccessManager>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace offhook::http;
using namespace Qt::StringLiterals;

class TestBoundedReply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShortBodyComesWhole();
    void anEndlessBodyEndsAtTheLimit();
    void nobodyIsToldAfterTheContextDied();

private:
    QNetworkReply *ask(const QTcpServer &server) {
        return m_network.get(QNetworkRequest(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()))));
    }
    QNetworkAccessManager m_network;
};

void TestBoundedReply::aShortBodyComesWhole() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::pendingConnectionAvailable, &server,
        [&server] { server.nextPendingConnection()->write("HTTP/1.1 203 x\r\nContent-Length: 5\r\n\r\nhello"); });
    QByteArray got;
    int status = 0;
    gather(ask(server), 1'000, this, [&](QNetworkReply &reply, const QByteArray &body) {
        status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        got = body;
    });
    QTRY_COMPARE(status, 203);
    QCOMPARE(got, QByteArray("hello"));
}

void TestBoundedReply::anEndlessBodyEndsAtTheLimit() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    qint64 sent = 0;
    bool isOver = false;
    connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        socket->write("HTTP/1.1 200 x\r\n\r\n");
        const auto more = [&sent, socket] {
            if (sent < 100'000'000 && socket->bytesToWrite() < 100'000)
                sent += socket->write(QByteArray(50'000, 'x'));
        };
        connect(socket, &QIODevice::bytesWritten, socket, more);
        connect(socket, &QAbstractSocket::disconnected, socket, [&] { isOver = true; });
        more();
    });
    QByteArray got;
    int status = 0;
    gather(ask(server), 10'000, this, [&](QNetworkReply &reply, const QByteArray &body) {
        status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        got = body;
    });
    QTRY_COMPARE(status, 200);
    QCOMPARE(got, QByteArray(10'000, 'x'));
    QTRY_VERIFY(isOver);
    QVERIFY(sent < 100'000'000);
}

void TestBoundedReply::nobodyIsToldAfterTheContextDied() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    auto context = std::make_unique<QObject>();
    bool isTold = false;
    QNetworkReply *reply = ask(server);
    QPointer<QNetworkReply> alive(reply);
    gather(reply, 10, context.get(), [&](QNetworkReply &, const QByteArray &) { isTold = true; });
    context.reset();
    reply->abort();
    QTRY_VERIFY(alive.isNull());
    QVERIFY(!isTold);
}

QTEST_GUILESS_MAIN(TestBoundedReply)
#include "tst_bounded_reply.moc"
