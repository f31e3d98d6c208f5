#include "core/deliver/replayer.h"
#include "core/http/response_reader.h"
#include "tests/core/deliver/replay_support.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::deliver;

namespace {

/// An app: answers every request by its body, on request only when it is told to.
class App final : public QObject {
public:
    explicit App(bool answersAtOnce = true)
        : m_answersAtOnce(answersAtOnce) {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QIODevice::readyRead, this, [this, socket] { read(socket); });
        });
        m_isListening = m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QByteArray url() const {
        return m_isListening ? "http://127.0.0.1:" + QByteArray::number(m_server.serverPort()) : QByteArray();
    }
    void answerAll() {
        for (const QPointer<QTcpSocket> &socket : std::exchange(m_waiting, {}))
            if (socket)
                say(socket);
    }
    QByteArray answer = "<Response/>";
    QByteArrayList heads;
    QList<MonotonicTime> times;
    [[nodiscard]] qsizetype waiting() const { return qsizetype(m_waiting.size()); }

private:
    void read(QTcpSocket *socket) {
        QByteArray &bytes = m_bytes[socket];
        bytes += socket->readAll();
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        const http::Request request(bytes.left(end + 4), {});
        if (end < 0 || bytes.size() - end - 4 < request.header("Content-Length").toLongLong())
            return;
        heads.append(request.head());
        times.append(Clock::system().monotonic());
        if (m_answersAtOnce)
            say(socket);
        else
            m_waiting.emplace_back(socket);
    }
    void say(QTcpSocket *socket) {
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " +
                      QByteArray::number(answer.size()) + "\r\n\r\n" + answer);
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
    bool m_isListening = false;
    bool m_answersAtOnce;
    std::map<QTcpSocket *, QByteArray> m_bytes;
    std::vector<QPointer<QTcpSocket>> m_waiting;
};

/// A client over a real socket.
void exchange(const ReplayRequest &request, const ReplayTarget &target, QObject *guard,
    std::function<void(Result<ReplayAnswer>)> callback) {
    auto *socket = new QTcpSocket(guard);
    auto reader = std::make_shared<http::ResponseReader>();
    auto done = std::make_shared<std::function<void(Result<ReplayAnswer>)>>(std::move(callback));
    const auto finish = [done, socket](Result<ReplayAnswer> answer) {
        if (*done)
            QMetaObject::invokeMethod(
                socket, [call = std::exchange(*done, nullptr), answer] { call(answer); }, Qt::QueuedConnection);
    };
    QObject::connect(socket, &QIODevice::readyRead, socket, [socket, reader, finish] {
        if (reader->feed(socket->readAll()) != http::ResponseReader::State::Done)
            return;
        finish(ReplayAnswer{{reader->status(), {{"Content-Type", "text/xml"}}, reader->body()}, 1000});
    });
    QObject::connect(socket, &QAbstractSocket::errorOccurred, socket, [socket, finish] {
        finish(Error{ErrorCode::NetworkFailed, socket->errorString(), -1});
    });
    socket->connectToHost(QString::fromLatin1(target.host), target.port);
    socket->write(request.head + request.body);
}

/// A replay of events that the test can look at.
struct Run {
    explicit Run(std::vector<flow::EventPtr> events, const QByteArray &url, Pace pace = {}) {
        plan.next = [events = std::move(events), at = std::size_t(0)]() mutable -> Result<flow::EventPtr> {
            return at < events.size() ? events[at++] : flow::EventPtr();
        };
        plan.options.target = *replayTarget(url);
        plan.pace = pace;
        plan.keys = test::keys();
    }
    void start() {
        replayer = std::make_unique<Replayer>(std::move(plan), exchange,
            Replayer::Observer{[this](const ReplayAttempt &attempt) { attempts.push_back(attempt); },
                [this](const Result<void> &result) {
                    ++finished;
                    outcome = result;
                }});
        replayer->start();
    }
    ReplayPlan plan;
    std::unique_ptr<Replayer> replayer;
    std::vector<ReplayAttempt> attempts;
    Result<void> outcome;
    int finished = 0;
};

std::vector<flow::EventPtr> messages(int count, const QByteArray &answer = "<Response/>") {
    std::vector<flow::EventPtr> events;
    for (int i = 1; i <= count; ++i)
        events.push_back(test::sms(i, answer));
    return events;
}

QByteArrayList replayOf(const App &app) {
    QByteArrayList ids;
    for (const QByteArray &head : app.heads)
        ids.append(http::Request(head, {}).header(ReplayOfHeader).toByteArray());
    return ids;
}

} // namespace

class ReplayerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsGoOneAfterTheOther() {
        App app;
        Run run(messages(5), app.url());
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QVERIFY(run.outcome);
        QCOMPARE(replayOf(app), (QByteArrayList{"1", "2", "3", "4", "5"}));
        QCOMPARE(run.attempts.size(), std::size_t(5));
        for (const ReplayAttempt &attempt : run.attempts) {
            QCOMPARE(attempt.comparison.verdict, ReplayVerdict::Same);
            QCOMPARE(attempt.number, int(attempt.origin->id));
            QCOMPARE(attempt.request.url, QByteArray(app.url() + "/sms?shop=1"));
            QVERIFY(!attempt.error && attempt.tookUs >= 0 && attempt.startedAt > 0);
        }
    }
    void anotherAnswerIsAnotherVerdict() {
        App app;
        app.answer = "<Response><Hangup/></Response>";
        Run run(messages(1), app.url());
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.attempts.at(0).comparison.verdict, ReplayVerdict::Changed);
        QCOMPARE(differencesIn(run.attempts.at(0).comparison.lines), QStringList(u"nothing → Hangup"_s));
    }
    void noMoreThanAllowedAreUnderWay() {
        App app(false);
        Run run(messages(5), app.url(), {0, 0, 3});
        run.start();
        QTRY_COMPARE(app.waiting(), qsizetype(3));
        QCoreApplication::processEvents();
        QCOMPARE(app.heads.size(), qsizetype(3));
        app.answerAll();
        QTRY_COMPARE(app.waiting(), qsizetype(2));
        app.answerAll();
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.attempts.size(), std::size_t(5));
    }
    // The events came a second apart; fifty times faster that is 20 ms. Never earlier, however slow the machine.
    void thePaceIsKept() {
        App app;
        Run run(messages(4), app.url(), {50, 0, 4});
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QVERIFY(app.times.last() - app.times.first() >= std::chrono::milliseconds(50));
    }
    void aPauseBeginsNoMoreAndEndsWhatIsUnderWay() {
        App app(false);
        Run run(messages(3), app.url());
        run.start();
        QTRY_COMPARE(app.waiting(), qsizetype(1));
        run.replayer->pause();
        app.answerAll();
        QTRY_COMPARE(run.attempts.size(), std::size_t(1));
        QCoreApplication::processEvents();
        QCOMPARE(app.heads.size(), qsizetype(1));
        QCOMPARE(run.finished, 0);
        run.replayer->resume();
        QTRY_COMPARE(app.waiting(), qsizetype(1));
        app.answerAll();
        QTRY_COMPARE(app.waiting(), qsizetype(1));
        app.answerAll();
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.attempts.size(), std::size_t(3));
    }
    void aCancelEndsWhatIsUnderWay() {
        App app(false);
        Run run(messages(5), app.url(), {0, 0, 2});
        run.start();
        QTRY_COMPARE(app.waiting(), qsizetype(2));
        run.replayer->cancel();
        QCOMPARE(run.finished, 1);
        QCOMPARE(run.outcome.error().code, ErrorCode::Cancelled);
        QCOMPARE(run.attempts.size(), std::size_t(2));
        QCOMPARE(run.attempts.at(0).error->code, ErrorCode::Cancelled);
        QCOMPARE(run.attempts.at(0).comparison.verdict, ReplayVerdict::Failed);
        run.replayer->cancel();
        run.replayer->resume();
        QCoreApplication::processEvents();
        QCOMPARE(run.finished, 1);
        QCOMPARE(app.heads.size(), qsizetype(2));
    }
    void anAppThatIsDownFailsEach() {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QByteArray url = "http://127.0.0.1:" + QByteArray::number(closed.serverPort());
        closed.close();
        Run run(messages(2), url);
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.attempts.size(), std::size_t(2));
        QCOMPARE(run.attempts.at(1).error->code, ErrorCode::NetworkFailed);
        QCOMPARE(run.attempts.at(1).answer.status, 0);
        QVERIFY(run.outcome);
    }
    void whatCannotBeSentFailsAlone() {
        App app;
        auto events = messages(2);
        events.insert(events.begin(),
            test::event(9, "GET /m HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", {}));
        Run run(events, app.url());
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.attempts.size(), std::size_t(3));
        QCOMPARE(run.attempts.at(0).error->code, ErrorCode::InvalidInput);
        QCOMPARE(app.heads.size(), qsizetype(2));
    }
    void everyEventIsEdited() {
        App app;
        Run run(messages(2), app.url());
        run.plan.edit = [](RequestDraft &draft) {
            setHeader(draft, {"X-Mine", "1"});
            return setParameter(draft, "Body", "other");
        };
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QVERIFY(app.heads.at(1).contains("X-Mine: 1\r\n"));
        QVERIFY(run.attempts.at(1).request.body.contains("&Body=other&"));
    }
    void aSourceThatFailsEndsIt() {
        App app;
        Run run({}, app.url());
        run.plan.next = [first = true]() mutable -> Result<flow::EventPtr> {
            if (std::exchange(first, false))
                return flow::EventPtr(test::sms(1));
            return Error{ErrorCode::StoreFailed, u"gone"_s, -1};
        };
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QCOMPARE(run.outcome.error().code, ErrorCode::StoreFailed);
        QCOMPARE(run.attempts.size(), std::size_t(1));
    }
    void nothingToReplayIsDoneAtOnce() {
        App app;
        Run run({}, app.url());
        run.start();
        QTRY_COMPARE(run.finished, 1);
        QVERIFY(run.outcome);
    }
};

QTEST_GUILESS_MAIN(ReplayerTest)
#include "tst_replayer.moc"
