#include "core/store/event_inserter.h"
#include "core/store/retention.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using std::chrono::hours;

class tst_Retention : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingExpiresByDefault();
    void theOldestGoBeyondTheCount();
    void markedOnesStayAndCount();
    void olderOnesGoByAge();
    void theOldestGoWhileTheContentIsTooLarge();
    void deletingTakesEverythingOfAnEvent();
};

constexpr WallTime Hour = 3'600'000'000;

static std::shared_ptr<flow::WebhookEvent> at(EventId id, WallTime time, bool marked = false) {
    auto event = sms(id);
    event->receivedAt = time;
    if (marked)
        event->flags |= flow::EventFlag::Marked;
    return event;
}

static std::vector<EventId> expired(
    const Workspace &workspace, const Retention &retention, WallTime now = 100 * Hour, qint64 limit = 100) {
    return must(expiredEvents(workspace.connect(), retention, now, limit));
}

void tst_Retention::nothingExpiresByDefault() {
    const Workspace workspace;
    workspace.add({at(1, 0), at(2, 0)});
    QVERIFY(expired(workspace, {}).empty());
}

void tst_Retention::theOldestGoBeyondTheCount() {
    const Workspace workspace;
    workspace.add({at(1, 0), at(2, 0), at(3, 0), at(4, 0)});
    QCOMPARE(expired(workspace, {{}, 3, {}}), std::vector<EventId>{1});
    QCOMPARE(expired(workspace, {{}, 1, {}}), (std::vector<EventId>{1, 2, 3}));
    QCOMPARE(expired(workspace, {{}, 1, {}}, 0, 2), (std::vector<EventId>{1, 2}));
    QVERIFY(expired(workspace, {{}, 4, {}}).empty());
}

void tst_Retention::markedOnesStayAndCount() {
    const Workspace workspace;
    workspace.add({at(1, 0, true), at(2, 0), at(3, 0, true), at(4, 0)});
    QCOMPARE(expired(workspace, {{}, 3, {}}), std::vector<EventId>{2});
    QCOMPARE(expired(workspace, {{}, 0, {}}), (std::vector<EventId>{2, 4}));
    QCOMPARE(expired(workspace, {hours(1), {}, {}}), (std::vector<EventId>{2, 4}));
}

void tst_Retention::olderOnesGoByAge() {
    const Workspace workspace;
    workspace.add({at(1, 10 * Hour), at(2, 50 * Hour), at(3, 99 * Hour)});
    QCOMPARE(expired(workspace, {hours(24), {}, {}}), (std::vector<EventId>{1, 2}));
    QCOMPARE(expired(workspace, {hours(50), {}, {}}), (std::vector<EventId>{1})); // 50 hours old is not older
    QVERIFY(expired(workspace, {hours(91), {}, {}}).empty());
}

void tst_Retention::theOldestGoWhileTheContentIsTooLarge() {
    const Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> events;
    for (int i = 1; i <= 2000; ++i)
        events.push_back(at(i, 0));
    workspace.add(events);
    const qint64 bytes = must(contentBytes(workspace.connect()));
    QVERIFY(expired(workspace, {{}, {}, bytes}).empty());
    const std::vector<EventId> ids = expired(workspace, {{}, {}, bytes / 2}, 0, 10'000);
    QVERIFY(!ids.empty());
    QCOMPARE(ids.front(), 1);
    const Connection connection = workspace.connect();
    EventInserter inserter = must(EventInserter::prepare(connection));
    auto transaction = must(Transaction::begin(connection));
    must(deleteEvents(connection, ids, inserter.payloads(), inserter.tallies()));
    must(inserter.finish());
    must(transaction.commit());
    QVERIFY(must(contentBytes(connection)) < bytes);
}

void tst_Retention::deletingTakesEverythingOfAnEvent() {
    const Workspace workspace;
    workspace.add({at(1, 0), at(2, 0), at(3, 0)});
    const Connection connection = workspace.connect();
    EventInserter inserter = must(EventInserter::prepare(connection));
    auto transaction = must(Transaction::begin(connection));
    QCOMPARE(must(deleteEvents(connection, {2, 77, 3}, inserter.payloads(), inserter.tallies())),
        (std::vector<EventId>{2, 3}));
    must(inserter.finish());
    must(transaction.commit());
    QCOMPARE(must(connection.number("SELECT count(*) FROM event")), 1);
    QCOMPARE(must(connection.number("SELECT count(*) FROM payload")), 1);
    QCOMPARE(must(connection.number("SELECT sum(n) FROM tally")), 1);
    QCOMPARE(must(connection.number("SELECT n FROM block WHERE id = 0")), 1);
}

QTEST_GUILESS_MAIN(tst_Retention)
#include "tst_retention.moc"
