#include "core/deliver/route_worker.h"
#include "tests/core/deliver/deliver_support.h"

#include <QSignalSpy>
#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace offhook::deliver::test;
using namespace offhook::flow::test;
using Outcome = flow::Settlement::Outcome;

class TestRouteWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void noMoreThanTheRouteAllowsAtATime();
    void answersAreSettled_data();
    void answersAreSettled();
    void theLastTryRests();
    void theRouteRestsWhileTheAppAsksForIt();
    void aRouteThatIsOffSendsNothing();
    void whatCannotBeStoredIsStoredAgainAndNotSentAgain();
    void anEventThatIsGoneIsLeftOut();
    void theRateIsKept();
    void healthTellsSinceWhen();
    void aLongQueueIsReadPieceByPiece();
    void aHaltedOneBeginsNothing();

private:
    [[nodiscard]] std::unique_ptr<RouteWorker> worker(const Route &route) {
        return std::make_unique<RouteWorker>(
            route, RouteWorker::Tools{*m_outbox, m_sender->send(), *m_clock, [] { return 1.0; }});
    }

    std::unique_ptr<HandClock> m_clock;
    std::unique_ptr<MemoryOutbox> m_outbox;
    std::unique_ptr<HandSender> m_sender;
};

void TestRouteWorker::init() {
    m_clock = std::make_unique<HandClock>();
    m_outbox = std::make_unique<MemoryOutbox>();
    m_sender = std::make_unique<HandSender>();
}

void TestRouteWorker::noMoreThanTheRouteAllowsAtATime() {
    for (const qint64 id : {1, 2, 3})
        m_outbox->add(id);
    const auto one = worker(route());
    one->lookForMore();
    QCOMPARE(m_sender->sent, (std::vector<EventId>{1, 2}));
    QCOMPARE(one->inFlight(), 2);
    m_sender->answer(2, 200);
    QCOMPARE(m_sender->sent.size(), std::size_t(2)); // until it is stored
    QTRY_COMPARE(m_sender->sent, (std::vector<EventId>{1, 2, 3}));
    m_outbox->add(4);
    m_sender->answer(1, 204);
    m_sender->answer(3, 201);
    QTRY_COMPARE(one->inFlight(), 0);
    one->lookForMore();
    QCOMPARE(m_sender->sent.back(), 4);
}

void TestRouteWorker::answersAreSettled_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("error"); // -1: none
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<qint64>("pauseMs");
    QTest::newRow("200") << 200 << -1 << QByteArray() << Outcome::Delivered << qint64(0);
    QTest::newRow("204") << 204 << -1 << QByteArray() << Outcome::Delivered << qint64(0);
    QTest::newRow("404 is final") << 404 << -1 << QByteArray() << Outcome::Undelivered << qint64(0);
    QTest::newRow("a redirect that leads nowhere") << 302 << -1 << QByteArray() << Outcome::Undelivered << qint64(0);
    QTest::newRow("500") << 500 << -1 << QByteArray() << Outcome::Again << qint64(1'000);
    QTest::newRow("429 that says when") << 429 << -1 << QByteArray("30") << Outcome::Again << qint64(30'000);
    QTest::newRow("503 that says less than the pause")
        << 503 << -1 << QByteArray("0") << Outcome::Again << qint64(1'000);
    QTest::newRow("nobody there") << 0 << int(ErrorCode::NetworkFailed) << QByteArray() << Outcome::Again
                                  << qint64(1'000);
    QTest::newRow("no answer in time") << 0 << int(ErrorCode::TimedOut) << QByteArray() << Outcome::Again
                                       << qint64(1'000);
    QTest::newRow("a target that is none")
        << 0 << int(ErrorCode::InvalidInput) << QByteArray() << Outcome::Undelivered << qint64(0);
}

void TestRouteWorker::answersAreSettled() {
    QFETCH(int, status);
    QFETCH(int, error);
    QFETCH(QByteArray, retryAfter);
    QFETCH(Outcome, outcome);
    QFETCH(qint64, pauseMs);
    m_outbox->add(1);
    const auto one = worker(route());
    one->lookForMore();
    if (error >= 0)
        m_sender->fail(1, ErrorCode(error));
    else
        m_sender->answer(1, status, retryAfter);
    QCOMPARE(m_outbox->settled.size(), std::size_t(1));
    const flow::Settlement settled = m_outbox->settled[0];
    QCOMPARE(settled.outcome, outcome);
    QCOMPARE(settled.tries, 1);
    QCOMPARE(settled.status, status);
    QCOMPARE(settled.error.isEmpty(), error < 0);
    if (outcome == Outcome::Again)
        QCOMPARE(settled.dueAt, Begin + pauseMs * 1'000);
    QTRY_COMPARE(one->inFlight(), 0);
}

void TestRouteWorker::theLastTryRests() {
    m_outbox->add(1);
    const auto one = worker(route());
    one->lookForMore();
    for (int tries = 1; tries <= 3; ++tries) {
        QTRY_COMPARE(m_sender->sent.size(), std::size_t(tries));
        QCOMPARE(m_sender->tries.back(), tries - 1);
        m_sender->answer(1, 500);
        QTRY_COMPARE(one->inFlight(), 0);
        m_clock->now += 100 * Second;
        one->lookForMore();
    }
    QCOMPARE(m_outbox->settled.back().outcome, Outcome::Undelivered);
    QCOMPARE(m_outbox->settled.back().tries, 3);
    QCOMPARE(m_sender->sent.size(), std::size_t(3));
}

void TestRouteWorker::theRouteRestsWhileTheAppAsksForIt() {
    for (const qint64 id : {1, 2, 3})
        m_outbox->add(id);
    Route slow = route();
    slow.concurrency = 1;
    const auto one = worker(slow);
    one->lookForMore();
    m_sender->answer(1, 429, "20");
    QTRY_COMPARE(one->inFlight(), 0);
    m_clock->now += 19 * Second;
    one->lookForMore();
    QCOMPARE(m_sender->sent, std::vector<EventId>{1});
    m_clock->now += Second;
    one->lookForMore();
    QCOMPARE(m_sender->sent.size(), std::size_t(2));
}

void TestRouteWorker::aRouteThatIsOffSendsNothing() {
    m_outbox->add(1);
    Route off = route();
    off.isEnabled = false;
    const auto one = worker(off);
    one->lookForMore();
    QVERIFY(m_sender->sent.empty());
    one->setRoute(route());
    QCOMPARE(m_sender->sent, std::vector<EventId>{1});
}

void TestRouteWorker::whatCannotBeStoredIsStoredAgainAndNotSentAgain() {
    m_outbox->add(1);
    const auto one = worker(route());
    one->lookForMore();
    m_outbox->failNext = true;
    m_sender->answer(1, 200);
    QVERIFY(m_outbox->settled.empty());
    QTRY_COMPARE(m_outbox->settled.size(), std::size_t(1));
    QTRY_COMPARE(one->inFlight(), 0);
    one->lookForMore();
    QCOMPARE(m_sender->sent.size(), std::size_t(1));
}

void TestRouteWorker::anEventThatIsGoneIsLeftOut() {
    m_outbox->add(1);
    m_outbox->add(2);
    m_outbox->gone = 1;
    const auto one = worker(route());
    one->lookForMore();
    QCOMPARE(m_sender->sent, std::vector<EventId>{2});
    QCOMPARE(one->inFlight(), 1);
}

void TestRouteWorker::theRateIsKept() {
    for (qint64 id = 1; id <= 10; ++id)
        m_outbox->add(id);
    Route slow = route();
    slow.concurrency = 64;
    slow.rate = {3, std::chrono::seconds(1)};
    const auto one = worker(slow);
    one->lookForMore();
    QCOMPARE(m_sender->sent.size(), std::size_t(3));
    m_clock->now += Second;
    one->lookForMore();
    QCOMPARE(m_sender->sent.size(), std::size_t(6));
}

void TestRouteWorker::healthTellsSinceWhen() {
    m_outbox->add(1);
    const auto one = worker(route());
    QSignalSpy changed(one.get(), &RouteWorker::changed);
    QVERIFY(!one->health().isKnown);
    one->lookForMore();
    m_sender->fail(1, ErrorCode::NetworkFailed);
    QCOMPARE(one->health(), (RouteHealth{true, false, Begin, QStringLiteral("no")}));
    QTRY_COMPARE(one->inFlight(), 0);
    m_clock->now += 5 * Second;
    one->lookForMore();
    m_sender->fail(1, ErrorCode::NetworkFailed);
    QCOMPARE(one->health().since, Begin);
    QTRY_COMPARE(one->inFlight(), 0);
    m_clock->now += 5 * Second;
    one->lookForMore();
    m_sender->answer(1, 500); // it is there, and fails
    QCOMPARE(one->health(), (RouteHealth{true, true, Begin + 10 * Second, {}}));
    QVERIFY(!changed.isEmpty());
    Route moved = route();
    moved.target = QStringLiteral("http://127.0.0.1:2");
    one->setRoute(moved);
    QVERIFY(!one->health().isKnown);
}

void TestRouteWorker::aLongQueueIsReadPieceByPiece() {
    for (qint64 id = 1; id <= 20'000; ++id)
        m_outbox->add(id);
    Route fast = route();
    fast.concurrency = 64;
    const auto one = worker(fast);
    one->lookForMore();
    for (std::size_t answered = 0; answered < 20'000; ++answered) {
        QTRY_VERIFY(m_sender->sent.size() > answered);
        m_sender->answer(m_sender->sent[answered], 200);
    }
    QTRY_COMPARE(one->inFlight(), 0);
    QCOMPARE(m_outbox->settled.size(), std::size_t(20'000));
    std::sort(m_sender->sent.begin(), m_sender->sent.end());
    QCOMPARE(std::adjacent_find(m_sender->sent.begin(), m_sender->sent.end()), m_sender->sent.end());
}

void TestRouteWorker::aHaltedOneBeginsNothing() {
    m_outbox->add(1);
    const auto one = worker(route());
    one->halt();
    one->lookForMore();
    QVERIFY(m_sender->sent.empty());
}

QTEST_GUILESS_MAIN(TestRouteWorker)
#include "tst_route_worker.moc"
