#include "core/store/payload_writer.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

#include <map>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using Fate = PayloadWriter::Fate;

class tst_PayloadWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatFollowsEachOtherSharesARow();
    void gapsLargeOnesAndThoseToChangeStandAlone();
    void aRowHoldsOnlySoMuch();
    void replacingTakesItOutOfItsRow();
    void removingKeepsTheOthers();
    void aBrokenRowGoesWhenAllOfItGoes();
    void whatIsRolledBackIsNotWritten();
    void anyOrderOfWorkKeepsEveryByte();
};

namespace {

/// A workspace, its writer and what the rows say.
struct Table {
    Table()
        : connection(workspace.connect())
        , writer(must(PayloadWriter::prepare(connection, Compressor({}), 0))) {}

    void add(EventId id, const QByteArray &payload, Fate fate = Fate::Stays) { must(writer.add(id, payload, fate)); }
    [[nodiscard]] QByteArray read(EventId id) const {
        const auto reader = must(PayloadReader::prepare(connection));
        const auto payload = reader->read(id);
        return payload ? payload->toByteArray() : "(" + QByteArray(errorName(payload.error().code).data()) + ")";
    }
    /// "1-3 7 8-9"
    [[nodiscard]] QByteArray rows() const {
        QByteArrayList all;
        auto select = must(connection.prepare("SELECT id, last FROM payload ORDER BY id"));
        while (must(select.step())) {
            const QByteArray last = select.integer(1) == 0 ? QByteArray() : '-' + QByteArray::number(select.integer(1));
            all.append(QByteArray::number(select.integer(0)) + last);
        }
        return all.join(' ');
    }

    Workspace workspace;
    Connection connection;
    PayloadWriter writer;
};

QByteArray payloadOf(EventId id) {
    return "payload of " + QByteArray::number(id);
}

constexpr const char *Missing = "(workspace-damaged)";

} // namespace

void tst_PayloadWriter::whatFollowsEachOtherSharesARow() {
    Table table;
    for (EventId id = 5; id <= 9; ++id)
        table.add(id, payloadOf(id));
    QCOMPARE(table.rows(), QByteArray());
    must(table.writer.flush());
    must(table.writer.flush());
    QCOMPARE(table.rows(), QByteArray("5-9"));
    for (EventId id = 5; id <= 9; ++id)
        QCOMPARE(table.read(id), payloadOf(id));
    QCOMPARE(table.read(4), QByteArray(Missing));
    QCOMPARE(table.read(10), QByteArray(Missing));
}

void tst_PayloadWriter::gapsLargeOnesAndThoseToChangeStandAlone() {
    Table table;
    const QByteArray large(PayloadWriter::MaxShared + 1, 'x');
    table.add(1, "a");
    table.add(2, "b");
    table.add(4, "");
    table.add(5, large);
    table.add(6, "c");
    table.add(7, "d", Fate::Changes);
    table.add(8, "e");
    table.add(9, "f");
    table.add(3, "late");
    must(table.writer.flush());
    QCOMPARE(table.rows(), QByteArray("1-2 3 4 5 6 7 8-9"));
    QCOMPARE(table.read(2), QByteArray("b"));
    QCOMPARE(table.read(3), QByteArray("late"));
    QCOMPARE(table.read(4), QByteArray(""));
    QCOMPARE(table.read(5), large);
    QCOMPARE(table.read(7), QByteArray("d"));
    QCOMPARE(table.read(9), QByteArray("f"));
}

void tst_PayloadWriter::aRowHoldsOnlySoMuch() {
    Table table;
    for (EventId id = 1; id <= 70; ++id)
        table.add(id, payloadOf(id));
    const QByteArray half(PayloadWriter::MaxShared, 'y');
    for (EventId id = 71; id <= 80; ++id)
        table.add(id, half);
    must(table.writer.flush());
    const QByteArrayList rows = table.rows().split(' ');
    QCOMPARE(rows.mid(0, 2), (QByteArrayList{"1-32", "33-64"}));
    for (const QByteArray &row : rows) {
        const QByteArrayList ends = row.split('-');
        QVERIFY(ends.last().toLongLong() - ends.first().toLongLong() < PayloadWriter::MaxEvents);
    }
    auto sizes = must(table.connection.prepare(CoveringPayload));
    QVERIFY(must(sizes.bind(1, 80).step()));
    const PayloadRow last = payloadRowOf(sizes);
    QVERIFY(last.first > 71);
    QCOMPARE(table.read(75), half);
}

void tst_PayloadWriter::replacingTakesItOutOfItsRow() {
    Table table;
    for (EventId id = 1; id <= 6; ++id)
        table.add(id, payloadOf(id));
    must(table.writer.replace(3, "new")); // also when it is not in the table yet
    QCOMPARE(table.rows(), QByteArray("1-2 3 4-6"));
    must(table.writer.replace(3, "newer"));
    must(table.writer.replace(1, "first"));
    must(table.writer.replace(77, "of nothing"));
    QCOMPARE(table.rows(), QByteArray("1 2 3 4-6"));
    QCOMPARE(table.read(1), QByteArray("first"));
    QCOMPARE(table.read(2), payloadOf(2));
    QCOMPARE(table.read(3), QByteArray("newer"));
    QCOMPARE(table.read(6), payloadOf(6));
}

void tst_PayloadWriter::removingKeepsTheOthers() {
    Table table;
    for (const EventId id : {1, 2, 3, 4, 5, 6, 8, 9, 11})
        table.add(id, payloadOf(id));
    must(table.writer.remove(std::vector<EventId>{9, 3, 8, 3, 100, 7}));
    QCOMPARE(table.rows(), QByteArray("1-2 4-6 11"));
    for (const EventId id : {1, 2, 4, 5, 6, 11})
        QCOMPARE(table.read(id), payloadOf(id));
    for (const EventId id : {3, 7, 8, 9})
        QCOMPARE(table.read(id), QByteArray(Missing));
    must(table.writer.remove(std::vector<EventId>{1, 2, 4, 5, 6, 11}));
    QCOMPARE(table.rows(), QByteArray());
}

void tst_PayloadWriter::aBrokenRowGoesWhenAllOfItGoes() {
    Table table;
    for (EventId id = 1; id <= 4; ++id)
        table.add(id, payloadOf(id));
    must(table.writer.flush());
    must(table.connection.exec("UPDATE payload SET data = x'28b52ffd0000'"));
    table.add(5, payloadOf(5));
    must(table.writer.remove(std::vector<EventId>{2, 5}));
    QCOMPARE(table.rows(), QByteArray("1-4"));
    QVERIFY(!table.writer.replace(2, "new"));
    must(table.writer.remove(std::vector<EventId>{1, 2, 3, 4}));
    QCOMPARE(table.rows(), QByteArray());
}

void tst_PayloadWriter::whatIsRolledBackIsNotWritten() {
    Table table;
    table.add(1, "a");
    table.writer.rolledBack();
    table.add(2, "b");
    must(table.writer.flush());
    QCOMPARE(table.rows(), QByteArray("2"));
}

void tst_PayloadWriter::anyOrderOfWorkKeepsEveryByte() {
    Table table;
    RandomEvents random(7);
    std::mt19937 dice(7);
    std::map<EventId, QByteArray> kept;
    EventId next = 1;
    const auto any = [&]() -> EventId { return EventId(dice() % unsigned(next)) + 1; };
    for (int turn = 0; turn < 400; ++turn) {
        for (unsigned i = dice() % 50; i-- > 0; next += dice() % 20 == 0 ? 2 : 1) {
            kept[next] = random.bytes(dice() % 40 == 0 ? 20'000 : 300);
            table.add(next, kept[next], dice() % 15 == 0 ? Fate::Changes : Fate::Stays);
        }
        for (unsigned i = dice() % 4; i-- > 0;) {
            const EventId id = any();
            const QByteArray by = random.bytes(300);
            must(table.writer.replace(id, by));
            if (kept.contains(id))
                kept[id] = by;
        }
        std::vector<EventId> gone;
        for (unsigned i = dice() % 40, from = unsigned(any()); i-- > 0; from += dice() % 3)
            gone.push_back(from);
        must(table.writer.remove(gone));
        for (const EventId id : gone)
            kept.erase(id);
    }
    const auto reader = must(PayloadReader::prepare(table.connection));
    for (EventId id = 1; id < next; ++id) {
        const auto payload = reader->read(id);
        QCOMPARE(bool(payload), kept.contains(id));
        if (payload)
            QCOMPARE(payload->toByteArray(), kept[id]);
    }
}

QTEST_GUILESS_MAIN(tst_PayloadWriter)
#include "tst_payload_writer.moc"
