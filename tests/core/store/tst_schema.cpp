#include "core/store/schema.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>

using namespace offhook;
using namespace offhook::store;

class tst_Schema : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFreshFileGetsEveryTable();
    void anOlderFileKeepsItsRows();
    void aFileOfBeforeAttemptsTakesThem();
    void payloadsOfBeforeBundlesStayAsTheyAre();
    void aFailingStepLeavesTheFileAsItWas();
    void aNewerFileIsTooNew();
    void anotherProgramsDatabaseIsNotAWorkspace();
    void migratingAgainChangesNothing();
    void answerTimesTakeEightBytesAlways();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Connection m_db;
};

void tst_Schema::init() {
    m_db = Connection();
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = Connection::open(m_folder->filePath(QStringLiteral("a.db")), Connection::Mode::Create);
    QVERIFY(opened);
    m_db = std::move(*opened);
}

void tst_Schema::aFreshFileGetsEveryTable() {
    QVERIFY(migrate(m_db));
    QCOMPARE(
        *m_db.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('event', 'shape', 'payload', 'dictionary', "
                     "'tally', 'block', 'minute', 'touched', 'setting', 'meta', "
                     "'attempt', 'delivery', 'copied', 'delivery_count')"),
        14);
    QCOMPARE(*m_db.number("PRAGMA user_version"), qint64(migrations().size()));
    QCOMPARE(*m_db.number("PRAGMA application_id"), ApplicationId);
    QVERIFY(checkVersion(m_db));
}

void tst_Schema::anOlderFileKeepsItsRows() {
    const std::array<Migration, 1> old{"CREATE TABLE a (x); INSERT INTO a VALUES (41)"};
    QVERIFY(migrate(m_db, old));
    const std::array<Migration, 3> now{old[0], "ALTER TABLE a ADD COLUMN y DEFAULT 1", "UPDATE a SET y = x + y"};
    QVERIFY(migrate(m_db, now));
    QCOMPARE(*m_db.number("SELECT y FROM a"), 42);
    QCOMPARE(*m_db.number("PRAGMA user_version"), 3);
}

void tst_Schema::aFileOfBeforeAttemptsTakesThem() {
    QVERIFY(migrate(m_db, migrations().first(2)));
    QCOMPARE(*m_db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'attempt'"), 0);
    QVERIFY(m_db.exec("INSERT INTO event VALUES (7,0,0,0,0,1,-1.0,0,0,'','','','','','','','','','','',0)"));
    QVERIFY(migrate(m_db));
    QCOMPARE(*m_db.number("PRAGMA user_version"), qint64(migrations().size()));
    QCOMPARE(*m_db.number("SELECT id FROM event"), 7);
    QVERIFY(m_db.exec("INSERT INTO attempt (event, dictionary, data) VALUES (7, 0, x'00')"));
    QCOMPARE(*m_db.number("SELECT count(*) FROM attempt WHERE event = 7"), 1);
}

void tst_Schema::payloadsOfBeforeBundlesStayAsTheyAre() {
    QVERIFY(migrate(m_db, migrations().first(3)));
    QVERIFY(m_db.exec("INSERT INTO payload VALUES (7, 1, x'0102')"));
    QVERIFY(migrate(m_db));
    QCOMPARE(*m_db.number("SELECT count(*) FROM payload WHERE id = 7 AND last = 0 AND data = x'0102'"), 1);
}

void tst_Schema::aFailingStepLeavesTheFileAsItWas() {
    const std::array<Migration, 2> steps{"CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO missing VALUES (1)"};
    QVERIFY(!migrate(m_db, steps));
    QCOMPARE(*m_db.number("PRAGMA user_version"), 1);
    QCOMPARE(*m_db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
    QVERIFY(!m_db.inTransaction());
}

void tst_Schema::aNewerFileIsTooNew() {
    QVERIFY(migrate(m_db));
    QVERIFY(m_db.exec("PRAGMA user_version = 99"));
    for (const Result<void> &outcome : {migrate(m_db), checkVersion(m_db)}) {
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::WorkspaceTooNew);
        QVERIFY(outcome.error().detail.contains(QStringLiteral("99")));
    }
}

void tst_Schema::anotherProgramsDatabaseIsNotAWorkspace() {
    QVERIFY(m_db.exec("CREATE TABLE places (url)"));
    const Result<void> outcome = migrate(m_db);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::WorkspaceDamaged);
    QCOMPARE(*m_db.number("SELECT count(*) FROM sqlite_schema"), 1);
}

void tst_Schema::migratingAgainChangesNothing() {
    QVERIFY(migrate(m_db));
    QVERIFY(m_db.exec("INSERT INTO setting VALUES ('a', x'01')"));
    QVERIFY(migrate(m_db));
    QCOMPARE(*m_db.number("SELECT count(*) FROM setting"), 1);
}

// sqlite.org/fileformat.html 2.1: serial type 7. A REAL column would store whole numbers as integers of other sizes.
void tst_Schema::answerTimesTakeEightBytesAlways() {
    QVERIFY(migrate(m_db));
    QVERIFY(m_db.exec("INSERT INTO event VALUES (1,0,0,0,0,1,-1.0,0,0,'','','','','','','','','','','',0)"));
    QCOMPARE(*m_db.number("SELECT typeof(took_us) = 'real' FROM event"), 1);
    QVERIFY(m_db.exec("UPDATE event SET took_us = 812.0"));
    QCOMPARE(*m_db.number("SELECT typeof(took_us) = 'real' FROM event"), 1);
}

QTEST_GUILESS_MAIN(tst_Schema)
#include "tst_schema.moc"
