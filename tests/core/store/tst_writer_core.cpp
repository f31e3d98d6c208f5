#include "core/store/event_reader.h"
#include "core/store/writer_core.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_WriterCore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBatchIsStoredWholeOrNotAtAll();
    void countsHoldWhileTheirTablesAreBehind();
    void answersFillTheRow();
    void answersComeInAnyOrderAndWithGaps();
    void lateAnswersMoveTheTally();
    void changedFlagsAreCountedAndTold();
    void revisedAnswerReplacesTheOneThatWasNotThere();
    void whatWaitedWhenTheProgramEndedWaitsNoMore();
    void gapTakenBackWhileAnEventWaitsStaysAway();
    void revisingKeepsMarksAndLeavesTheDeletedDeleted();
    void marksAndNotesAreTold();
    void idsAreNeverGivenOutAgain();
    void tokensOfEarlierRunsAreKnown();
    void settingsAreReplaced();
    void removingTellsFollowers();
    void expiringKeepsMarkedOnes();
    void theFileShrinksAfterDeleting();
    void probingNeedsRoom();
    void commitsReachTheLogDurably();
};

static std::vector<flow::EventPtr> events(EventId first, EventId last) {
    std::vector<flow::EventPtr> made;
    for (EventId id = first; id <= last; ++id)
        made.push_back(sms(id));
    return made;
}

static FacetCounts counted(const QString &path) {
    const auto reader = must(EventReader::open(path));
    return must(reader->facets(sms(1)->receivedAt));
}

void tst_WriterCore::aBatchIsStoredWholeOrNotAtAll() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    const EventBatch batch = must(core->insert(events(1, 3), true));
    QCOMPARE(batch.events.size(), std::size_t(3));
    QCOMPARE(batch.events[2].id, 3);
    std::vector<flow::EventPtr> clashing = events(4, 6);
    clashing.push_back(sms(2)); // is there already
    QVERIFY(!core->insert(clashing, true));
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM event")), 3);
    QCOMPARE(counted(workspace.path()).total, 3);
    QCOMPARE(must(core->insert(events(4, 6), false)).events.size(), std::size_t(0));
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM event")), 6);
}

void tst_WriterCore::countsHoldWhileTheirTablesAreBehind() {
    const Workspace workspace;
    {
        const auto core = must(WriterCore::open(workspace.path()));
        must(core->insert(events(1, 3), false));
        must(core->insert(events(4, 5), false));
        QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM tally")), 0);
        QCOMPARE(counted(workspace.path()).total, 5);
        const std::vector<AnswerNote> late{{4, 20'000'000, flow::EventFlag::Late}};
        must(core->answered(late, false));
        QCOMPARE(must(workspace.connect().number("SELECT sum(n) FROM tally")), 5);
        QCOMPARE(counted(workspace.path()).total, 5);
        must(core->insert(events(6, 7), false));
        QCOMPARE(must(core->remove({6})).size(), std::size_t(1));
        QCOMPARE(counted(workspace.path()).total, 6);
        must(core->insert(events(8, 9), false));
        QCOMPARE(must(workspace.connect().number("SELECT sum(n) FROM tally")), 6);
        // The program ends here without having counted the last two.
    }
    const auto next = must(WriterCore::open(workspace.path()));
    QCOMPARE(must(workspace.connect().number("SELECT sum(n) FROM tally")), 8);
    QCOMPARE(must(workspace.connect().number("SELECT sum(n) FROM block")), 8);
    QCOMPARE(counted(workspace.path()).total, 8);
}

void tst_WriterCore::answersFillTheRow() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 2), true));
    const std::vector<AnswerNote> notes{{1, 812, {}}, {2, 900, flow::EventFlag::ClientGone}, {77, 1, {}}};
    const EventBatch batch = must(core->answered(notes, true));
    QCOMPARE(batch.updated.size(), std::size_t(2));
    QCOMPARE(batch.updated[0].tookUs, 812);
    QCOMPARE(batch.updated[0].summary, QByteArray("Hello"));
    QVERIFY(batch.updated[1].flags.testFlag(flow::EventFlag::ClientGone));
    const Connection connection = workspace.connect();
    const auto rows = must(must(RowReader::prepare(connection))->summaries({1, 2}));
    QCOMPARE(rows[0].tookUs, 812);
    QCOMPARE(rows[1].flags, flow::EventFlags(flow::EventFlag::ClientGone));
}

void tst_WriterCore::gapTakenBackWhileAnEventWaitsStaysAway() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    const auto waiting = sms(1);
    waiting->response = {0, {}, {}};
    waiting->flags |= flow::EventFlag::Gap;
    must(core->insert(std::vector<flow::EventPtr>{waiting}, true));
    const std::vector<flow::FlagChange> filled{{1, {}, flow::EventFlag::Gap}};
    must(core->changeFlags(filled));
    auto answered = std::make_shared<flow::WebhookEvent>(*waiting);
    answered->response.status = 200;
    const EventBatch batch = must(core->write({}, std::vector<flow::EventPtr>{answered}, true));
    QVERIFY(!batch.updated[0].flags.testFlag(flow::EventFlag::Gap));
    QCOMPARE(must(workspace.connect().number("SELECT sum(n) FROM tally")), 1);
}

void tst_WriterCore::whatWaitedWhenTheProgramEndedWaitsNoMore() {
    const Workspace workspace;
    {
        const auto core = must(WriterCore::open(workspace.path()));
        const auto waiting = sms(1);
        waiting->response = {0, {}, {}};
        const auto answered = sms(2);
        must(core->insert(std::vector<flow::EventPtr>{waiting, answered}, true));
        // The program ends here.
    }
    const auto next = must(WriterCore::open(workspace.path()));
    const Connection connection = workspace.connect();
    const auto rows = must(must(RowReader::prepare(connection))->summaries({1, 2}));
    QCOMPARE(rows[0].responseStatus, 0);
    QCOMPARE(rows[0].tookUs, 0);
    QCOMPARE(rows[1].tookUs, -1); // answered, when is not known
}

void tst_WriterCore::revisedAnswerReplacesTheOneThatWasNotThere() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    const auto waiting = sms(1);
    waiting->response = {0, {}, {}};
    waiting->flags |= flow::EventFlag::Held;
    must(core->insert(std::vector<flow::EventPtr>{waiting}, true));
    auto answered = std::make_shared<flow::WebhookEvent>(*waiting);
    answered->response = {201, {{"Content-Type", "text/plain"}}, "late"};
    answered->rule = QStringLiteral("Holding");
    answered->flags |= flow::EventFlag::Parked;
    const EventBatch batch = must(core->write({}, std::vector<flow::EventPtr>{answered}, true));
    QVERIFY(batch.events.empty());
    QCOMPARE(batch.updated.size(), std::size_t(1));
    QCOMPARE(batch.updated[0].responseStatus, 201);
    QCOMPARE(batch.updated[0].responseBytes, 4);
    QCOMPARE(batch.updated[0].responseType, QByteArray("text/plain"));
    QCOMPARE(batch.updated[0].rule, answered->rule);
    const Connection connection = workspace.connect();
    const flow::EventPtr read = must(must(RowReader::prepare(connection))->event(1));
    QCOMPARE(difference(*read, *answered), QString());
    QVERIFY(read->flags.testFlag(flow::EventFlag::Held) && read->flags.testFlag(flow::EventFlag::Parked));
    QCOMPARE(must(connection.number("SELECT sum(n) FROM tally")), 1);
    QCOMPARE(must(connection.number("SELECT count(*) FROM touched WHERE event = 1")), 1); // followers see it
    // The note of how long it took meets the revised row.
    const EventBatch noted = must(core->answered(std::vector<AnswerNote>{{1, 77, {}}}, true));
    QCOMPARE(noted.updated[0].responseStatus, 201);
    QCOMPARE(noted.updated[0].tookUs, 77);
}

void tst_WriterCore::revisingKeepsMarksAndLeavesTheDeletedDeleted() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 2), true));
    must(core->setMarked({1}, true));
    must(core->remove({2}));
    const EventBatch batch = must(core->write({}, events(1, 2), true));
    QCOMPARE(batch.updated.size(), std::size_t(1));
    QVERIFY(batch.updated[0].flags.testFlag(flow::EventFlag::Marked));
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM event")), 1);
    QCOMPARE(must(workspace.connect().number("SELECT count(*) FROM payload")), 1);
}

void tst_WriterCore::answersComeInAnyOrderAndWithGaps() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 8), false));
    must(core->remove({4}));
    const std::vector<AnswerNote> notes{{7, 70, {}}, {3, 30, {}}, {4, 40, {}}, {5, 50, {}}, {2, 20, {}}, {8, 80, {}}};
    must(core->answered(notes, false));
    const Connection connection = workspace.connect();
    std::vector<qint64> took;
    for (const flow::EventSummary &row : must(must(RowReader::prepare(connection))->summaries({1, 2, 3, 5, 6, 7, 8})))
        took.push_back(row.tookUs);
    QCOMPARE(took, (std::vector<qint64>{-1, 20, 30, 50, -1, 70, 80}));
}

void tst_WriterCore::lateAnswersMoveTheTally() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 2), true));
    const std::vector<AnswerNote> late{{1, 20'000'000, flow::EventFlag::Late}};
    must(core->answered(late, false));
    const QByteArray sql = "SELECT n FROM tally WHERE flags = " + QByteArray::number(int(flow::EventFlag::Late));
    QCOMPARE(must(workspace.connect().number(sql.constData())), 1);
    QCOMPARE(must(workspace.connect().number("SELECT n FROM tally WHERE flags = 0")), 1);
}

void tst_WriterCore::changedFlagsAreCountedAndTold() {
    using flow::EventFlag;
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 3), true));
    const std::vector<flow::FlagChange> changes{{2, EventFlag::Gap, {}}, {77, EventFlag::Gap, {}}};
    const EventBatch batch = must(core->changeFlags(changes));
    QCOMPARE(batch.updated.size(), std::size_t(1)); // 77 is not there
    QCOMPARE(batch.updated[0].flags, flow::EventFlags(EventFlag::Gap));
    QCOMPARE(counted(workspace.path()).gaps, 1);
    const std::vector<flow::FlagChange> back{{2, EventFlag::Contradictory, EventFlag::Gap}};
    QCOMPARE(must(core->changeFlags(back)).updated[0].flags, flow::EventFlags(EventFlag::Contradictory));
    QCOMPARE(counted(workspace.path()).gaps, 0);
    QCOMPARE(counted(workspace.path()).contradictory, 1);
    QCOMPARE(counted(workspace.path()).total, 3);
}

void tst_WriterCore::marksAndNotesAreTold() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 3), true));
    const EventBatch marked = must(core->setMarked({1, 3, 99}, true));
    QCOMPARE(marked.updated.size(), std::size_t(2));
    QVERIFY(marked.updated[1].flags.testFlag(flow::EventFlag::Marked));
    const QString note = QStringLiteral("zurückrufen, 10 h");
    QCOMPARE(must(core->setNote(1, note)).updated[0].note, note);
    QVERIFY(!must(core->setMarked({1}, false)).updated[0].flags.testFlag(flow::EventFlag::Marked));
    QVERIFY(must(workspace.connect().number("SELECT max(seq) FROM touched")) >= 4);
}

void tst_WriterCore::idsAreNeverGivenOutAgain() {
    const Workspace workspace;
    {
        const auto core = must(WriterCore::open(workspace.path()));
        QCOMPARE(core->takeId(), 1);
        for (EventId id = 2; id <= 5; ++id)
            QCOMPARE(core->takeId(), id);
        must(core->insert(events(1, 5), false));
        QCOMPARE(must(core->remove({4, 5})), (std::vector<EventId>{4, 5}));
    }
    QCOMPARE(must(WriterCore::open(workspace.path()))->takeId(), 6);
}

void tst_WriterCore::tokensOfEarlierRunsAreKnown() {
    const Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> old;
    for (EventId id = 1; id <= 6000; ++id) // more than are recalled at once
        old.push_back(sms(id));
    workspace.add(old);
    const auto core = must(WriterCore::open(workspace.path()));
    QVERIFY(core->repeats().seen(sms(6000)->meaning.idempotencyToken));
    QVERIFY(core->repeats().seen(sms(3000)->meaning.idempotencyToken));
    while (core->recallTokens()) {
    }
    QVERIFY(core->repeats().seen(sms(1)->meaning.idempotencyToken));
    QVERIFY(!core->repeats().seen(sms(6001)->meaning.idempotencyToken));
}

void tst_WriterCore::settingsAreReplaced() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->setSetting(QStringLiteral("publicUrl"), "https://a"));
    must(core->setSetting(QStringLiteral("publicUrl"), QByteArray("\0\xff", 2)));
    const Connection connection = workspace.connect();
    auto select = must(connection.prepare("SELECT value FROM setting WHERE name = 'publicUrl'"));
    QVERIFY(must(select.step()));
    QCOMPARE(select.copy(0), QByteArray("\0\xff", 2));
}

void tst_WriterCore::removingTellsFollowers() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 3), false));
    must(core->remove({2}));
    must(core->remove({3}));
    QVERIFY(must(core->remove({3})).empty());
    QCOMPARE(must(workspace.connect().number("SELECT value FROM meta WHERE name = 'removals'")), 2);
}

void tst_WriterCore::expiringKeepsMarkedOnes() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    must(core->insert(events(1, 10), false));
    must(core->setMarked({1, 2}, true));
    Retention retention;
    retention.count = 4;
    QCOMPARE(must(core->expire(retention, 0, 100)), (std::vector<EventId>{3, 4, 5, 6, 7, 8}));
    QVERIFY(must(core->expire(retention, 0, 100)).empty());
}

void tst_WriterCore::theFileShrinksAfterDeleting() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    RandomEvents random(9);
    std::vector<flow::EventPtr> large;
    std::vector<EventId> ids;
    for (EventId id = 1; id <= 40; ++id) {
        large.push_back(eventOf(id, http::Request("POST / HTTP/1.1\r\nHost: a\r\n\r\n", random.bytes(200'000))));
        ids.push_back(id);
    }
    must(core->insert(large, false));
    const qint64 full = must(core->connection().number("PRAGMA page_count"));
    must(core->remove(ids));
    int steps = 0;
    while (must(core->shrink()))
        ++steps;
    QVERIFY(steps > 1); // in pieces
    const qint64 left = must(core->connection().number("PRAGMA page_count"));
    QVERIFY2(left < full / 2, qPrintable(QString::number(left)));
    QVERIFY(must(core->connection().number("PRAGMA freelist_count")) > 0); // room for what comes next
}

void tst_WriterCore::probingNeedsRoom() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    QVERIFY(core->probe());
    must(core->connection().exec("PRAGMA incremental_vacuum"));
    const qint64 pages = must(core->connection().number("PRAGMA page_count"));
    must(core->connection().exec(QByteArray("PRAGMA max_page_count=" + QByteArray::number(pages)).constData()));
    const Result<void> probed = core->probe();
    QVERIFY(!probed);
    QCOMPARE(probed.error().code, ErrorCode::DiskFull);
}

// synchronous=FULL is 2: sqlite.org/pragma.html#pragma_synchronous.
void tst_WriterCore::commitsReachTheLogDurably() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    QCOMPARE(must(core->connection().number("PRAGMA synchronous")), 2);
    QCOMPARE(must(core->connection().number("PRAGMA wal_autocheckpoint")), 0);
    auto mode = must(core->connection().prepare("PRAGMA journal_mode"));
    QVERIFY(must(mode.step()));
    QCOMPARE(mode.copy(0), QByteArray("wal"));
}

QTEST_GUILESS_MAIN(tst_WriterCore)
#include "tst_writer_core.moc"
