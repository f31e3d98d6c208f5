#include "core/deliver/forwarder.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace offhook;

namespace {

/// An application that answers each request, known by its request line, and remembers them.
class App final : public QObject {
public:
    using Answer = std::function<QByteArray(const QByteArray &request)>;

    explicit App(Answer answer)
        : m_answer(std::move(answer)) {
        connect(&m_tcp, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = m_tcp.nextPendingConnection()) {
                connect(socket, &QIODevice::readyRead, this, [this, socket] { read(socket); });
                read(socket);
            }
        });
        [[maybe_unused]] const bool listening = m_tcp.listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
    }
    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1"_s.arg(m_tcp.serverPort()); }

    std::vector<QByteArray> requests;

private:
    void read(QTcpSocket *socket) {
        const QByteArray seen = socket->property("seen").toByteArray() + socket->readAll();
        socket->setProperty("seen", seen);
        const qsizetype end = seen.indexOf("\r\n\r\n");
        const bool hasBody = seen.startsWith("POST ");
        if (end < 0 || (hasBody && seen.size() < end + 4 + 3) || socket->property("done").toBool())
            return;
        socket->setProperty("done", true);
        requests.push_back(seen);
        socket->write(m_answer(seen));
    }

    QTcpServer m_tcp;
    Answer m_answer;
};

flow::EventPtr smsEvent() {
    auto made = std::make_shared<flow::WebhookEvent>();
    made->id = 7;
    made->peer = "192.0.2.7:1234";
    made->request =
        http::Request("POST /sms HTTP/1.1\r\nHost: public.example\r\nx-Odd:  1\r\nContent-Length: 3\r\n\r\n", "a=b");
    return made;
}

struct Outcome {
    std::optional<flow::Attempt> attempt;
    int times = 0;

    std::function<void(flow::Attempt)> taker() {
        return [this](flow::Attempt told) {
            attempt = std::move(told);
            ++times;
        };
    }
    [[nodiscard]] bool wait() const {
        return QTest::qWaitFor([this] { return times > 0; }, 30'000);
    }
};

constexpr std::chrono::seconds Long{30};

} // namespace

class TestForwarder final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theAnswerComesBackWithBothLegs() {
        const App app([](const QByteArray &) { return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"_ba; });
        Outcome outcome;
        flow::ForwardTo to;
        to.url = app.url();
        deliver::forward(smsEvent(), to, Long, this, outcome.taker());
        QCOMPARE(outcome.times, 0);
        QVERIFY(outcome.wait());
        const flow::Attempt &attempt = *outcome.attempt;
        QVERIFY(!attempt.error);
        QCOMPARE(attempt.event, EventId(7));
        QCOMPARE(attempt.url, QByteArray(app.url().toLatin1() + "/sms"));
        QCOMPARE(attempt.response->status, 200);
        QCOMPARE(attempt.response->body, "hi"_ba);
        QCOMPARE(app.requests.size(), std::size_t(1));
        QCOMPARE(app.requests.front(), QByteArray(attempt.request.head() + attempt.request.body()));
        QVERIFY(app.requests.front().contains("\r\nx-Odd:  1\r\n"));
        QVERIFY(app.requests.front().contains("\r\nX-Forwarded-For: 192.0.2.7\r\n"));
        QVERIFY(attempt.timings.connectUs >= 0 && attempt.timings.firstByteUs >= 0);
        QVERIFY(attempt.timings.totalUs >= attempt.timings.firstByteUs);
        QVERIFY(attempt.startedAt > 0);
    }

    void redirectsAreFollowedAndRemembered() {
        const App app([](const QByteArray &request) {
            if (request.startsWith("POST /sms "))
                return "HTTP/1.1 307 x\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"_ba;
            if (request.startsWith("POST /b "))
                return "HTTP/1.1 303 x\r\nLocation: http://public.example/c\r\nContent-Length: 0\r\n\r\n"_ba;
            return "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"_ba;
        });
        Outcome outcome;
        flow::ForwardTo to;
        to.url = app.url();
        deliver::forward(smsEvent(), to, Long, this, outcome.taker());
        QVERIFY(outcome.wait());
        const QByteArray base = app.url().toLatin1();
        QCOMPARE(outcome.attempt->redirects, (std::vector<QByteArray>{base + "/sms", base + "/b"}));
        QCOMPARE(outcome.attempt->url, QByteArray(base + "/c"));
        QCOMPARE(outcome.attempt->response->body, "done"_ba);
        QVERIFY(app.requests.back().startsWith("GET /c "));
    }

    // error 11215: too many redirects
    void anEleventhRedirectFails() {
        const App app(
            [](const QByteArray &) { return "HTTP/1.1 307 x\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"_ba; });
        Outcome outcome;
        flow::ForwardTo to;
        to.url = app.url();
        deliver::forward(smsEvent(), to, Long, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(app.requests.size(), std::size_t(11));
        QCOMPARE(outcome.attempt->redirects.size(), std::size_t(10));
        QCOMPARE(outcome.attempt->error->code, ErrorCode::NetworkFailed);
        QVERIFY(outcome.attempt->error->detail.contains(u"redirect"_s));
        QCOMPARE(outcome.attempt->response->status, 307);
    }

    void failuresAreToldWithWhatWasSent_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("another protocol") << "SSH-2.0-x\r\n"_ba;
        QTest::newRow("a broken answer") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"_ba;
        QTest::newRow("a change of protocol") << "HTTP/1.1 101 x\r\nUpgrade: h2c\r\n\r\n"_ba;
    }
    void failuresAreToldWithWhatWasSent() {
        QFETCH(QByteArray, answer);
        const App app([answer](const QByteArray &) { return answer; });
        Outcome outcome;
        flow::ForwardTo to;
        to.url = app.url();
        deliver::forward(smsEvent(), to, Long, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.attempt->error->code, ErrorCode::NetworkFailed);
        QVERIFY(outcome.attempt->request.head().startsWith("POST /sms "));
    }

    void nobodyThereIsTold() {
        QString url;
        {
            const App app([](const QByteArray &) { return QByteArray(); });
            url = app.url();
        }
        Outcome outcome;
        flow::ForwardTo to;
        to.url = url;
        deliver::forward(smsEvent(), to, Long, this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.attempt->error->code, ErrorCode::NetworkFailed);
        QVERIFY(!outcome.attempt->response);
        QVERIFY(outcome.attempt->timings.totalUs >= 0);
    }

    void aSilentApplicationTimesOut() {
        const App app([](const QByteArray &) { return QByteArray(); });
        Outcome outcome;
        flow::ForwardTo to;
        to.url = app.url();
        deliver::forward(smsEvent(), to, std::chrono::milliseconds(100), this, outcome.taker());
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.attempt->error->code, ErrorCode::TimedOut);
    }

    void mistakesOfTheTargetAreToldLater() {
        Outcome outcome;
        flow::ForwardTo to;
        to.url = u"nowhere"_s;
        deliver::forward(smsEvent(), to, Long, this, outcome.taker());
        QCOMPARE(outcome.times, 0);
        QVERIFY(outcome.wait());
        QCOMPARE(outcome.attempt->error->code, ErrorCode::InvalidInput);
        Outcome withoutCertificate;
        to.url = u"https://127.0.0.1:1"_s;
        to.certificate = u"/nowhere.pem"_s;
        deliver::forward(smsEvent(), to, Long, this, withoutCertificate.taker());
        QVERIFY(withoutCertificate.wait());
        QCOMPARE(withoutCertificate.attempt->error->code, ErrorCode::TlsFailed);
    }

    void aDeadGuardHearsNothing() {
        const App app([](const QByteArray &) { return QByteArray(); });
        Outcome outcome;
        auto guard = std::make_unique<QObject>();
        flow::ForwardTo to;
        to.url = app.url();
        deliver::forward(smsEvent(), to, Long, guard.get(), outcome.taker());
        QTRY_COMPARE(app.requests.size(), std::size_t(1));
        guard.reset();
        Outcome after;
        deliver::forward(smsEvent(), to, std::chrono::milliseconds(50), this, after.taker());
        QVERIFY(after.wait());
        QCOMPARE(outcome.times, 0);
    }
};

QTEST_GUILESS_MAIN(TestForwarder)
#include "tst_forwarder.moc"
