#include "core/store/row_reader.h"
#include "core/store/salvage.h"
#include "tests/core/store/store_support.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_Salvage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aWholeFileIsCopiedWhole();
    void brokenPayloadsAreCountedAsLost();
    void brokenPagesLoseOnlyTheirRows_data();
    void brokenPagesLoseOnlyTheirRows();
    void aBrokenFirstPageLosesNothing();
    void aFileCutInTheMiddleKeepsItsBeginning();
    void intoAWorkspaceWithEvents();
    void whatIsNoWorkspaceAtAll();
    void itCanBeEndedEarly();
    void notIntoItself();

private:
    [[nodiscard]] SalvageReport run() { return must(salvage(m_damaged->path(), target())); }
    [[nodiscard]] QString target() const { return m_damaged->file(QStringLiteral("rescued")); }
    /// Every event that arrived is as it was.
    void compareRescued(qint64 count);
    void overwrite(qint64 offset, const QByteArray &bytes);

    static constexpr EventId Last = 2000;
    std::unique_ptr<Workspace> m_damaged;
};

static std::shared_ptr<flow::WebhookEvent> original(EventId id) {
    return sms(id, QCryptographicHash::hash(QByteArray::number(id), QCryptographicHash::Sha512).toHex());
}

void tst_Salvage::init() {
    m_damaged = std::make_unique<Workspace>();
    std::vector<std::shared_ptr<flow::WebhookEvent>> events;
    for (EventId id = 1; id <= Last; ++id)
        events.push_back(original(id));
    m_damaged->add(events);
    must(m_damaged->connect().exec("INSERT INTO setting VALUES ('publicUrl', x'68'); PRAGMA wal_checkpoint(TRUNCATE)"));
    m_damaged->unlock();
}

void tst_Salvage::compareRescued(qint64 count) {
    const Connection connection = must(Connection::open(target(), Connection::Mode::ReadOnly));
    QCOMPARE(must(connection.number("SELECT count(*) FROM event")), count);
    QCOMPARE(must(connection.number("SELECT sum(n) FROM tally")), count);
    const auto rows = must(RowReader::prepare(connection));
    for (const flow::EventSummary &row : must(rows->summariesAfter(0, Last)))
        QCOMPARE(difference(*must(rows->event(row.id)), *original(row.id)), QString());
}

void tst_Salvage::overwrite(qint64 offset, const QByteArray &bytes) {
    QFile file(m_damaged->path());
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size());
}

void tst_Salvage::aWholeFileIsCopiedWhole() {
    const SalvageReport report = run();
    QCOMPARE(report.recovered, Last);
    QCOMPARE(report.lost, 0);
    compareRescued(Last);
    QCOMPARE(
        must(must(Connection::open(target(), Connection::Mode::ReadOnly)).number("SELECT count(*) FROM setting")), 1);
}

void tst_Salvage::brokenPayloadsAreCountedAsLost() {
    must(m_damaged->connect().exec("UPDATE payload SET data = x'28b52ffd0000' WHERE id IN (33, 65); "
                                   "DELETE FROM payload WHERE id = 97; PRAGMA wal_checkpoint(TRUNCATE)"));
    const SalvageReport report = run();
    QCOMPARE(report.recovered, Last - 3 * PayloadWriter::MaxEvents);
    QCOMPARE(report.lost, 3 * PayloadWriter::MaxEvents);
    compareRescued(Last - 3 * PayloadWriter::MaxEvents);
}

void tst_Salvage::brokenPagesLoseOnlyTheirRows_data() {
    QTest::addColumn<QString>("table");
    QTest::addColumn<char>("fill");
    QTest::newRow("zeroes over pages of the rows") << QStringLiteral("event") << '\0';
    QTest::newRow("garbage over pages of the rows") << QStringLiteral("event") << '\xa5';
    QTest::newRow("zeroes over pages of the exchanges") << QStringLiteral("payload") << '\0';
    QTest::newRow("garbage over pages of the exchanges") << QStringLiteral("payload") << '\xa5';
}

void tst_Salvage::brokenPagesLoseOnlyTheirRows() {
    QFETCH(QString, table);
    QFETCH(char, fill);
    // Pages of the table, found by what SQLite says of the bytes in them: rows of ids 300 and 1200.
    std::vector<qint64> pages;
    QFile file(m_damaged->path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    const QByteArray marks[] = {original(300)->meaning.sid, original(1200)->meaning.sid};
    for (const QByteArray &mark : marks) {
        // The sid stands as it is in the row; the exchange of the same event is on a page near the same place.
        const qsizetype at = whole.indexOf(mark);
        QVERIFY(at > 0);
        pages.push_back(at / 4096);
    }
    file.close();
    if (table == QStringLiteral("payload")) {
        const Connection connection = m_damaged->connect();
        for (std::size_t i = 0; i < 2; ++i) {
            auto select = must(connection.prepare(CoveringPayload));
            QVERIFY(must(select.bind(1, i == 0 ? 300 : 1200).step()));
            pages[i] = whole.indexOf(payloadRowOf(select).data.first(64)) / 4096;
            QVERIFY(pages[i] > 0);
        }
    }
    for (const qint64 page : pages)
        overwrite(page * 4096, QByteArray(4096, fill));
    const SalvageReport report = run();
    // A page holds about a dozen rows, or the exchanges of two bundles.
    QVERIFY2(report.recovered >= Last - 4 * PayloadWriter::MaxEvents && report.recovered < Last,
        qPrintable(QString::number(report.recovered)));
    if (table == QStringLiteral("payload"))
        QCOMPARE(report.recovered + report.lost, Last);
    compareRescued(report.recovered);
}

void tst_Salvage::aBrokenFirstPageLosesNothing() {
    overwrite(0, QByteArray(4096, '\x5a'));
    const SalvageReport report = run();
    QCOMPARE(report.recovered, Last);
    compareRescued(Last);
}

void tst_Salvage::aFileCutInTheMiddleKeepsItsBeginning() {
    QFile file(m_damaged->path());
    const qint64 size = file.size();
    QVERIFY(file.resize(size * 3 / 4));
    const SalvageReport report = run();
    QVERIFY2(report.recovered > Last / 2, qPrintable(QString::number(report.recovered)));
    compareRescued(report.recovered);
    QCOMPARE(QFileInfo(m_damaged->path()).size(), size * 3 / 4);
}

void tst_Salvage::intoAWorkspaceWithEvents() {
    Workspace other;
    other.add({sms(1, "was here before"), sms(2, "this too")});
    other.unlock();
    std::vector<qint64> heard;
    const auto report = must(salvage(m_damaged->path(), other.path(), [&](qint64 n) { heard.push_back(n); }));
    QCOMPARE(report.recovered, Last);
    QCOMPARE(heard.back(), Last);
    QVERIFY(heard.size() > 1);
    const Connection connection = other.connect();
    QCOMPARE(must(connection.number("SELECT count(*) FROM event")), Last + 2);
    QCOMPARE(must(connection.number("SELECT max(id) FROM event")), Last + 2);
    QCOMPARE(must(must(RowReader::prepare(connection))->event(1))->meaning.summary, QByteArray("was here before"));
}

void tst_Salvage::whatIsNoWorkspaceAtAll() {
    QFile file(m_damaged->path());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray("nothing of ours\n").repeated(1000)) > 0);
    file.close();
    const auto report = salvage(m_damaged->path(), target());
    QVERIFY(!report || report->recovered == 0);
}

void tst_Salvage::itCanBeEndedEarly() {
    std::atomic<bool> cancelled = false;
    const auto report = salvage(
        m_damaged->path(), target(), [&](qint64) { cancelled = true; }, &cancelled);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
}

void tst_Salvage::notIntoItself() {
    const auto report = salvage(m_damaged->path(), m_damaged->path());
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(tst_Salvage)
#include "tst_salvage.moc"
