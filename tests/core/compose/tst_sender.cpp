#include "core/compose/sender.h"

#include <QPointer>
#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <optional>

using namespace Qt::StringLiterals;
using namespace offhook;
using compose::ComposedRequest;
using compose::SendOptions;
using compose::SendResult;

namespace {

/// Answers every connection by a script once the whole request (as long as expected) is there.
class Server final : public QObject {
public:
    using Script = std::function<void(QTcpSocket *)>;

    Server(qsizetype expected, Script script, QTcpServer *tcp = nullptr)
        : m_tcp(tcp != nullptr ? tcp : new QTcpServer)
        , m_expected(expected)
        , m_script(std::move(script)) {
        m_tcp->setParent(this);
        const auto accept = [this] {
            while (QTcpSocket *socket = m_tcp->nextPendingConnection()) {
                ++connections;
                connect(socket, &QIODevice::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QAbstractSocket::disconnected, this, [this] { ++closed; });
                read(socket);
            }
        };
        connect(m_tcp, &QTcpServer::pendingConnectionAvailable, this, accept);
        [[maybe_unused]] const bool listening = m_tcp->listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
    }

    [[nodiscard]] quint16 port() const { return m_tcp->serverPort(); }

    QByteArray received;
    int connections = 0;
    int closed = 0;

private:
    void read(QTcpSocket *socket) {
        received += socket->readAll();
        if (received.size() >= m_expected && m_script)
            std::exchange(m_script, nullptr)(socket);
    }

    QTcpServer *m_tcp;
    qsizetype m_expected;
    Script m_script;
};

Server::Script say(const QByteArray &bytes, bool close = false) {
    return [bytes, close](QTcpSocket *socket) {
        socket->write(bytes);
        if (close)
            socket->disconnectFromHost();
    };
}

const QByteArray Head = "POST /sms HTTP/1.1\r\nhOST: odd.example\r\nA: 1\r\nContent-Length: 3\r\nA: 2\r\n\r\n"_ba;

ComposedRequest requestTo(quint16 port, bool tls = false, const QByteArray &head = Head) {
    return {"127.0.0.1", port, tls, head, "a=b", {}, {}};
}

/// The result, told to the test exactly once; anything else shows in `times`.
struct Outcome {
    std::optional<Result<SendResult>> result;
    int times = 0;

    std::function<void(Result<SendResult>)> taker() {
        return [this](Result<SendResult> told) {
            result.emplace(std::move(told));
            ++times;
        };
    }
    [[nodiscard]] bool wait() const {
        return QTest::qWaitFor([this] { return times > 0; }, 30'000);
    }
};

} // namespace

class TestSender final : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QSslConfiguration m_tls;
    QSslCertificate m_certificate;

    QTcpServer *tlsServer() const {
        auto *server = new QSslServer;
        server->setSslConfiguration(m_tls);
        return server;
    }

private Q_SLOTS:
    void initTestCase() {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder.path());
        openssl.start(
            u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                              u"-nodes"_s, u"-keyout"_s, u"key.pem"_s, u"-out"_s, u"certificate.pem"_s, u"-days"_s,
                              u"2"_s, u"-subj"_s, u"/CN=offhook test"_s});
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
        QFile key(m_folder.filePath(u"key.pem"_s));
        QVERIFY(key.open(QIODevice::ReadOnly));
        m_certificate = QSslCertificate::fromPath(m_folder.filePath(u"certificate.pem"_s)).value(0);
        m_tls = QSslConfiguration::defaultConfiguration();
        m_tls.setLocalCertificate(m_certificate);
        m_tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    }

    void theBytesArriveExactlyAsComposed() {
        Server server(Head.size() + 3, say("HTTP/1.1 204 No Content\r\nX: y\r\n\r\n"_ba));
        Outcome outcome;
        compose::send(requestTo(server.port()), this, outcome.taker());
        QCOMPARE(outcome.times, 0);
        QVERIFY(outcome.wait());
        QCOMPARE(server.received, QByteArray(Head + "a=b"));
        QVERIFY(*outcome.result);
        QCOMPARE((*outcome.result)->status, 204);
        QCOMPARE((*outcome.result)->head, "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n"_ba);
        QVERIFY((*outcome.result)->tookUs > 0);
        QTRY_COMPARE(server.closed, 1);
        QCOMPARE(outcome.times, 1);
    }

    void everyRequestHasItsOwnConnection() {
        Server server(std::numeric_limits<qsizetype>::max(), {});
        Outcome one;
        Outcome two;
        compose::send(requestTo(server.port()), this, one.taker(), std::chrono::milliseconds(200));
        compose::send(requestTo(server.port()), this, two.taker(), std::chrono::milliseconds(200));
        QTRY_COMPARE(server.connections, 2);
        QVERIFY(one.wait() && two.wait());
    }

    void answersAreReadToTheirEnd_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("close");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("sized, the connection kept open")
            << "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"_ba << false << "hi"_ba;
        QTest::newRow("sized, then closed") << "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"_ba << true << "hi"_ba;
        QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"_ba
                                 << false << "hi"_ba;
        QTest::newRow("ended by closing") << "HTTP/1.1 200 OK\r\n\r\nhi there"_ba << true << "hi there"_ba;
        QTest::newRow("a megabyte") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n" +
                                                  QByteArray(1048576, 'x'))
                                    << true << QByteArray(1048576, 'x');
    }
    void answersAreReadToTheirEnd() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, close);
        QFETCH(QByteArray, body);
        Server server(Head.size() + 3, say(bytes, close));
        Outcome outcome;
        compose::send(requestTo(server.port()), this, outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(*outcome.result);
        QCOMPARE((*outcome.result)->status, 200);
        QCOMPARE((*outcome.result)->body, body);
    }

    void aByteAtATimeIsFine() {
        const QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"_ba;
        Server server(Head.size() + 3, [&bytes](QTcpSocket *socket) {
            auto *drip = new QTimer(socket);
            connect(drip, &QTimer::timeout, socket, [socket, drip, &bytes, at = qsizetype(0)]() mutable {
                socket->write(bytes.constData() + at, 1);
                socket->flush();
                if (++at == bytes.size())
                    drip->stop();
            });
            drip->start(0);
        });
        Outcome outcome;
        compose::send(requestTo(server.port()), this, outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(*outcome.result);
        QCOMPARE((*outcome.result)->body, "abc"_ba);
    }

    void anAnswerBeforeTheRequestIsReadCounts() {
        // 20 MB do not fit into the buffers between the two, so the answer comes while they are under way.
        ComposedRequest request = requestTo(0);
        request.body = QByteArray(20'000'000, 'x');
        Server server(1, say("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"_ba));
        request.port = server.port();
        Outcome outcome;
        compose::send(request, this, outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(*outcome.result);
        QCOMPARE((*outcome.result)->status, 413);
        QVERIFY(server.received.size() < request.body.size());
    }

    void anAnswerToHeadHasNoBody() {
        const QByteArray head = "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"_ba;
        Server server(head.size(), say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"_ba));
        Outcome outcome;
        compose::send(requestTo(server.port(), false, head), this, outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(*outcome.result);
        QVERIFY((*outcome.result)->body.isEmpty());
    }

    void badAnswersFail_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("close");
        QTest::newRow("closed without a word") << QByteArray() << true;
        QTest::newRow("cut in the head") << "HTTP/1.1 200 OK\r\nConte"_ba << true;
        QTest::newRow("cut in the body") << "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"_ba << true;
        QTest::newRow("cut in a chunk") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"_ba << true;
        QTest::newRow("garbage") << QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7) << false;
        QTest::newRow("another protocol") << "220 mail.example ESMTP\r\n"_ba << false;
        QTest::newRow("an endless head") << QByteArray("HTTP/1.1 200 OK\r\nA: " + QByteArray(200'000, 'x')) << false;
        QTest::newRow("a body without end")
            << QByteArray("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(11 * 1024 * 1024, 'x')) << false;
        QTest::newRow("a length beyond reason")
            << "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"_ba << false;
    }
    void badAnswersFail() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, close);
        Server server(Head.size() + 3, say(bytes, close));
        Outcome outcome;
        compose::send(requestTo(server.port()), this, outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(!*outcome.result);
        QCOMPARE(outcome.result->error().code, ErrorCode::NetworkFailed);
        QVERIFY(!outcome.result->error().detail.isEmpty());
        QTRY_COMPARE(server.closed, 1);
        QCOMPARE(outcome.times, 1);
    }

    void aResetFails() {
        Server server(Head.size() + 3, [](QTcpSocket *socket) { socket->abort(); });
        Outcome outcome;
        compose::send(requestTo(server.port()), this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::NetworkFailed);
    }

    void nobodyListening() {
        quint16 port = 0;
        {
            QTcpServer taken;
            QVERIFY(taken.listen(QHostAddress::LocalHost));
            port = taken.serverPort();
        }
        Outcome outcome;
        compose::send(requestTo(port), this, outcome.taker());
        QCOMPARE(outcome.times, 0);
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::NetworkFailed);
    }

    void silenceTimesOut_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("without a word") << QByteArray();
        QTest::newRow("after half an answer") << "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"_ba;
    }
    void silenceTimesOut() {
        QFETCH(QByteArray, bytes);
        Server server(Head.size() + 3, say(bytes));
        Outcome outcome;
        compose::send(requestTo(server.port()), this, outcome.taker(), std::chrono::milliseconds(100));
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::TimedOut);
        QTRY_COMPARE(server.closed, 1);
    }

    void aDeadGuardHearsNothingAndTheConnectionEnds() {
        Server server(std::numeric_limits<qsizetype>::max(), {});
        Outcome outcome;
        auto guard = std::make_unique<QObject>();
        compose::send(requestTo(server.port()), guard.get(), outcome.taker());
        QTRY_COMPARE(server.received, QByteArray(Head + "a=b"));
        guard.reset();
        QTRY_COMPARE(server.closed, 1);
        QCOMPARE(outcome.times, 0);
    }

    void theCallbackMayDeleteTheGuard() {
        Server server(Head.size() + 3, say("HTTP/1.1 204 No Content\r\n\r\n"_ba));
        auto *guard = new QObject;
        const QPointer<QObject> watched(guard);
        compose::send(requestTo(server.port()), guard, [guard](const Result<SendResult> &) { delete guard; });
        QTRY_VERIFY(watched.isNull());
    }

    void tlsWithAnUnknownCertificateIsRefused() {
        Server server(Head.size() + 3, say("HTTP/1.1 204 No Content\r\n\r\n"_ba), tlsServer());
        Outcome outcome;
        compose::send(requestTo(server.port(), true), this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::TlsFailed);
        QVERIFY(server.received.isEmpty());
    }

    void tlsWithACertificateOfOnesOwnIsAccepted() {
        Server server(Head.size() + 3, say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"_ba), tlsServer());
        Outcome outcome;
        compose::send(requestTo(server.port(), true), SendOptions{std::chrono::seconds(15), {m_certificate}}, this,
            outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(*outcome.result);
        QCOMPARE((*outcome.result)->body, "ok"_ba);
        QCOMPARE(server.received, QByteArray(Head + "a=b"));
    }

    void anotherCertificateDoesNotHelp() {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder.path());
        openssl.start(
            u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                              u"-nodes"_s, u"-keyout"_s, u"other-key.pem"_s, u"-out"_s, u"other.pem"_s, u"-days"_s,
                              u"2"_s, u"-subj"_s, u"/CN=offhook test"_s});
        QVERIFY(openssl.waitForFinished());
        const QList<QSslCertificate> others = QSslCertificate::fromPath(m_folder.filePath(u"other.pem"_s));
        QCOMPARE(others.size(), 1);
        Server server(Head.size() + 3, say("HTTP/1.1 204 No Content\r\n\r\n"_ba), tlsServer());
        Outcome outcome;
        compose::send(
            requestTo(server.port(), true), SendOptions{std::chrono::seconds(15), others}, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::TlsFailed);
    }

    void tlsToAPlainServerFails() {
        Server server(1, say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"_ba, true));
        Outcome outcome;
        compose::send(requestTo(server.port(), true), this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::TlsFailed);
    }
};

QTEST_GUILESS_MAIN(TestSender)
#include "tst_sender.moc"
