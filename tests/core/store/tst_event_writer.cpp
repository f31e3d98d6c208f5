#include "core/store/event_writer.h"
#include "core/store/row_reader.h"
#include "tests/core/flow/thread_support.h"
#include "tests/core/store/store_support.h"

#include <QFile>
#include <QProcess>
#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_EventWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneTurnIsOneCommit();
    void callbacksRunInOrderAndOnlyAfterTheCommit();
    void callbacksMayRecordMore();
    void whatIsQueuedIsCommittedAtTheEnd();
    void repeatsAreRecognisedAcrossRuns();
    void threadsOfEarlierRunsAreKnown();
    void whatIsOverdueIsFlaggedAndTold();
    void aRefusedEventIsNotPartOfItsThread();
    void theObserverHearsRowsAndThenAnswers();
    void revisionsAreCommittedWithTheTurn();
    void attemptsAreKeptWithTheirEvent();
    void anAttemptOfADeletedEventIsNoError();
    void editsOfOtherThreadsReachTheFile();
    void aFullDiskRefusesAndRecovers();
    void aRefusedEventIsNoEarlierAttempt();
    void aFileThatMayNotGrowRefusesInARealProcess();
    void removingIsDoneInStepsAndTold();
    void retentionForgetsTheOldest();
    void theLogIsCheckpointedWhenIdle();
};

/// Ids whose done ran, and with what.
struct Outcomes {
    std::vector<EventId> stored;
    std::vector<Error> errors;

    flow::Recorder::Done hear(EventId id) {
        return [this, id](const Result<void> &done) {
            if (done)
                stored.push_back(id);
            else
                errors.push_back(done.error());
        };
    }
};

static qint64 countIn(const QString &path) {
    return must(must(Connection::open(path, Connection::Mode::ReadOnly)).number("SELECT count(*) FROM event"));
}

void tst_EventWriter::oneTurnIsOneCommit() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    const Connection watching = workspace.connect(Connection::Mode::ReadOnly);
    must(watching.number("SELECT count(*) FROM event"));
    const qint64 before = must(watching.number("PRAGMA data_version"));
    Outcomes outcomes;
    for (int i = 0; i < 50; ++i) {
        const EventId id = writer->nextId();
        writer->record(sms(id), outcomes.hear(id));
    }
    QVERIFY(outcomes.stored.empty());
    QCOMPARE(must(watching.number("PRAGMA data_version")), before);
    QTRY_COMPARE(outcomes.stored.size(), std::size_t(50));
    QCOMPARE(countIn(workspace.path()), 50);
}

void tst_EventWriter::callbacksRunInOrderAndOnlyAfterTheCommit() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    const Connection watching = workspace.connect(Connection::Mode::ReadOnly);
    std::vector<EventId> order;
    for (EventId id = 1; id <= 20; ++id) {
        writer->record(sms(writer->nextId()), [&, id](const Result<void> &done) {
            must(done);
            order.push_back(id);
            // Somebody else sees all of the turn already, not only this one.
            QCOMPARE(must(watching.number("SELECT max(last) FROM payload")), 20);
        });
    }
    QTRY_COMPARE(order.size(), std::size_t(20));
    QVERIFY(std::ranges::is_sorted(order));
}

void tst_EventWriter::callbacksMayRecordMore() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    Outcomes outcomes;
    writer->record(sms(writer->nextId()), [&](const Result<void> &) {
        const EventId id = writer->nextId();
        writer->record(sms(id), outcomes.hear(id));
    });
    QTRY_COMPARE(outcomes.stored, std::vector<EventId>{2});
}

void tst_EventWriter::whatIsQueuedIsCommittedAtTheEnd() {
    const Workspace workspace;
    Outcomes outcomes;
    {
        const auto writer = must(EventWriter::open(workspace.path()));
        for (int i = 0; i < 10'000; ++i) {
            const EventId id = writer->nextId();
            writer->record(sms(id), outcomes.hear(id));
            writer->answered(id, 1, {});
        }
    }
    QCOMPARE(outcomes.stored.size(), std::size_t(10'000));
    QCOMPARE(countIn(workspace.path()), 10'000);
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM event WHERE took_us = 1")), 10'000);
}

void tst_EventWriter::repeatsAreRecognisedAcrossRuns() {
    const Workspace workspace;
    {
        const auto writer = must(EventWriter::open(workspace.path()));
        const auto event = sms(writer->nextId());
        QVERIFY(!writer->isRepeat(event->meaning.idempotencyToken));
        writer->record(event, {});
    }
    const auto writer = must(EventWriter::open(workspace.path()));
    QVERIFY(writer->isRepeat(sms(1)->meaning.idempotencyToken));
    QVERIFY(!writer->isRepeat(sms(2)->meaning.idempotencyToken));
    QCOMPARE(writer->nextId(), 2);
}

static flow::EventFlags record(EventWriter &writer, const QByteArray &form) {
    const auto event = flow::test::formEvent(writer.nextId(), flow::test::Begin, form);
    event->flags |= writer.arrived(*event);
    writer.record(event, {});
    writer.drain();
    return event->flags;
}

void tst_EventWriter::threadsOfEarlierRunsAreKnown() {
    const Workspace workspace;
    {
        const auto writer = must(EventWriter::open(workspace.path()));
        QCOMPARE(record(*writer, flow::test::messageStatus(1, "delivered")), flow::EventFlags());
    }
    const auto writer = must(EventWriter::open(workspace.path()));
    QCOMPARE(record(*writer, flow::test::messageStatus(1, "delivered")), flow::EventFlags(flow::EventFlag::Duplicate));
    QCOMPARE(record(*writer, flow::test::messageStatus(1, "sent")), flow::EventFlags(flow::EventFlag::OutOfOrder));
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM event WHERE flags = 1024")), 1);
}

/// A clock that stands where it is put.
class StandingClock final : public Clock {
public:
    WallTime now = 0;
    WallTime wall() const override { return now; }
    MonotonicTime monotonic() const override { return {}; }
};

void tst_EventWriter::whatIsOverdueIsFlaggedAndTold() {
    const Workspace workspace;
    StandingClock clock;
    clock.now = flow::test::Begin + 601 * flow::test::Second;
    const auto writer = must(EventWriter::open(workspace.path(), clock));
    std::vector<flow::EventSummary> updated;
    writer->setObserver({[&](const EventBatch &batch) {
                             for (const flow::EventSummary &row : batch.updated)
                                 updated.push_back(row);
                         },
        {}, {}});
    record(*writer, flow::test::messageStatus(1, "sent"));
    QTRY_COMPARE(updated.size(), std::size_t(1));
    QCOMPARE(updated[0].id, 1);
    QVERIFY(updated[0].flags.testFlag(flow::EventFlag::Gap));
    QCOMPARE(must(workspace.connect().number("SELECT flags FROM event")), qint64(flow::EventFlag::Gap));
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM touched")), 1);
    record(*writer, flow::test::messageStatus(1, "delivered"));
    QTRY_COMPARE(updated.size(), std::size_t(2));
    QCOMPARE(updated[1].flags, flow::EventFlags());
    QCOMPARE(must(workspace.connect().number("SELECT n FROM tally WHERE flags = 0")), 2);
}

void tst_EventWriter::aRefusedEventIsNotPartOfItsThread() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    writer->limitPages(1);
    const QByteArray noise = RandomEvents(1).bytes(500'000).toHex();
    const QByteArray big = flow::test::messageStatus(1, "delivered") + "&Body=" + noise;
    Outcomes outcomes;
    const auto event = flow::test::formEvent(1, flow::test::Begin, big);
    QCOMPARE(writer->arrived(*event), flow::EventFlags());
    writer->record(event, outcomes.hear(1));
    writer->drain();
    QCOMPARE(outcomes.errors.size(), std::size_t(1));
    QCOMPARE(writer->arrived(*flow::test::formEvent(2, flow::test::Begin, flow::test::messageStatus(1, "sent"))),
        flow::EventFlags());
}

void tst_EventWriter::theObserverHearsRowsAndThenAnswers() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    std::vector<EventBatch> heard;
    writer->setObserver({[&](EventBatch batch) { heard.push_back(std::move(batch)); }, {}, {}});
    for (int i = 0; i < 3; ++i) {
        const EventId id = writer->nextId();
        writer->record(sms(id), [&writer, id](const Result<void> &) { writer->answered(id, 500 + id, {}); });
    }
    QTRY_COMPARE(heard.size(), std::size_t(2));
    QCOMPARE(heard[0].events.size(), std::size_t(3));
    QCOMPARE(heard[0].events[0].tookUs, -1);
    QVERIFY(heard[0].updated.empty());
    QCOMPARE(heard[1].updated.size(), std::size_t(3));
    QCOMPARE(heard[1].updated[2].id, 3);
    QCOMPARE(heard[1].updated[2].tookUs, 503);
    writer->setObserver({});
    writer->record(sms(writer->nextId()), {});
    writer->drain();
    QCOMPARE(heard.size(), std::size_t(2));
}

void tst_EventWriter::revisionsAreCommittedWithTheTurn() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    Outcomes outcomes;
    const auto waiting = sms(writer->nextId());
    waiting->response = {0, {}, {}};
    writer->record(waiting, outcomes.hear(1));
    QTRY_COMPARE(outcomes.stored.size(), std::size_t(1));
    const auto answered = std::make_shared<flow::WebhookEvent>(*waiting);
    answered->response = {200, {}, "late"};
    writer->revise(answered, outcomes.hear(100));
    const EventId id = writer->nextId();
    writer->record(sms(id), outcomes.hear(id));
    QCOMPARE(outcomes.stored.size(), std::size_t(1));
    QTRY_COMPARE(outcomes.stored, (std::vector<EventId>{1, 100, 2}));
    QCOMPARE(must(workspace.connect().number("SELECT response_status FROM event WHERE id = 1")), 200);
}

void tst_EventWriter::attemptsAreKeptWithTheirEvent() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    std::vector<EventId> updated;
    EventWriter::Observer observer;
    observer.committed = [&](const EventBatch &batch) {
        for (const flow::EventSummary &summary : batch.updated)
            updated.push_back(summary.id);
    };
    writer->setObserver(observer);
    const EventId id = writer->nextId();
    writer->record(sms(id), {});
    writer->addAttempt(attemptOf(id, "first"));
    QTRY_COMPARE(updated, std::vector<EventId>{id});
    writer->postAttempt(attemptOf(id, "second"));
    QTRY_COMPARE(updated, (std::vector<EventId>{id, id}));
    const Connection reading = workspace.connect(Connection::Mode::ReadOnly);
    const auto event = must(must(RowReader::prepare(reading))->event(id));
    QCOMPARE(event->attempts.size(), std::size_t(2));
    flow::Attempt expected = attemptOf(id, "second");
    expected.id = event->attempts[1].id;
    QVERIFY(event->attempts[1] == expected);
    QVERIFY(event->attempts[0].id < expected.id);
}

void tst_EventWriter::anAttemptOfADeletedEventIsNoError() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    const EventId id = writer->nextId();
    writer->record(sms(id), {});
    writer->addAttempt(attemptOf(id));
    writer->drain();
    bool removed = false;
    writer->remove({id}, [&](const Result<qint64> &done) { removed = done && *done == 1; });
    QTRY_VERIFY(removed);
    writer->addAttempt(attemptOf(id));
    writer->drain();
    QCOMPARE(must(workspace.connect(Connection::Mode::ReadOnly).number("SELECT count(*) FROM attempt")), 0);
}

void tst_EventWriter::editsOfOtherThreadsReachTheFile() {
    const Workspace workspace;
    workspace.add({sms(1), sms(2)});
    const auto writer = must(EventWriter::open(workspace.path()));
    std::vector<EventBatch> heard;
    writer->setObserver({[&](EventBatch batch) { heard.push_back(std::move(batch)); }, {}, {}});
    const std::unique_ptr<QThread> other(QThread::create([&] {
        writer->setMarked({1}, true);
        writer->setNote(2, QStringLiteral("hm"));
        writer->setSetting(QStringLiteral("a"), "b");
    }));
    other->start();
    other->wait();
    QTRY_COMPARE(heard.size(), std::size_t(2));
    QVERIFY(heard[0].updated[0].flags.testFlag(flow::EventFlag::Marked));
    QCOMPARE(heard[1].updated[0].note, QStringLiteral("hm"));
    QTRY_COMPARE(must(workspace.connect().number("SELECT count(*) FROM setting")), 1);
}

void tst_EventWriter::aFullDiskRefusesAndRecovers() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    std::vector<StorageState> states;
    writer->setObserver({{}, {}, [&](const StorageState &state) { states.push_back(state); }});
    Outcomes outcomes;
    const auto recordOne = [&] {
        const EventId id = writer->nextId();
        writer->record(sms(id, QByteArray(20'000, 'x')), outcomes.hear(id));
        writer->drain();
    };
    recordOne();
    QCOMPARE(outcomes.stored.size(), std::size_t(1));
    writer->limitPages(1); // SQLite makes it the present size
    for (int i = 0; i < 200 && outcomes.errors.empty(); ++i)
        recordOne();
    QCOMPARE(outcomes.errors.size(), std::size_t(1));
    QCOMPARE(outcomes.errors[0].code, ErrorCode::DiskFull);
    for (int i = 0; i < 5; ++i) // fails at once, each with the reason
        recordOne();
    QCOMPARE(outcomes.errors.size(), std::size_t(6));
    QCOMPARE(outcomes.errors[5].code, ErrorCode::DiskFull);
    QCOMPARE(states.size(), std::size_t(1));
    QCOMPARE(states[0].type, StorageState::Type::Failing);
    const qint64 kept = countIn(workspace.path());
    QCOMPARE(kept, qint64(outcomes.stored.size()));
    writer->limitPages(0);
    QTRY_COMPARE_WITH_TIMEOUT(states.back().type, StorageState::Type::Durable, 10'000);
    recordOne();
    QCOMPARE(countIn(workspace.path()), kept + 1);
}

void tst_EventWriter::aRefusedEventIsNoEarlierAttempt() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    writer->limitPages(1);
    Outcomes outcomes;
    const QByteArray token = sms(1)->meaning.idempotencyToken;
    QVERIFY(!writer->isRepeat(token));
    writer->record(sms(1, RandomEvents(1).bytes(500'000)), outcomes.hear(1));
    writer->drain();
    QCOMPARE(outcomes.errors.size(), std::size_t(1));
    QVERIFY(!writer->isRepeat(token));
}

// The child may not make files larger than 2 MB: write() fails there as on a full or broken disk.
void tst_EventWriter::aFileThatMayNotGrowRefusesInARealProcess() {
    const Workspace workspace;
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--storm-until-full"), workspace.path()});
    QVERIFY(child.waitForFinished(60'000));
    QCOMPARE(child.exitStatus(), QProcess::NormalExit);
    const QList<QByteArray> words = child.readAllStandardOutput().trimmed().split(' ');
    QCOMPARE(words.size(), 2); // events acknowledged, error of the first refused
    QVERIFY(words[0].toLongLong() > 100);
    QVERIFY2(words[1] == "disk-full" || words[1] == "store-failed", words[1].constData());
    QCOMPARE(countIn(workspace.path()), words[0].toLongLong());
    QCOMPARE(
        must(workspace.connect().number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'")),
        0);
}

static int stormUntilFull(const QString &path) {
    std::signal(SIGXFSZ, SIG_IGN); // write() then fails with EFBIG instead
    const rlimit limit{2 << 20, 2 << 20};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto writer = must(EventWriter::open(path));
    Outcomes outcomes;
    RandomEvents random(5);
    while (outcomes.errors.empty()) {
        for (int i = 0; i < 20; ++i) {
            const EventId id = writer->nextId();
            writer->record(sms(id, random.bytes(400).toHex()), outcomes.hear(id));
        }
        writer->drain();
    }
    std::printf("%zu %s\n", outcomes.stored.size(), errorName(outcomes.errors[0].code).data());
    return 0;
}

void tst_EventWriter::removingIsDoneInStepsAndTold() {
    const Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> many;
    std::vector<EventId> ids;
    for (EventId id = 1; id <= 1200; ++id) {
        many.push_back(sms(id));
        ids.push_back(id);
    }
    workspace.add(many);
    const auto writer = must(EventWriter::open(workspace.path()));
    std::vector<std::size_t> steps;
    writer->setObserver({{}, [&](const std::vector<EventId> &removed) { steps.push_back(removed.size()); }, {}});
    qint64 removed = -1;
    ids.push_back(99'999); // is not there
    writer->remove(ids, [&](const Result<qint64> &done) { removed = must(done); });
    QTRY_COMPARE(removed, 1200);
    QCOMPARE(steps, (std::vector<std::size_t>{500, 500, 200}));
    QCOMPARE(countIn(workspace.path()), 0);
}

void tst_EventWriter::retentionForgetsTheOldest() {
    const Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> many;
    for (EventId id = 1; id <= 1500; ++id)
        many.push_back(sms(id));
    many[4]->flags |= flow::EventFlag::Marked;
    workspace.add(many);
    const auto writer = must(EventWriter::open(workspace.path()));
    Retention retention;
    retention.count = 100;
    writer->setRetention(retention);
    QTRY_COMPARE(countIn(workspace.path()), 100);
    QCOMPARE(must(workspace.connect().number("SELECT min(id) FROM event")), 5);
    QCOMPARE(must(workspace.connect().number("SELECT max(id) FROM event")), 1500);
}

void tst_EventWriter::theLogIsCheckpointedWhenIdle() {
    const Workspace workspace;
    const auto writer = must(EventWriter::open(workspace.path()));
    const qint64 before = QFileInfo(workspace.path()).size();
    for (int i = 0; i < 300; ++i)
        writer->record(sms(writer->nextId()), {});
    QTRY_VERIFY(QFileInfo(workspace.path()).size() > before);
}

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("--storm-until-full"))
        return stormUntilFull(arguments[2]);
    tst_EventWriter test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_event_writer.moc"
