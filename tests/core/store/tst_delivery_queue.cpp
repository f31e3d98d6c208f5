#include "core/store/delivery_queue.h"
#include "core/store/writer_core.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using namespace Qt::StringLiterals;
using State = flow::Delivery::State;
using Outcome = flow::Settlement::Outcome;

class tst_DeliveryQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void copiesAreStoredWithTheirEvent();
    void aBatchThatFailsLeavesNoCopies();
    void theSameIsQueuedOnceForEachRoute();
    void keysAreKnownInTheNextRun();
    void whatIsDroppedIsCountedAndMayGoUnstored();
    void aDeliveredOneLeavesTheQueue();
    void aFailedOneWaitsOrRests();
    void undeliveredOnesAreRetriedDiscardedAndRestored();
    void whatARouteLeavesBehindRests();
    void deletedEventsTakeTheirCopiesWithThem();
    void eventsWithCopiesDoNotExpire();
    void countsSurviveTheRun();

private:
    [[nodiscard]] std::vector<flow::Delivery> queued(State state = State::Waiting, const QString &route = {}) const {
        return must(readDeliveries(m_workspace->connect(), {route, state, 0, -1, false}));
    }
    void add(EventId id, const QString &route, const QByteArray &key = {}) const {
        DeliveryWork work;
        work.routings = {{{{route, key, {"SM1", 3, 2}}}, {}, true}};
        const std::vector<flow::EventPtr> events{sms(id)};
        must(m_core->write(events, {}, false, work));
    }
    void settle(const flow::Settlement &settlement) const {
        DeliveryWork work;
        work.settlements = {settlement};
        must(m_core->write({}, {}, false, work));
    }
    [[nodiscard]] flow::DeliveryCounts counts(const QString &route = u"r"_s) const {
        return m_core->deliveryCounts().contains(route) ? m_core->deliveryCounts().at(route) : flow::DeliveryCounts();
    }
    void reopen() {
        m_core.reset();
        m_core = must(WriterCore::open(m_workspace->path()));
    }

    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<WriterCore> m_core;
};

void tst_DeliveryQueue::init() {
    m_core.reset();
    m_workspace = std::make_unique<Workspace>();
    m_core = must(WriterCore::open(m_workspace->path()));
}

void tst_DeliveryQueue::copiesAreStoredWithTheirEvent() {
    add(1, u"r"_s);
    add(2, u"other"_s);
    QCOMPARE(queued().size(), std::size_t(2));
    const std::vector<flow::Delivery> mine = queued(State::Waiting, u"r"_s);
    QCOMPARE(mine.size(), std::size_t(1));
    QCOMPARE(mine[0].event, 1);
    QCOMPARE(mine[0].queuedAt, sms(1)->receivedAt);
    QCOMPARE(mine[0].place, (flow::CopyPlace{"SM1", 3, 2}));
    QCOMPARE(counts().waiting, 1);
}

void tst_DeliveryQueue::aBatchThatFailsLeavesNoCopies() {
    add(1, u"r"_s);
    DeliveryWork work;
    work.routings = {{{{u"r"_s, "k", {}}}, {}, true}, {{{u"r"_s, "l", {}}}, {}, true}};
    const std::vector<flow::EventPtr> clashing{sms(2), sms(1)};
    QVERIFY(!m_core->write(clashing, {}, false, work));
    QCOMPARE(queued().size(), std::size_t(1));
    QCOMPARE(counts().waiting, 1);
    add(2, u"r"_s, "k"); // what failed is not known as a copy either
    QCOMPARE(queued().size(), std::size_t(2));
}

void tst_DeliveryQueue::theSameIsQueuedOnceForEachRoute() {
    add(1, u"r"_s, "k");
    add(2, u"r"_s, "k");
    add(3, u"other"_s, "k");
    add(4, u"r"_s);
    add(5, u"r"_s);
    QCOMPARE(queued().size(), std::size_t(4));
    QCOMPARE(counts().duplicates, 1);
    QCOMPARE(must(m_workspace->connect().number("SELECT count(*) FROM event")), 5);
}

void tst_DeliveryQueue::keysAreKnownInTheNextRun() {
    add(1, u"r"_s, "k");
    settle({queued()[0].id, Outcome::Delivered, 1, 0, 200, {}});
    reopen();
    add(2, u"r"_s, "k");
    QVERIFY(queued().empty());
    QCOMPARE(counts().duplicates, 1);
}

void tst_DeliveryQueue::whatIsDroppedIsCountedAndMayGoUnstored() {
    DeliveryWork work;
    work.routings = {{{}, {u"r"_s}, false}, {{}, {u"r"_s}, true}};
    const std::vector<flow::EventPtr> events{sms(1), sms(2)};
    const EventBatch batch = must(m_core->write(events, {}, true, work));
    QCOMPARE(batch.events.size(), std::size_t(1));
    QCOMPARE(batch.events[0].id, 2);
    QCOMPARE(must(m_workspace->connect().number("SELECT min(id) FROM event")), 2);
    QCOMPARE(counts().dropped, 2);
    must(m_core->answered(std::vector<AnswerNote>{{1, 500, {}}}, true)); // of the one that is not there
    QCOMPARE(must(m_workspace->connect().number("SELECT count(*) FROM event")), 1);
}

void tst_DeliveryQueue::aDeliveredOneLeavesTheQueue() {
    add(1, u"r"_s);
    const flow::Settlement delivered{queued()[0].id, Outcome::Delivered, 1, 0, 200, {}};
    settle(delivered);
    QVERIFY(queued().empty());
    QCOMPARE(counts(), (flow::DeliveryCounts{0, 0, 1, 0, 0}));
    settle(delivered); // told twice, counted once
    QCOMPARE(counts().delivered, 1);
}

void tst_DeliveryQueue::aFailedOneWaitsOrRests() {
    add(1, u"r"_s);
    const qint64 id = queued()[0].id;
    settle({id, Outcome::Again, 1, 77, 503, {}});
    QCOMPARE(queued()[0].tries, 1);
    QCOMPARE(queued()[0].dueAt, 77);
    QCOMPARE(queued()[0].status, 503);
    settle({id, Outcome::Undelivered, 2, 0, 0, u"refused"_s});
    QVERIFY(queued().empty());
    QCOMPARE(queued(State::Undelivered)[0].error, u"refused"_s);
    QCOMPARE(counts(), (flow::DeliveryCounts{0, 1, 0, 0, 0}));
}

void tst_DeliveryQueue::undeliveredOnesAreRetriedDiscardedAndRestored() {
    for (const EventId id : {1, 2, 3}) {
        add(id, u"r"_s);
        settle({queued()[0].id, Outcome::Undelivered, 9, 0, 404, {}});
    }
    const std::vector<flow::Delivery> resting = queued(State::Undelivered);
    QCOMPARE(resting.size(), std::size_t(3));
    const std::vector<qint64> first{resting[0].id, 12345};
    must(m_core->changeDeliveries([&](DeliveryQueue &queue) { return queue.retry(first, 500); }));
    QCOMPARE(queued().size(), std::size_t(1));
    QVERIFY(queued()[0].id > resting[2].id);
    QCOMPARE(queued()[0].event, 1);
    QCOMPARE(queued()[0].tries, 0);
    QCOMPARE(queued()[0].dueAt, 500);

    const std::vector<qint64> others{resting[1].id, resting[2].id};
    must(m_core->changeDeliveries([&](DeliveryQueue &queue) { return queue.discard(others); }));
    QVERIFY(queued(State::Undelivered).empty());
    QCOMPARE(counts(), (flow::DeliveryCounts{1, 0, 0, 0, 0}));
    const std::vector<qint64> back{resting[1].id};
    must(m_core->changeDeliveries([&](DeliveryQueue &queue) { return queue.restore(back); }));
    QCOMPARE(queued(State::Undelivered).size(), std::size_t(1));
    must(m_core->changeDeliveries([](DeliveryQueue &queue) { return queue.forgetDiscarded(); }));
    must(m_core->changeDeliveries([&](DeliveryQueue &queue) { return queue.restore(others); }));
    QCOMPARE(queued(State::Undelivered).size(), std::size_t(1));
    QCOMPARE(counts(), (flow::DeliveryCounts{1, 1, 0, 0, 0}));
}

void tst_DeliveryQueue::whatARouteLeavesBehindRests() {
    add(1, u"gone"_s);
    add(2, u"r"_s);
    must(m_core->changeDeliveries([](DeliveryQueue &queue) { return queue.giveUpAllBut({u"r"_s}); }));
    QCOMPARE(queued().size(), std::size_t(1));
    QCOMPARE(queued()[0].route, u"r"_s);
    QCOMPARE(queued(State::Undelivered)[0].event, 1);
    QVERIFY(!queued(State::Undelivered)[0].error.isEmpty());
    QCOMPARE(counts(u"gone"_s), (flow::DeliveryCounts{0, 1, 0, 0, 0}));
}

void tst_DeliveryQueue::deletedEventsTakeTheirCopiesWithThem() {
    add(1, u"r"_s);
    add(2, u"r"_s);
    must(m_core->remove({1}));
    QCOMPARE(queued().size(), std::size_t(1));
    QCOMPARE(counts().waiting, 1);
}

void tst_DeliveryQueue::eventsWithCopiesDoNotExpire() {
    add(1, u"r"_s);
    add(2, u"r"_s);
    add(3, u"r"_s);
    settle({queued()[1].id, Outcome::Delivered, 1, 0, 200, {}});
    Retention none;
    none.count = 0;
    QCOMPARE(must(m_core->expire(none, sms(3)->receivedAt, 10)), std::vector<EventId>{2});
}

void tst_DeliveryQueue::countsSurviveTheRun() {
    add(1, u"r"_s, "k");
    add(2, u"r"_s, "k");
    add(3, u"r"_s);
    settle({queued()[0].id, Outcome::Delivered, 1, 0, 200, {}});
    const flow::DeliveryCounts before = counts();
    QCOMPARE(before, (flow::DeliveryCounts{1, 0, 1, 0, 1}));
    reopen();
    QCOMPARE(counts(), before);
}

QTEST_GUILESS_MAIN(tst_DeliveryQueue)
#include "tst_delivery_queue.moc"
