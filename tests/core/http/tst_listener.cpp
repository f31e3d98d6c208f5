#include "core/http/listener.h"
#include "http_support.h"
#include "tls_support.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace offhook;
using namespace offhook::http;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

} // namespace

class TestListener : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        m_pair = ecPair();
        m_certificateFile = writeFile(m_dir.filePath(u"certificate.pem"_s), m_pair.certificate);
        m_keyFile = writeFile(m_dir.filePath(u"key.pem"_s), m_pair.key);
    }

    void listensOnAFreePort() {
        TestServer server;
        QVERIFY(server.listener().isListening());
        QVERIFY(server.listener().port() > 0);
        QCOMPARE(server.listener().address(), QHostAddress(QHostAddress::LocalHost));
        QVERIFY(!server.listener().usesTls());
    }

    void faultsOfListening_data() {
        QTest::addColumn<QHostAddress>("address");
        QTest::addColumn<bool>("samePort");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("port in use") << QHostAddress(QHostAddress::LocalHost) << true << ErrorCode::AddressInUse;
        QTest::newRow("address of another machine (RFC 5737)")
            << QHostAddress(u"192.0.2.1"_s) << false << ErrorCode::AddressDenied;
    }
    void faultsOfListening() {
        QFETCH(const QHostAddress, address);
        QFETCH(const bool, samePort);
        TestServer first;
        Listener second([](std::unique_ptr<Exchange>) {});
        ListenOptions options;
        options.address = address;
        options.port = samePort ? first.listener().port() : 0;
        const Result<void> listening = second.listen(options);
        QVERIFY(!listening);
        QTEST(listening.error().code, "code");
        QVERIFY(listening.error().detail.contains(address.toString()));
        QVERIFY(!second.isListening());
    }

    void listeningTwiceFails() {
        TestServer server;
        const Result<void> again = server.listener().listen({});
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::CannotListen);
    }

    void servesIpv6() {
        TestServer server({}, QHostAddress(QHostAddress::LocalHostIPv6));
        RawClient client(server.listener(), QHostAddress(QHostAddress::LocalHostIPv6));
        client.send(Get);
        QTRY_COMPARE(client.status(), 200);
        QCOMPARE(server.seen.at(0).peer, "[::1]:" + QByteArray::number(client.socket().localPort()));
    }

    void servesBothFamiliesOnOnePort() {
        TestServer server({}, QHostAddress(QHostAddress::Any));
        RawClient four(server.listener());
        four.send(Get);
        QTRY_COMPARE(four.status(), 200);
        QCOMPARE(server.seen.at(0).peer, "127.0.0.1:" + QByteArray::number(four.socket().localPort()));
        RawClient six(server.listener(), QHostAddress(QHostAddress::LocalHostIPv6));
        six.send(Get);
        QTRY_COMPARE(six.status(), 200);
        QVERIFY(server.seen.at(1).peer.startsWith("[::1]:"));
    }

    void connectionsBeyondTheLimitWaitAndAreServedLater() {
        Limits limits;
        limits.connections = 4;
        TestServer server(limits);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 7; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.listener()));
            clients.back()->send(Get);
        }
        QTRY_COMPARE(server.seen.size(), std::size_t(4));
        settle();
        QCOMPARE(server.listener().connectionCount(), 4);
        QCOMPARE(server.seen.size(), std::size_t(4));
        for (std::size_t i = 4; i < 7; ++i) {
            QVERIFY(clients[i]->received().isEmpty());
            clients[i - 4]->close();
            QTRY_COMPARE(clients[i]->status(), 200);
            QVERIFY(server.listener().connectionCount() <= 4);
        }
    }

    void aStormOverTheLimitLosesNobody() {
        Limits limits;
        limits.connections = 3;
        TestServer server(limits);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 60; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.listener()));
            clients.back()->send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        }
        for (const auto &client : clients) {
            QTRY_VERIFY(client->isClosed());
            QCOMPARE(client->status(), 200);
        }
        QCOMPARE(server.seen.size(), std::size_t(60));
    }

    void whilePausedNothingIsAcceptedOrRead() {
        TestServer server;
        RawClient known(server.listener());
        known.send(Get);
        QTRY_COMPARE(server.seen.size(), std::size_t(1));
        server.listener().setPaused(true);
        known.send(Get);
        RawClient fresh(server.listener());
        fresh.send(Get);
        settle();
        QCOMPARE(server.seen.size(), std::size_t(1));
        QCOMPARE(server.listener().connectionCount(), 1);
        server.listener().setPaused(false);
        QTRY_COMPARE(server.seen.size(), std::size_t(3));
        QTRY_COMPARE(fresh.status(), 200);
        QTRY_COMPARE(known.received().count("HTTP/1.1 200"), 2);
    }

    void pausingInsideTheHandlerStopsBeforeTheNextPipelinedRequest() {
        TestServer server;
        server.onRequest = [&server](Exchange &) { server.listener().setPaused(true); };
        RawClient client(server.listener());
        client.send(Get + Get);
        QTRY_COMPARE(server.seen.size(), std::size_t(1));
        settle();
        QCOMPARE(server.seen.size(), std::size_t(1));
        server.listener().setPaused(false);
        QTRY_COMPARE(server.seen.size(), std::size_t(2));
    }

    void aPauseIsNotHeldAgainstTheClient() {
        Limits limits;
        limits.headerDeadline = limits.idle = 100ms;
        TestServer server(limits);
        server.hold = true;
        RawClient slow(server.listener());
        slow.send("GET / HTTP/1.1\r\n");
        settle();
        server.listener().setPaused(true);
        // Longer than the deadline: measured by a timer that starts after it.
        QTimer beyond;
        beyond.setSingleShot(true);
        beyond.start(300ms);
        QTRY_VERIFY(!beyond.isActive());
        QVERIFY(!slow.isClosed());
        slow.send("Host: h\r\n\r\n");
        server.listener().setPaused(false);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        QVERIFY(!server.held[0]->refusal);
    }

    void closingLetsTheAnswerInFlightGo() {
        TestServer server;
        server.hold = true;
        QSignalSpy closed(&server.listener(), &Listener::closed);
        RawClient waiting(server.listener());
        RawClient idle(server.listener());
        waiting.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        QTRY_COMPARE(server.listener().connectionCount(), 2);
        server.listener().close();
        QVERIFY(!server.listener().isListening());
        QTRY_VERIFY(idle.isClosed());
        QCOMPARE(closed.count(), 0);
        server.held[0]->respond({200, {}, "last"}, server.recordOutcome());
        QTRY_VERIFY(waiting.isClosed());
        QVERIFY(waiting.received().endsWith("last"));
        QVERIFY(waiting.received().contains("Connection: close\r\n"));
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::Sent});
    }

    void closingDoesNotWaitForever() {
        Limits limits;
        limits.closeGrace = 100ms;
        TestServer server(limits);
        server.hold = true;
        QSignalSpy closed(&server.listener(), &Listener::closed);
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        server.listener().close();
        QTRY_COMPARE(closed.count(), 1);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(!server.held[0]->isOpen());
        server.held[0]->respond({}, server.recordOutcome());
        QTRY_COMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::ClientGone});
    }

    void closingWithoutConnectionsReports() {
        TestServer server;
        QSignalSpy closed(&server.listener(), &Listener::closed);
        server.listener().close();
        QCOMPARE(closed.count(), 0);
        QTRY_COMPARE(closed.count(), 1);
    }

    void canListenAgainAfterClosing() {
        TestServer server;
        const quint16 port = server.listener().port();
        QSignalSpy closed(&server.listener(), &Listener::closed);
        server.listener().close();
        QTRY_COMPARE(closed.count(), 1);
        ListenOptions options;
        options.port = port;
        QVERIFY(bool(server.listener().listen(options)));
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(client.status(), 200);
    }

    void anExchangeOutlivesItsListener() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        server.destroyListener();
        QVERIFY(!server.held[0]->isOpen());
        server.held[0]->respond({}, server.recordOutcome());
        QCOMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::ClientGone});
        QTRY_VERIFY(client.isClosed());
    }

    void outcomesAreToldEvenWhenTheListenerGoesAtOnce() {
        TestServer server;
        server.hold = true;
        RawClient client(server.listener());
        client.send(Get);
        QTRY_COMPARE(server.held.size(), std::size_t(1));
        server.held[0]->respond({}, server.recordOutcome());
        server.destroyListener();
        QCOMPARE(server.outcomes, std::vector<SendOutcome>{SendOutcome::Sent});
    }

    void servesTls() {
        Listener listener(m_answerer);
        QVERIFY(bool(listener.listen(tlsOptions())));
        QVERIFY(listener.usesTls());
        QSslSocket client;
        client.setPeerVerifyMode(QSslSocket::VerifyNone);
        client.connectToHostEncrypted(u"127.0.0.1"_s, listener.port());
        QTRY_VERIFY(client.isEncrypted());
        const QByteArray request =
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n" + QByteArray(200'000, 'x');
        client.write(request + Get);
        QByteArray received;
        QTRY_VERIFY((received += client.readAll()).count("HTTP/1.1 200 OK") == 2);
        QVERIFY(received.contains("tls POST 200000"));
        client.write("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        received += client.readAll();
        QCOMPARE(received.count("HTTP/1.1 200 OK"), 3);
    }

    void refusesOverTlsToo() {
        Listener listener(m_answerer);
        QVERIFY(bool(listener.listen(tlsOptions())));
        QSslSocket client;
        client.setPeerVerifyMode(QSslSocket::VerifyNone);
        client.connectToHostEncrypted(u"127.0.0.1"_s, listener.port());
        QTRY_VERIFY(client.isEncrypted());
        client.write("nonsense\r\n");
        QByteArray received;
        QTRY_VERIFY((received += client.readAll()).startsWith("HTTP/1.1 400 "));
    }

    void failedAndSilentHandshakesEnd() {
        Listener listener(m_answerer);
        ListenOptions options = tlsOptions();
        options.limits.headerDeadline = 150ms;
        options.limits.connections = 2;
        QVERIFY(bool(listener.listen(options)));
        RawClient plain(listener);
        plain.send(Get);
        RawClient silent(listener);
        QTRY_VERIFY(plain.isClosed());
        QTRY_VERIFY(silent.isClosed());
        QTRY_COMPARE(listener.connectionCount(), 0);
        QCOMPARE(m_answered, 0);
    }

    void aBadPairDoesNotListen() {
        Listener listener(m_answerer);
        ListenOptions options = tlsOptions();
        options.keyFile = writeFile(m_dir.filePath(u"other.pem"_s), ecPair().key);
        const Result<void> listening = listener.listen(options);
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, ErrorCode::TlsFailed);
        QVERIFY(listening.error().detail.contains(u"other.pem"_s));
        QVERIFY(!listener.isListening());
    }

    void init() { m_answered = 0; }

private:
    ListenOptions tlsOptions() const {
        ListenOptions options;
        options.port = 0;
        options.certificateFile = m_certificateFile;
        options.keyFile = m_keyFile;
        return options;
    }

    QTemporaryDir m_dir;
    TestPair m_pair;
    QString m_certificateFile;
    QString m_keyFile;
    int m_answered = 0;
    RequestHandler m_answerer = [this](std::unique_ptr<Exchange> exchange) {
        ++m_answered;
        if (exchange->refusal)
            return exchange->respond({exchange->refusal->status, {}, {}});
        exchange->respond({200, {},
            (exchange->tls ? "tls " : "plain ") + exchange->request.method().toByteArray() + ' ' +
                QByteArray::number(exchange->request.body().size())});
    };
};

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
