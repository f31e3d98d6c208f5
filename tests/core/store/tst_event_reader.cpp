#include "core/store/event_reader.h"
#include "core/store/writer_core.h"
#include "tests/core/flow/thread_support.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_EventReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void previousOfItsKind();
    void initTestCase();
    void idsComeInTheOrderAskedFor_data();
    void idsComeInTheOrderAskedFor();
    void gapsAreNotFilled();
    void theFirstPieceIsSmall();
    void filteredIdsAreTheOnesThatMatch();
    void sortsByAnyColumn_data();
    void sortsByAnyColumn();
    void twoHalvesMakeTheWhole();
    void aSetFlagCancels();
    void facetsCountEverything();
    void changesOfAnotherProgramAreSeen();

private:
    std::vector<EventId> ask(const EventQuery &query, const EventReader::Elsewhere &elsewhere = {});

    Workspace m_workspace;
    std::unique_ptr<EventReader> m_reader;
    static constexpr EventId Last = 3000;
};

// Ids 1 to 3000 without 1500 to 1509; every hundredth is a refused one.
void tst_EventReader::initTestCase() {
    std::vector<std::shared_ptr<flow::WebhookEvent>> events;
    for (EventId id = 1; id <= Last; ++id) {
        if (id < 1500 || id >= 1510)
            events.push_back(id % 100 == 0 ? refused(id, "BAD") : sms(id, "text " + QByteArray::number(id)));
    }
    m_workspace.add(events);
    m_reader = must(EventReader::open(m_workspace.path()));
}

std::vector<EventId> tst_EventReader::ask(const EventQuery &query, const EventReader::Elsewhere &elsewhere) {
    std::vector<EventId> ids;
    int ends = 0;
    const auto take = [&](const IdChunk &chunk) {
        ids.insert(ids.end(), chunk.ids.begin(), chunk.ids.end());
        ends += chunk.done ? 1 : 0;
    };
    must(m_reader->query(query, take, elsewhere));
    if (ends != 1)
        qFatal("a query must end once, not %d times", ends);
    return ids;
}

static EventQuery queryOf(const QString &filter) {
    EventQuery query;
    const filter::ParseResult parsed = filter::parse(filter, 0);
    if (!parsed.ok())
        qFatal("%s", qPrintable(filter::problemText(parsed.problems.front())));
    query.filter = parsed.expression;
    return query;
}

void tst_EventReader::previousOfItsKind() {
    const Workspace workspace;
    using namespace flow::test;
    workspace.add({formEvent(1, Begin, messageStatus(1, "sent")), formEvent(2, Begin, messageStatus(1, "delivered")),
        formEvent(3, Begin, inboundCall(1)), formEvent(4, Begin, messageStatus(2, "sent"))});
    const auto reader = must(EventReader::open(workspace.path()));
    QCOMPARE(must(reader->previousOfKind(4))->id, 1);
    for (const EventId first : {1, 2, 3, 99})
        QVERIFY(must(reader->previousOfKind(first)) == nullptr);
}

void tst_EventReader::idsComeInTheOrderAskedFor_data() {
    QTest::addColumn<bool>("descending");
    QTest::addColumn<EventId>("after");
    QTest::addColumn<qint64>("limit");
    for (const bool descending : {true, false}) {
        const char *order = descending ? "newest first" : "oldest first";
        QTest::addRow("all, %s", order) << descending << EventId(0) << qint64(-1);
        QTest::addRow("after an id inside a block, %s", order) << descending << EventId(1100) << qint64(-1);
        QTest::addRow("after the last of a block, %s", order) << descending << EventId(2047) << qint64(-1);
        QTest::addRow("after the newest, %s", order) << descending << EventId(3000) << qint64(-1);
        QTest::addRow("limited, %s", order) << descending << EventId(10) << qint64(1234);
        QTest::addRow("none wanted, %s", order) << descending << EventId(0) << qint64(0);
    }
}

void tst_EventReader::idsComeInTheOrderAskedFor() {
    QFETCH(bool, descending);
    QFETCH(EventId, after);
    QFETCH(qint64, limit);
    std::vector<EventId> expected;
    for (EventId id = after + 1; id <= Last; ++id) {
        if (id < 1500 || id >= 1510)
            expected.push_back(id);
    }
    if (descending)
        std::ranges::reverse(expected);
    if (limit >= 0)
        expected.resize(std::min(expected.size(), std::size_t(limit)));
    EventQuery query;
    query.descending = descending;
    query.afterId = after;
    query.limit = limit;
    QVERIFY(ask(query) == expected);
}

void tst_EventReader::gapsAreNotFilled() {
    const std::vector<EventId> all = ask({});
    QCOMPARE(all.size(), std::size_t(Last - 10));
    QVERIFY(std::ranges::find(all, EventId(1505)) == all.end());
}

void tst_EventReader::theFirstPieceIsSmall() {
    std::vector<std::size_t> sizes;
    must(m_reader->query({}, [&](const IdChunk &chunk) { sizes.push_back(chunk.ids.size()); }));
    QVERIFY(sizes.size() >= 2);
    QVERIFY(sizes.front() <= 200);
}

void tst_EventReader::filteredIdsAreTheOnesThatMatch() {
    QCOMPARE(ask(queryOf(QStringLiteral("is:malformed"))).size(), std::size_t(29)); // 1500 is not there
    QCOMPARE(ask(queryOf(QStringLiteral("\"text 1777\""))), std::vector<EventId>{1777});
    QCOMPARE(ask(queryOf(QStringLiteral("param.Body=\"text 42\""))), std::vector<EventId>{42});
    QVERIFY(ask(queryOf(QStringLiteral("nowhere-to-be-found"))).empty());
}

void tst_EventReader::sortsByAnyColumn_data() {
    QTest::addColumn<SortKey>("key");
    QTest::newRow("time") << SortKey::Time;
    QTest::newRow("kind") << SortKey::Kind;
    QTest::newRow("from") << SortKey::From;
    QTest::newRow("to") << SortKey::To;
    QTest::newRow("summary") << SortKey::Summary;
    QTest::newRow("verdict") << SortKey::Verdict;
    QTest::newRow("status of the answer") << SortKey::ResponseStatus;
    QTest::newRow("time taken") << SortKey::Took;
}

void tst_EventReader::sortsByAnyColumn() {
    QFETCH(SortKey, key);
    EventQuery query;
    query.sort = key;
    query.descending = false;
    const std::vector<EventId> ascending = ask(query);
    QCOMPARE(ascending.size(), std::size_t(Last - 10));
    const auto rows = must(m_reader->summaries(ascending));
    const auto value = [key](const flow::EventSummary &row) -> QByteArray {
        const auto number = [](qint64 n) { return QByteArray::number(n).rightJustified(20, '0'); };
        switch (key) {
        case SortKey::Kind:
            return row.kindName;
        case SortKey::From:
            return row.from;
        case SortKey::To:
            return row.to;
        case SortKey::Summary:
            return row.summary;
        case SortKey::Verdict:
            return number(int(row.verdict));
        case SortKey::ResponseStatus:
            return number(row.responseStatus);
        case SortKey::Took:
            return number(row.tookUs + 1);
        default:
            return number(row.receivedAt);
        }
    };
    QVERIFY(std::ranges::is_sorted(rows, {}, value));
    query.descending = true;
    std::vector<EventId> descending = ask(query);
    std::ranges::reverse(descending);
    QVERIFY(descending == ascending);
}

void tst_EventReader::twoHalvesMakeTheWhole() {
    const auto other = must(EventReader::open(m_workspace.path()));
    const EventId threshold = m_reader->scannedAlone();
    m_reader->setScannedAlone(100);
    int used = 0;
    const auto elsewhere = [&](const EventQuery &part, const IdRange &range) {
        ++used;
        std::promise<EventReader::Ids> promise;
        promise.set_value(other->scan(part, range));
        return promise.get_future();
    };
    for (const bool descending : {true, false}) {
        EventQuery query = queryOf(QStringLiteral("is:malformed"));
        query.descending = descending;
        const std::vector<EventId> alone = ask(query);
        QVERIFY(ask(query, elsewhere) == alone);
        query.limit = 20;
        QVERIFY(ask(query, elsewhere) == std::vector<EventId>(alone.begin(), alone.begin() + 20));
    }
    QCOMPARE(used, 4);
    m_reader->setScannedAlone(threshold);
}

void tst_EventReader::aSetFlagCancels() {
    const std::atomic<bool> cancelled = true;
    m_reader->setCancelFlags(&cancelled, nullptr);
    const Result<void> all = m_reader->query({}, [](const IdChunk &) {});
    const Result<void> some = m_reader->query(queryOf(QStringLiteral("nowhere")), [](const IdChunk &) {});
    m_reader->setCancelFlags(nullptr, nullptr);
    QVERIFY(!all && all.error().code == ErrorCode::Cancelled);
    QVERIFY(!some && some.error().code == ErrorCode::Cancelled);
    QCOMPARE(ask({}).size(), std::size_t(Last - 10));
}

void tst_EventReader::facetsCountEverything() {
    const auto newest = must(m_reader->summaries({Last - 1})).front();
    const FacetCounts counts = must(m_reader->facets(newest.receivedAt));
    QCOMPARE(counts.total, Last - 10);
    QCOMPARE(counts.malformed, 29);
    QCOMPARE(counts.verdicts[std::size_t(twilio::Verdict::Valid)], Last - 10 - 29);
    QCOMPARE(counts.groups[std::size_t(twilio::KindGroup::Messages)], Last - 10 - 29);
    QCOMPARE(counts.groups[std::size_t(twilio::KindGroup::Other)], 29);
    QCOMPARE(counts.marked + counts.retries + counts.alerts, 0);
    QCOMPARE(std::accumulate(counts.lastMinutes.begin(), counts.lastMinutes.end(), qint64(0)), Last - 10);
    const FacetCounts later = must(m_reader->facets(newest.receivedAt + 3'600'000'000));
    QCOMPARE(std::accumulate(later.lastMinutes.begin(), later.lastMinutes.end(), qint64(0)), 0);
}

void tst_EventReader::changesOfAnotherProgramAreSeen() {
    const Workspace workspace;
    workspace.add({sms(1)});
    const auto reader = must(EventReader::open(workspace.path()));
    must(reader->beginFollowing());
    QVERIFY(must(reader->changes()).batch.events.empty());
    const auto core = must(WriterCore::open(workspace.path()));
    const std::vector<flow::EventPtr> two{sms(2), sms(3)};
    must(core->insert(two, false));
    Changes changes = must(reader->changes());
    QCOMPARE(changes.batch.events.size(), std::size_t(2));
    QVERIFY(changes.batch.updated.empty() && !changes.removed);
    const std::vector<AnswerNote> notes{{2, 700, {}}};
    must(core->answered(notes, false));
    must(core->setMarked({1}, true));
    must(core->setSetting(QStringLiteral("a"), "b"));
    changes = must(reader->changes());
    QVERIFY(changes.batch.events.empty());
    QCOMPARE(changes.batch.updated.size(), std::size_t(2));
    QCOMPARE(changes.batch.updated[0].id, 1);
    QCOMPARE(changes.batch.updated[1].tookUs, 700);
    QCOMPARE(changes.settings.at(QStringLiteral("a")), QByteArray("b"));
    must(core->remove({3}));
    QVERIFY(must(reader->changes()).removed);
    changes = must(reader->changes());
    QVERIFY(!changes.removed && changes.batch.updated.empty() && !changes.settingsRead);
}

QTEST_GUILESS_MAIN(tst_EventReader)
#include "tst_event_reader.moc"
