#include "core/store/payload_reader.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_PayloadReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowCoversItsEvents();
    void oneAfterTheOther();
    void allOfARow();
    void aRowThatChangedIsReadAnew();
    void otherThanTheRowSaysIsDamage();
    void rowsOfBeforeBundlesAreRead();
};

static QByteArray raw(const QByteArray &text) {
    return QByteArray(1, '\x01') + char(text.size()) + text; // a field of a bundle
}

static void write(const Connection &connection, EventId first, EventId last, const QByteArray &bytes) {
    Compressor compressor{QByteArray()};
    auto insert =
        must(connection.prepare("INSERT OR REPLACE INTO payload (id, last, dictionary, data) VALUES (?,?,0,?)"));
    must(insert.bind(1, first).bind(2, last).bindBlob(3, must(compressor.compress(bytes))).run());
}

void tst_PayloadReader::aRowCoversItsEvents() {
    const PayloadRow one{7, 0, 0, {}};
    const PayloadRow many{7, 9, 0, {}};
    QVERIFY(one.covers(7) && !one.covers(6) && !one.covers(8) && !one.isBundle());
    QVERIFY(many.covers(7) && many.covers(9) && !many.covers(6) && !many.covers(10) && many.isBundle());
}

void tst_PayloadReader::oneAfterTheOther() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    write(connection, 3, 5, raw("three") + raw("") + raw("five"));
    write(connection, 6, 0, "six");
    const auto reader = must(PayloadReader::prepare(connection));
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(must(reader->read(3)), QByteArrayView("three"));
        QCOMPARE(must(reader->read(4)), QByteArrayView(""));
        QCOMPARE(must(reader->read(6)), QByteArrayView("six"));
        QCOMPARE(must(reader->read(5)), QByteArrayView("five"));
    }
    for (const EventId id : {1, 2, 7}) {
        QVERIFY(!reader->read(id));
        QCOMPARE(reader->read(id).error().code, ErrorCode::WorkspaceDamaged);
    }
}

void tst_PayloadReader::allOfARow() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    write(connection, 3, 4, raw("three") + raw("four"));
    write(connection, 6, 0, "six");
    const auto reader = must(PayloadReader::prepare(connection));
    auto rows = must(connection.prepare("SELECT id, last, dictionary, data FROM payload ORDER BY id"));
    QVERIFY(must(rows.step()));
    const auto both = must(reader->readAll(payloadRowOf(rows)));
    QCOMPARE(both.size(), std::size_t(2));
    QCOMPARE(both[1], QByteArrayView("four"));
    QVERIFY(must(rows.step()));
    QCOMPARE(must(reader->readAll(payloadRowOf(rows))), std::vector<QByteArrayView>{"six"});
}

void tst_PayloadReader::aRowThatChangedIsReadAnew() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    const auto reader = must(PayloadReader::prepare(connection));
    write(connection, 3, 4, raw("three") + raw("four"));
    QCOMPARE(must(reader->read(3)), QByteArrayView("three"));
    write(connection, 3, 4, raw("THREE") + raw("FOUR"));
    QCOMPARE(must(reader->read(4)), QByteArrayView("FOUR"));
    write(connection, 3, 0, "alone");
    QCOMPARE(must(reader->read(3)), QByteArrayView("alone"));
    QVERIFY(!reader->read(4));
}

void tst_PayloadReader::otherThanTheRowSaysIsDamage() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    const auto reader = must(PayloadReader::prepare(connection));
    write(connection, 1, 3, raw("one") + raw("two"));
    write(connection, 5, 6, raw("five") + raw("six").chopped(1));
    write(connection, 8, 9, raw("eight") + raw("nine") + raw("ten"));
    write(connection, 20, 9'000'000'000, raw("twenty") + raw("more"));
    for (const EventId id : {1, 3, 5, 6, 8, 9, 20, 21})
        QCOMPARE(reader->read(id).error().code, ErrorCode::WorkspaceDamaged);
}

void tst_PayloadReader::rowsOfBeforeBundlesAreRead() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    Compressor compressor{QByteArray()};
    auto insert = must(connection.prepare("INSERT INTO payload (id, dictionary, data) VALUES (2, 0, ?)"));
    must(insert.bindBlob(1, must(compressor.compress("as it was"))).run());
    const auto reader = must(PayloadReader::prepare(connection));
    QCOMPARE(must(reader->read(2)), QByteArrayView("as it was"));
}

QTEST_GUILESS_MAIN(tst_PayloadReader)
#include "tst_payload_reader.moc"
