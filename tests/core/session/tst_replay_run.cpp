#include "core/session/replay_run.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;

namespace {

/// Answers every request (they have no body) with 204, at once or never.
class App final : public QTcpServer {
public:
    explicit App(bool answers = true) {
        connect(this, &QTcpServer::newConnection, this, [this, answers] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QIODevice::readyRead, socket, [this, socket, answers] {
                    if (!socket->readAll().endsWith("\r\n\r\n"))
                        return;
                    ++requests;
                    if (answers)
                        socket->write("HTTP/1.1 204 No Content\r\n\r\n");
                });
            }
        });
        isUp = listen(QHostAddress::LocalHost);
    }
    int requests = 0;
    bool isUp = false;
};

ReplaySource events(int count) {
    ReplaySource source;
    source.count = count;
    source.next = [count, at = 0]() mutable -> Result<flow::EventPtr> {
        if (at == count)
            return flow::EventPtr();
        auto event = std::make_shared<flow::WebhookEvent>();
        event->id = ++at;
        event->request = http::Request("GET /x HTTP/1.1\r\nHost: a\r\n\r\n", {});
        event->response = {204, {}, {}};
        return flow::EventPtr(std::move(event));
    };
    return source;
}

struct Seen {
    qint64 count = -1;
    std::vector<deliver::ReplayAttempt> attempts;
    std::optional<Result<void>> outcome;
    int finished = 0;
    ReplayRun::Observer observer() {
        return {[this](qint64 all) { count = all; },
            [this](std::vector<deliver::ReplayAttempt> more) {
                std::move(more.begin(), more.end(), std::back_inserter(attempts));
            },
            [this](const Result<void> &result) {
                outcome = result;
                ++finished;
            }};
    }
};

deliver::ReplayPlan planTo(const App &app) {
    deliver::ReplayPlan plan;
    plan.options.target =
        *deliver::replayTarget(QByteArray("http://127.0.0.1:" + QByteArray::number(app.serverPort())));
    return plan;
}

} // namespace

class ReplayRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsToldOnThisThread() {
        const App app;
        QVERIFY(app.isUp);
        Seen seen;
        QThread *opener = nullptr;
        ReplayRun run(
            [&opener](const ReplayCancel &) -> Result<ReplaySource> {
                opener = QThread::currentThread();
                return events(20);
            },
            planTo(app), seen.observer());
        run.start();
        QTRY_COMPARE(seen.finished, 1);
        QVERIFY(*seen.outcome);
        QCOMPARE(seen.count, 20);
        QCOMPARE(seen.attempts.size(), std::size_t(20));
        QCOMPARE(seen.attempts.at(19).comparison.verdict, deliver::ReplayVerdict::Same);
        QVERIFY(opener != QThread::currentThread());
    }
    void aPauseAndACancelAreHeard() {
        const App app(false);
        Seen seen;
        ReplayRun run(
            [](const ReplayCancel &) { return Result<ReplaySource>(events(3)); }, planTo(app), seen.observer());
        run.start();
        QTRY_COMPARE(app.requests, 1);
        run.pause();
        run.resume();
        run.cancel();
        QTRY_COMPARE(seen.finished, 1);
        QCOMPARE(seen.outcome->error().code, ErrorCode::Cancelled);
        QCOMPARE(seen.attempts.size(), std::size_t(1));
        QCOMPARE(seen.attempts.at(0).comparison.verdict, deliver::ReplayVerdict::Failed);
    }
    void whatCannotBeOpenedIsSaid() {
        const App app;
        Seen seen;
        ReplayRun run(
            [](const ReplayCancel &) {
                return Result<ReplaySource>(Error{ErrorCode::NotFound, u"gone"_s, -1});
            },
            planTo(app), seen.observer());
        run.start();
        QTRY_COMPARE(seen.finished, 1);
        QCOMPARE(seen.outcome->error().detail, u"gone"_s);
    }
    void whoLeavesEndsIt() {
        const App app(false);
        Seen seen;
        auto run = std::make_unique<ReplayRun>(
            [](const ReplayCancel &) { return Result<ReplaySource>(events(3)); }, planTo(app), seen.observer());
        run->start();
        QTRY_COMPARE(app.requests, 1);
        run.reset();
        QCoreApplication::processEvents();
        QCOMPARE(seen.finished, 0);
    }
    void whatWasNeverStartedLeavesQuietly() {
        const App app;
        Seen seen;
        const ReplayRun run(
            [](const ReplayCancel &) { return Result<ReplaySource>(events(1)); }, planTo(app), seen.observer());
        QCOMPARE(seen.finished, 0);
    }
};

QTEST_GUILESS_MAIN(ReplayRunTest)
#include "tst_replay_run.moc"
