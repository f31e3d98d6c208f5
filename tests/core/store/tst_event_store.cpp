#include "core/store/event_store.h"
#include "core/store/event_writer.h"
#include "core/store/writer_core.h"
#include "tests/core/flow/thread_support.h"
#include "tests/core/store/store_support.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <array>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

/// A writer on a thread of its own, as the capture thread has it.
class WriterThread {
public:
    explicit WriterThread(const QString &path) {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        run([&] { m_writer = must(EventWriter::open(path)); });
    }
    ~WriterThread() {
        run([&] { m_writer.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] EventWriter *writer() const { return m_writer.get(); }
    void run(const std::function<void()> &work) {
        QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
    }
    void record(int count, const QByteArray &text = "Hello") {
        run([&] {
            for (int i = 0; i < count; ++i) {
                const EventId id = m_writer->nextId();
                m_writer->record(sms(id, text), [this, id](const Result<void> &) { m_writer->answered(id, 5, {}); });
            }
            m_writer->drain();
        });
    }

private:
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<EventWriter> m_writer;
};

class tst_EventStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void committedEventsAreToldInOrder();
    void receiversMayGoAtAnyTime();
    void queriesAndFetchesAnswer();
    void callbacksEndWithTheirGuard();
    void aNewerQueryCancelsTheOlder();
    void queriesOfOtherGuardsGoOn();
    void threadsAndTheirEventsAnswer();
    void marksNotesAndRemovalsAreTold();
    void settingsAreThereAtOnceAndStay();
    void aFailingDiskIsTold();
    void anotherProgramIsFollowed();
    void readingOnlyRefusesToChange();
    void seenValuesAndFacetsAnswer();
    void itMayEndWhileItWorks();
};

void tst_EventStore::committedEventsAreToldInOrder() {
    const Workspace workspace;
    WriterThread capture(workspace.path());
    EventStore store(workspace.path(), capture.writer());
    std::vector<EventId> told;
    int signalsSeen = 0;
    qint64 answered = 0;
    connect(&store, &EventStore::committed, this, [&](const EventBatch &batch) {
        ++signalsSeen;
        for (const flow::EventSummary &row : batch.events)
            told.push_back(row.id);
        answered += qint64(batch.updated.size());
    });
    for (int i = 0; i < 100; ++i)
        capture.record(10);
    QTRY_COMPARE(told.size(), std::size_t(1000));
    QVERIFY(std::ranges::is_sorted(told));
    QTRY_COMPARE(answered, 1000);
    QVERIFY(signalsSeen < 200); // many commits, few signals
    QVERIFY(store.isWritable());
    QCOMPARE(store.storageState().type, StorageState::Type::Durable);
}

// QObject's locks come from a pool of about a hundred: among so many receivers some share the store's own.
void tst_EventStore::receiversMayGoAtAnyTime() {
    const Workspace workspace;
    const WriterThread thread(workspace.path());
    const EventStore store(workspace.path(), thread.writer());
    for (int round = 0; round < 2; ++round) {
        std::vector<std::unique_ptr<QObject>> receivers(2'000);
        for (auto &receiver : receivers) {
            receiver = std::make_unique<QObject>();
            connect(&store, &EventStore::committed, receiver.get(), [] {});
        }
    }
}

void tst_EventStore::queriesAndFetchesAnswer() {
    const Workspace workspace;
    workspace.add({sms(1, "one"), sms(2, "two"), sms(3, "three")});
    EventStore store(workspace.path(), nullptr);
    std::vector<EventId> ids;
    bool done = false;
    store.query({}, this, [&](const Result<IdChunk> &chunk) {
        ids.insert(ids.end(), chunk->ids.begin(), chunk->ids.end());
        done = chunk->done;
    });
    QTRY_VERIFY(done);
    QCOMPARE(ids, (std::vector<EventId>{3, 2, 1}));
    std::vector<flow::EventSummary> rows;
    store.summaries({2, 3}, this, [&](const auto &result) { rows = must(result); });
    QTRY_COMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[0].summary, QByteArray("two"));
    flow::EventPtr event;
    store.fetch(1, this, [&](const auto &result) { event = must(result); });
    QTRY_VERIFY(event);
    QCOMPARE(difference(*event, *sms(1, "one")), QString());
    ErrorCode code = ErrorCode::Internal;
    store.fetch(99, this, [&](const auto &result) { code = result.error().code; });
    QTRY_COMPARE(code, ErrorCode::NotFound);
}

void tst_EventStore::callbacksEndWithTheirGuard() {
    const Workspace workspace;
    workspace.add({sms(1)});
    EventStore store(workspace.path(), nullptr);
    auto guard = std::make_unique<QObject>();
    int late = 0;
    store.query({}, guard.get(), [&](const auto &) { ++late; });
    store.fetch(1, guard.get(), [&](const auto &) { ++late; });
    store.facets(guard.get(), [&](const auto &) { ++late; });
    guard.reset();
    bool after = false;
    bool afterSearch = false;
    store.fetch(1, this, [&](const auto &) { after = true; });
    store.query({}, this, [&](const auto &) { afterSearch = true; });
    QTRY_VERIFY(after && afterSearch);
    QCOMPARE(late, 0);
}

static EventQuery wordQuery(const QString &word) {
    EventQuery query;
    query.filter = filter::parse(word, 0).expression;
    return query;
}

void tst_EventStore::aNewerQueryCancelsTheOlder() {
    const Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> many;
    for (EventId id = 1; id <= 5000; ++id)
        many.push_back(sms(id));
    workspace.add(many);
    EventStore store(workspace.path(), nullptr);
    std::vector<ErrorCode> older;
    bool olderDone = false;
    // Searches of others keep the reader busy, so that the older one still waits when the newer one is posted.
    std::array<QObject, 40> others;
    for (QObject &other : others)
        store.query(wordQuery(QStringLiteral("header.Host:x*")), &other, [](const Result<IdChunk> &) {});
    store.query(
        wordQuery(QStringLiteral("body~nowhere -body~nowhere body~nothing")), this, [&](const Result<IdChunk> &chunk) {
            if (!chunk)
                older.push_back(chunk.error().code);
            else
                olderDone = chunk->done;
        });
    std::vector<EventId> newer;
    bool done = false;
    store.query({}, this, [&](const Result<IdChunk> &chunk) {
        newer.insert(newer.end(), chunk->ids.begin(), chunk->ids.end());
        done = chunk->done;
    });
    QTRY_VERIFY(done);
    QCOMPARE(newer.size(), std::size_t(5000));
    QVERIFY(!olderDone);
    QCOMPARE(older, std::vector<ErrorCode>{ErrorCode::Cancelled});
}

void tst_EventStore::queriesOfOtherGuardsGoOn() {
    const Workspace workspace;
    workspace.add({sms(1), sms(2)});
    EventStore store(workspace.path(), nullptr);
    QObject one;
    QObject other;
    int done = 0;
    for (QObject *guard : {&one, &other})
        store.query({}, guard, [&](const Result<IdChunk> &chunk) { done += chunk && chunk->done ? 1 : 0; });
    QTRY_COMPARE(done, 2);
}

void tst_EventStore::threadsAndTheirEventsAnswer() {
    const Workspace workspace;
    workspace.add({flow::test::formEvent(1, flow::test::Begin, flow::test::messageStatus(1, "sent")), sms(2),
        flow::test::formEvent(3, flow::test::Begin, flow::test::messageStatus(1, "delivered"))});
    EventStore store(workspace.path(), nullptr);
    QObject guard;
    std::vector<Result<ThreadEvents>> answers;
    store.thread(2, &guard, [&](Result<ThreadEvents> thread) { answers.push_back(std::move(thread)); });
    store.thread(3, &guard, [&](Result<ThreadEvents> thread) { answers.push_back(std::move(thread)); });
    QTRY_COMPARE(answers.size(), std::size_t(2));
    QVERIFY(answers[1]);
    QCOMPARE(answers[1]->events.size(), std::size_t(2));
    if (!answers[0]) // the newer one may have come first
        QCOMPARE(answers[0].error().code, ErrorCode::Cancelled);
    std::vector<flow::EventPtr> events;
    store.events({3, 99, 2}, &guard, [&](Result<std::vector<flow::EventPtr>> read) { events = must(std::move(read)); });
    QTRY_COMPARE(events.size(), std::size_t(2));
    QCOMPARE(events[0]->id, 3);
    QCOMPARE(events[1]->id, 2);
}

void tst_EventStore::marksNotesAndRemovalsAreTold() {
    const Workspace workspace;
    workspace.add({sms(1), sms(2), sms(3)});
    WriterThread capture(workspace.path());
    EventStore store(workspace.path(), capture.writer());
    std::vector<flow::EventSummary> updated;
    std::vector<EventId> removed;
    connect(&store, &EventStore::committed, this,
        [&](const EventBatch &batch) { updated.insert(updated.end(), batch.updated.begin(), batch.updated.end()); });
    connect(&store, &EventStore::removed, this, [&](const std::vector<EventId> &ids) { removed = ids; });
    store.setMarked({1, 2}, true);
    store.setNote(2, QStringLiteral("look"));
    QTRY_COMPARE(updated.size(), std::size_t(3));
    QVERIFY(updated[0].flags.testFlag(flow::EventFlag::Marked));
    QCOMPARE(updated[2].note, QStringLiteral("look"));
    qint64 count = -1;
    store.remove({1, 3, 77}, this, [&](const Result<qint64> &result) { count = must(result); });
    QTRY_COMPARE(count, 2);
    QTRY_COMPARE(removed, (std::vector<EventId>{1, 3}));
    FacetCounts counts;
    store.facets(this, [&](const Result<FacetCounts> &result) { counts = must(result); });
    QTRY_COMPARE(counts.total, 1);
    QCOMPARE(counts.marked, 1);
}

void tst_EventStore::settingsAreThereAtOnceAndStay() {
    const Workspace workspace;
    {
        WriterThread capture(workspace.path());
        EventStore store(workspace.path(), capture.writer());
        QSignalSpy changed(&store, &EventStore::settingChanged);
        QVERIFY(store.setting(QStringLiteral("publicUrl")).isEmpty());
        store.setSetting(QStringLiteral("publicUrl"), "https://a");
        QCOMPARE(store.setting(QStringLiteral("publicUrl")), QByteArray("https://a"));
        store.setSetting(QStringLiteral("publicUrl"), "https://a"); // the same: nothing to tell
        QCOMPARE(changed.size(), 1);
    }
    const EventStore again(workspace.path(), nullptr);
    QCOMPARE(again.setting(QStringLiteral("publicUrl")), QByteArray("https://a"));
}

void tst_EventStore::aFailingDiskIsTold() {
    const Workspace workspace;
    WriterThread capture(workspace.path());
    EventStore store(workspace.path(), capture.writer());
    QSignalSpy changed(&store, &EventStore::storageStateChanged);
    capture.run([&] { capture.writer()->limitPages(1); });
    capture.record(1, RandomEvents(3).bytes(400'000) + QByteArray(200'000, 'x'));
    QTRY_COMPARE(store.storageState().type, StorageState::Type::Failing);
    QCOMPARE(store.storageState().error.code, ErrorCode::DiskFull);
    QCOMPARE(store.storageState().refused, 1);
    EventStore later(workspace.path(), capture.writer()); // comes when it fails already
    QTRY_COMPARE(later.storageState().type, StorageState::Type::Failing);
    capture.run([&] { capture.writer()->limitPages(0); });
    QTRY_COMPARE_WITH_TIMEOUT(later.storageState().type, StorageState::Type::Durable, 10'000);
}

void tst_EventStore::anotherProgramIsFollowed() {
    const Workspace workspace;
    workspace.add({sms(1)});
    WriterThread other(workspace.path());
    EventStore following(workspace.path(), nullptr);
    QCOMPARE(following.storageState().type, StorageState::Type::ReadOnly);
    std::vector<EventId> events;
    std::vector<flow::EventSummary> updated;
    connect(&following, &EventStore::committed, this, [&](const EventBatch &batch) {
        for (const flow::EventSummary &row : batch.events)
            events.push_back(row.id);
        updated.insert(updated.end(), batch.updated.begin(), batch.updated.end());
    });
    QSignalSpy removed(&following, &EventStore::removed);
    other.record(3);
    QTRY_COMPARE(events, (std::vector<EventId>{2, 3, 4}));
    other.run([&] {
        other.writer()->setNote(1, QStringLiteral("seen"));
        other.writer()->setSetting(QStringLiteral("publicUrl"), "https://b");
        other.writer()->remove({3}, {});
    });
    QTRY_COMPARE(following.setting(QStringLiteral("publicUrl")), QByteArray("https://b"));
    QTRY_VERIFY(std::ranges::any_of(updated, [](const auto &row) { return row.note == QStringLiteral("seen"); }));
    QTRY_COMPARE(removed.size(), 1);
}

void tst_EventStore::readingOnlyRefusesToChange() {
    const Workspace workspace;
    workspace.add({sms(1)});
    EventStore store(workspace.path(), nullptr);
    QVERIFY(!store.isWritable());
    store.setMarked({1}, true);
    store.setNote(1, QStringLiteral("x"));
    store.setSetting(QStringLiteral("a"), "b");
    ErrorCode code = ErrorCode::Internal;
    store.remove({1}, this, [&](const Result<qint64> &result) { code = result.error().code; });
    QTRY_COMPARE(code, ErrorCode::ReadOnly);
    QVERIFY(store.setting(QStringLiteral("a")).isEmpty());
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM event WHERE flags = 0 AND note = ''")), 1);
}

void tst_EventStore::seenValuesAndFacetsAnswer() {
    const Workspace workspace;
    workspace.add({sms(1), refused(2, "x")});
    EventStore store(workspace.path(), nullptr);
    QStringList values;
    store.seenValues(
        QStringLiteral("from"), {}, 5, this, [&](const Result<QStringList> &result) { values = must(result); });
    QTRY_COMPARE(values, QStringList{QStringLiteral("+15555550100")});
    FacetCounts counts;
    store.facets(this, [&](const Result<FacetCounts> &result) { counts = must(result); });
    QTRY_COMPARE(counts.total, 2);
    QCOMPARE(counts.malformed, 1);
}

void tst_EventStore::itMayEndWhileItWorks() {
    const Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> many;
    for (EventId id = 1; id <= 3000; ++id)
        many.push_back(sms(id));
    workspace.add(many);
    for (int i = 0; i < 20; ++i) {
        EventStore store(workspace.path(), nullptr);
        store.query(wordQuery(QStringLiteral("body~nowhere")), this, [](const auto &) {});
        store.fetch(1, this, [](const auto &) {});
    }
    auto store = std::make_unique<EventStore>(workspace.path(), nullptr);
    bool ended = false;
    store->fetch(1, this, [&](const auto &) {
        store.reset(); // from inside its own callback
        ended = true;
    });
    QTRY_VERIFY(ended);
}

QTEST_GUILESS_MAIN(tst_EventStore)
#include "tst_event_store.moc"
