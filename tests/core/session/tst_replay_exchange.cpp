#include "core/session/replay_exchange.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;

class ReplayExchangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRequestGoesAsItIsAndTheAnswerComesBack() {
        QTcpServer server;
        QByteArray received;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [socket, &received] {
                received += socket->readAll();
                if (received.endsWith("a=1"))
                    socket->write("HTTP/1.1 201 Made\r\nContent-Type: text/xml\r\nX-A:  b: c \r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            });
        });
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto target =
            deliver::replayTarget(QByteArray("http://127.0.0.1:" + QByteArray::number(server.serverPort())));
        const deliver::ReplayRequest request{{}, {}, "POST /x HTTP/1.1\r\nhOST: a\r\nContent-Length: 3\r\n\r\n", "a=1"};
        std::optional<Result<deliver::ReplayAnswer>> answer;
        networkExchange()(request, *target, this, [&](Result<deliver::ReplayAnswer> given) { answer = given; });
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QCOMPARE(received, QByteArray(request.head + request.body));
        const http::Response &response = (*answer)->response;
        QCOMPARE(response.status, 201);
        QCOMPARE(response.body, "abc");
        QCOMPARE(response.header("x-a"), QByteArrayView("b: c"));
        QVERIFY((*answer)->tookUs >= 0);
    }
    void aClosedPortIsAnError() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QByteArray url = "http://127.0.0.1:" + QByteArray::number(server.serverPort());
        server.close();
        std::optional<Result<deliver::ReplayAnswer>> answer;
        networkExchange()({{}, {}, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", {}}, *deliver::replayTarget(url), this,
            [&](Result<deliver::ReplayAnswer> given) { answer = given; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::NetworkFailed);
    }
    void aFileWithoutACertificateIsSaid() {
        std::optional<Result<deliver::ReplayAnswer>> answer;
        networkExchange(u"/nowhere.pem"_s)({{}, {}, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", {}},
            *deliver::replayTarget("https://127.0.0.1:1"), this,
            [&](Result<deliver::ReplayAnswer> given) { answer = given; });
        QVERIFY(!answer);
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::TlsFailed);
        QVERIFY(answer->error().detail.contains(u"/nowhere.pem"_s));
    }
    void onlyThisMachineAndWhatWasConfirmedIsAllowed() {
        const QTemporaryDir folder;
        settings::Preferences preferences(folder.filePath(u"preferences.ini"_s));
        QVERIFY(isReplayAllowed(*deliver::replayTarget("http://localhost:3000"), preferences));
        QVERIFY(!isReplayAllowed(*deliver::replayTarget("https://Shop.example"), preferences));
        preferences.allowReplayTo("shop.example");
        QVERIFY(isReplayAllowed(*deliver::replayTarget("https://Shop.example/x"), preferences));
        QVERIFY(!isReplayAllowed(*deliver::replayTarget("https://evil.example"), preferences));
    }
};

QTEST_GUILESS_MAIN(ReplayExchangeTest)
#include "tst_replay_exchange.moc"
