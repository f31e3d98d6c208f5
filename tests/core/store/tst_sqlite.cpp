#include "core/store/sqlite.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sqlite3.h>

using namespace offhook;
using namespace offhook::store;

class tst_Sqlite : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void valuesComeBackAsTheyWere_data();
    void valuesComeBackAsTheyWere();
    void emptyTextIsNotNull();
    void bindsWhatWasPutTogether();
    void transactionRollsBackUnlessCommitted();
    void resultCodesAreMapped_data();
    void resultCodesAreMapped();
    void aFullFileIsDiskFull();
    void interruptEndsWithCancelled();
    void readOnlyConnectionRefusesToWrite();
    void aMissingFileIsNotMade();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    Connection m_db;
};

void tst_Sqlite::init() {
    m_db = Connection();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("a.db"));
    auto opened = Connection::open(m_path, Connection::Mode::Create);
    QVERIFY(opened);
    m_db = std::move(*opened);
    QVERIFY(m_db.exec("CREATE TABLE t (a)"));
}

void tst_Sqlite::valuesComeBackAsTheyWere_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("plain text") << QByteArray("hello");
    QTest::newRow("a NUL in the middle") << QByteArray("a\0b", 3);
    QTest::newRow("bytes that are not UTF-8") << QByteArray("\xff\xfe\x80");
    QTest::newRow("a megabyte") << QByteArray(1 << 20, 'x');
}

void tst_Sqlite::valuesComeBackAsTheyWere() {
    QFETCH(QByteArray, bytes);
    auto insert = m_db.prepare("INSERT INTO t VALUES (?), (?)");
    QVERIFY(insert && insert->bindText(1, bytes).bindBlob(2, bytes).run());
    auto select = m_db.prepare("SELECT a, typeof(a) FROM t ORDER BY rowid");
    QVERIFY(*select->step());
    QCOMPARE(select->copy(0), bytes);
    QCOMPARE(select->copy(1), QByteArray("text"));
    QVERIFY(*select->step());
    QCOMPARE(select->copy(0), bytes);
    QCOMPARE(select->copy(1), QByteArray("blob"));
    QVERIFY(!*select->step());
}

void tst_Sqlite::emptyTextIsNotNull() {
    auto insert = m_db.prepare("INSERT INTO t VALUES (?)");
    QVERIFY(insert->bindText(1, QByteArrayView()).run());
    QCOMPARE(*m_db.number("SELECT count(*) FROM t WHERE a = ''"), 1);
    QVERIFY(insert->bindNull(1).run());
    QCOMPARE(*m_db.number("SELECT count(*) FROM t WHERE a IS NULL"), 1);
}

void tst_Sqlite::bindsWhatWasPutTogether() {
    const std::vector<SqlValue> values{qint64(7), 2.5, QByteArray("x"), std::monostate()};
    auto select = m_db.prepare("SELECT ?2, ?3, ?4, ?5");
    QVERIFY(*select->bindAll(values, 2).step());
    QCOMPARE(select->integer(0), 7);
    QCOMPARE(select->real(1), 2.5);
    QCOMPARE(select->copy(2), QByteArray("x"));
    QVERIFY(select->isNull(3));
}

void tst_Sqlite::transactionRollsBackUnlessCommitted() {
    {
        auto transaction = Transaction::begin(m_db);
        QVERIFY(transaction && m_db.exec("INSERT INTO t VALUES (1)"));
    }
    QCOMPARE(*m_db.number("SELECT count(*) FROM t"), 0);
    {
        auto transaction = Transaction::begin(m_db);
        QVERIFY(m_db.exec("INSERT INTO t VALUES (1)") && transaction->commit());
    }
    QCOMPARE(*m_db.number("SELECT count(*) FROM t"), 1);
    QVERIFY(!m_db.inTransaction());
}

// Codes and their meaning: sqlite.org/rescode.html.
void tst_Sqlite::resultCodesAreMapped_data() {
    QTest::addColumn<int>("sqlite");
    QTest::addColumn<ErrorCode>("expected");
    QTest::newRow("the disk is full") << SQLITE_FULL << ErrorCode::DiskFull;
    QTest::newRow("a read-only file") << SQLITE_READONLY << ErrorCode::ReadOnly;
    QTest::newRow("a read-only folder, extended code") << SQLITE_READONLY_DIRECTORY << ErrorCode::ReadOnly;
    QTest::newRow("a broken page") << SQLITE_CORRUPT << ErrorCode::WorkspaceDamaged;
    QTest::newRow("no database at all") << SQLITE_NOTADB << ErrorCode::WorkspaceDamaged;
    QTest::newRow("somebody else writes") << SQLITE_BUSY << ErrorCode::WorkspaceLocked;
    QTest::newRow("a read failed, extended code") << SQLITE_IOERR_READ << ErrorCode::StoreFailed;
    QTest::newRow("interrupted") << SQLITE_INTERRUPT << ErrorCode::Cancelled;
    QTest::newRow("cannot be opened") << SQLITE_CANTOPEN << ErrorCode::FileUnreadable;
}

void tst_Sqlite::resultCodesAreMapped() {
    QFETCH(int, sqlite);
    QFETCH(ErrorCode, expected);
    QCOMPARE(sqliteError(nullptr, sqlite).code, expected);
}

void tst_Sqlite::aFullFileIsDiskFull() {
    QVERIFY(m_db.exec("PRAGMA max_page_count=10"));
    const Result<void> written = m_db.exec("INSERT INTO t VALUES (zeroblob(1000000))");
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::DiskFull);
    QVERIFY(written.error().detail.contains(QStringLiteral("full")));
}

void tst_Sqlite::interruptEndsWithCancelled() {
    const auto stop = [](void *) { return 1; };
    sqlite3_progress_handler(m_db.handle(), 1000, stop, nullptr);
    const auto endless =
        m_db.number("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
    QVERIFY(!endless);
    QCOMPARE(endless.error().code, ErrorCode::Cancelled);
}

void tst_Sqlite::readOnlyConnectionRefusesToWrite() {
    const auto reading = Connection::open(m_path, Connection::Mode::ReadOnly);
    QVERIFY(reading);
    const Result<void> written = reading->exec("INSERT INTO t VALUES (1)");
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::ReadOnly);
}

void tst_Sqlite::aMissingFileIsNotMade() {
    const QString missing = m_folder->filePath(QStringLiteral("missing.db"));
    const auto opened = Connection::open(missing, Connection::Mode::ReadWrite);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::FileUnreadable);
    QVERIFY(!QFile::exists(missing));
}

QTEST_GUILESS_MAIN(tst_Sqlite)
#include "tst_sqlite.moc"
