#include "core/http/client.h"

#include <QFile>
#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace offhook;
using http::ClientOptions;
using http::ClientResponse;
using http::ClientTimings;

namespace {

/// Says `answer` once the whole request (as long as expected) is there.
class Server final : public QObject {
public:
    Server(qsizetype expected, const QByteArray &answer, QTcpServer *tcp = nullptr)
        : m_tcp(tcp != nullptr ? tcp : new QTcpServer) {
        m_tcp->setParent(this);
        connect(m_tcp, &QTcpServer::pendingConnectionAvailable, this, [this, expected, answer] {
            while (QTcpSocket *socket = m_tcp->nextPendingConnection()) {
                ++connections;
                const auto read = [this, socket, expected, answer] {
                    received += socket->readAll();
                    if (received.size() >= expected)
                        socket->write(answer);
                };
                connect(socket, &QIODevice::readyRead, this, read);
                connect(socket, &QAbstractSocket::disconnected, this, [this] { ++closed; });
                read();
            }
        });
        [[maybe_unused]] const bool listening = m_tcp->listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
    }
    [[nodiscard]] http::Endpoint at(const QByteArray &host = "127.0.0.1", bool tls = false) const {
        return {tls, host, m_tcp->serverPort()};
    }

    QByteArray received;
    int connections = 0;
    int closed = 0;

private:
    QTcpServer *m_tcp;
};

const QByteArray Head = "POST /sms?x=1 HTTP/1.1\r\nhOST: odd.example\r\nA: 1\r\nContent-Length: 3\r\nA: 2\r\n\r\n"_ba;
const QByteArray NoContent = "HTTP/1.1 204 No Content\r\n\r\n"_ba;

struct Outcome {
    std::optional<Result<ClientResponse>> result;
    ClientTimings timings;
    int times = 0;

    http::ClientCallback taker() {
        return [this](const Result<ClientResponse> &told, const ClientTimings &took) {
            result.emplace(told);
            timings = took;
            ++times;
        };
    }
    [[nodiscard]] bool wait() const {
        return QTest::qWaitFor([this] { return times > 0; }, 30'000);
    }
};

} // namespace

class TestClient final : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    void openssl(const QStringList &arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(u"openssl"_s, arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

    [[nodiscard]] QSslCertificate certificate(const QString &name) const {
        return QSslCertificate::fromPath(m_folder.filePath(name)).value(0);
    }

    [[nodiscard]] QTcpServer *tlsServer(const QString &name) const {
        QFile key(m_folder.filePath(name + u".key"_s));
        [[maybe_unused]] const bool opened = key.open(QIODevice::ReadOnly);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(certificate(name + u".pem"_s));
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        auto *server = new QSslServer;
        server->setSslConfiguration(tls);
        return server;
    }

private Q_SLOTS:
    // An authority, and a certificate that it gave for the address 127.0.0.1.
    void initTestCase() {
        const QStringList fresh{
            u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-days"_s, u"2"_s};
        openssl(QStringList{u"req"_s, u"-x509"_s, u"-keyout"_s, u"ca.key"_s, u"-out"_s, u"ca.pem"_s, u"-subj"_s,
                    u"/CN=Test authority"_s} +
                fresh);
        openssl(QStringList{u"req"_s, u"-x509"_s, u"-keyout"_s, u"app.key"_s, u"-out"_s, u"app.pem"_s, u"-CA"_s,
                    u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s, u"-subj"_s, u"/CN=app"_s, u"-addext"_s,
                    u"subjectAltName=IP:127.0.0.1"_s, u"-addext"_s, u"basicConstraints=critical,CA:FALSE"_s} +
                fresh);
    }

    void theBytesArriveExactlyAsGiven() {
        const Server server(Head.size() + 3, "HTTP/1.1 200 OK\r\nx-A:  b \r\nContent-Length: 2\r\n\r\nhi"_ba);
        Outcome outcome;
        http::exchange(server.at(), Head, "a=b", {}, this, outcome.taker());
        QCOMPARE(outcome.times, 0);
        QVERIFY(outcome.wait());
        QCOMPARE(server.received, QByteArray(Head + "a=b"));
        QVERIFY(*outcome.result);
        QCOMPARE((*outcome.result)->status, 200);
        QCOMPARE((*outcome.result)->head, "HTTP/1.1 200 OK\r\nx-A:  b \r\nContent-Length: 2\r\n\r\n"_ba);
        QCOMPARE((*outcome.result)->body, "hi"_ba);
        QVERIFY((*outcome.result)->framedBody.isEmpty());
        QTRY_COMPARE(server.closed, 1);
        QCOMPARE(outcome.times, 1);
    }

    void aLargeBodyArrivesWhole() {
        const QByteArray body(3'000'000, 'x');
        const Server server(Head.size() + body.size(), NoContent);
        Outcome outcome;
        http::exchange(server.at(), Head, body, {}, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(server.received, QByteArray(Head + body));
    }

    void aChunkedAnswerIsKeptBothWays() {
        const QByteArray framed = "2;x=y\r\nhi\r\n0\r\nTrailer: t\r\n\r\n"_ba;
        const Server server(
            Head.size() + 3, QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + framed));
        Outcome outcome;
        http::exchange(server.at(), Head, "a=b", {}, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE((*outcome.result)->body, "hi"_ba);
        QCOMPARE((*outcome.result)->framedBody, framed);
    }

    void anInterimAnswerIsPassedOver() {
        const Server server(
            Head.size() + 3, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"_ba);
        Outcome outcome;
        http::exchange(server.at(), Head, "a=b", {}, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE((*outcome.result)->status, 201);
    }

    void everyStepIsTimed() {
        const Server server(Head.size() + 3, NoContent);
        Outcome outcome;
        http::exchange(server.at(), Head, "a=b", {}, this, outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(outcome.timings.connectUs >= 0);
        QCOMPARE(outcome.timings.tlsUs, -1);
        QVERIFY(outcome.timings.firstByteUs >= 0);
        QVERIFY(outcome.timings.totalUs >= outcome.timings.connectUs + outcome.timings.firstByteUs);
    }

    void aNameIsLookedUp() {
        const Server server(Head.size() + 3, NoContent);
        Outcome outcome;
        http::exchange(server.at("localhost"), Head, "a=b", {}, this, outcome.taker());
        QVERIFY(outcome.wait());
        QVERIFY(*outcome.result);
    }

    void anUnreachableServerIsTimedToo() {
        quint16 port = 0;
        {
            QTcpServer taken;
            QVERIFY(taken.listen(QHostAddress::LocalHost));
            port = taken.serverPort();
        }
        Outcome outcome;
        http::exchange({false, "127.0.0.1", port}, Head, "a=b", {}, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::NetworkFailed);
        QCOMPARE(outcome.timings.connectUs, -1);
        QCOMPARE(outcome.timings.firstByteUs, -1);
        QVERIFY(outcome.timings.totalUs >= 0);
    }

    // A port that takes connections and never speaks TLS.
    void theConnectionHasALimitOfItsOwn() {
        const Server server(std::numeric_limits<qsizetype>::max(), {});
        ClientOptions options;
        options.connectLimit = std::chrono::milliseconds(100);
        Outcome outcome;
        http::exchange(server.at("127.0.0.1", true), Head, "a=b", options, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::TimedOut);
        QVERIFY(outcome.result->error().detail.contains(u"connection"_s));
        QTRY_COMPARE(server.closed, 1);
    }

    void aSilentServerTimesOut() {
        const Server server(std::numeric_limits<qsizetype>::max(), {});
        ClientOptions options;
        options.timeLimit = std::chrono::milliseconds(100);
        Outcome outcome;
        http::exchange(server.at(), Head, "a=b", options, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::TimedOut);
        QCOMPARE(outcome.timings.firstByteUs, -1);
    }

    void aCancelledCallSaysSo() {
        const Server server(std::numeric_limits<qsizetype>::max(), {});
        Outcome outcome;
        http::ClientCall call = http::exchange(server.at(), Head, "a=b", {}, this, outcome.taker());
        QTRY_COMPARE(server.received, QByteArray(Head + "a=b"));
        call.cancel();
        QCOMPARE(outcome.times, 0);
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::Cancelled);
        QTRY_COMPARE(server.closed, 1);
        call.cancel();
        QCOMPARE(outcome.times, 1);
    }

    void whatIsCancelledAtOnceNeverConnects() {
        const Server server(1, NoContent);
        Outcome outcome;
        http::exchange(server.at(), Head, "a=b", {}, this, outcome.taker()).cancel();
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.result->error().code, ErrorCode::Cancelled);
        Outcome after;
        http::exchange(server.at(), Head, "a=b", {}, this, after.taker());
        QVERIFY(after.wait());
        QCOMPARE(server.connections, 1);
    }

    void aDeadGuardHearsNothing() {
        const Server server(std::numeric_limits<qsizetype>::max(), {});
        Outcome outcome;
        auto guard = std::make_unique<QObject>();
        http::ClientCall call = http::exchange(server.at(), Head, "a=b", {}, guard.get(), outcome.taker());
        QTRY_COMPARE(server.received, QByteArray(Head + "a=b"));
        guard.reset();
        QTRY_COMPARE(server.closed, 1);
        call.cancel();
        QCOMPARE(outcome.times, 0);
    }

    void tlsIsJudged_data() {
        QTest::addColumn<QString>("trusted");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("an unknown issuer is refused") << QString() << "127.0.0.1"_ba << false;
        QTest::newRow("the certificate itself is trusted") << u"app.pem"_s << "127.0.0.1"_ba << true;
        QTest::newRow("the certificate itself is trusted, under another name")
            << u"app.pem"_s << "localhost"_ba << true;
        QTest::newRow("its issuer is trusted") << u"ca.pem"_s << "127.0.0.1"_ba << true;
        QTest::newRow("its issuer is trusted, but the name is another one") << u"ca.pem"_s << "localhost"_ba << false;
    }
    void tlsIsJudged() {
        QFETCH(QString, trusted);
        QFETCH(QByteArray, host);
        QFETCH(bool, accepted);
        const Server server(Head.size() + 3, NoContent, tlsServer(u"app"_s));
        ClientOptions options;
        if (!trusted.isEmpty())
            options.trusted = {certificate(trusted)};
        Outcome outcome;
        http::exchange(server.at(host, true), Head, "a=b", options, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(bool(*outcome.result), accepted);
        if (accepted) {
            QCOMPARE(server.received, QByteArray(Head + "a=b"));
            QVERIFY(outcome.timings.tlsUs >= 0);
        } else {
            QCOMPARE(outcome.result->error().code, ErrorCode::TlsFailed);
            QVERIFY(server.received.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
