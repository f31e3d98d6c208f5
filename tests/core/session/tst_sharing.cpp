#include "core/exchange/formats.h"
#include "core/session/session.h"
#include "core/session/sharing.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace offhook;
using namespace Qt::StringLiterals;

class SharingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() {
        m_session.reset();
        m_keys.reset();
        m_preferences.reset();
    }
    void anImportAppearsInTheOpenWorkspace();
    void nobodyHearsOfWorkWhoseGuardDied();
    void closingEndsWhatRuns();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<settings::Preferences> m_preferences;
    std::unique_ptr<KeyStore> m_keys;
    std::unique_ptr<Session> m_session;
    QString m_file;
};

void SharingTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_preferences = std::make_unique<settings::Preferences>(m_folder->filePath(u"p.ini"_s));
    m_keys = std::make_unique<KeyStore>(*m_preferences);
    m_session = std::make_unique<Session>(*m_preferences, *m_keys);
    QVERIFY(m_session->open(m_folder->filePath(u"w"_s)));
    m_file = m_folder->filePath(u"in.http"_s);
    QFile out(m_file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    for (int i = 0; i < 2'000; ++i)
        out.write("GET /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: a\r\n\r\n");
}

void SharingTest::anImportAppearsInTheOpenWorkspace() {
    qint64 arrived = 0;
    connect(m_session->events(), &store::EventStore::committed, this,
        [&](const store::EventBatch &batch) { arrived += qint64(batch.events.size()); });
    qint64 imported = -1;
    m_session->sharing()->importFrom(m_file, this, {},
        [&](const Result<exchange::ImportReport> &report) { imported = report ? report->imported : -2; });
    QTRY_COMPARE(imported, 2'000);
    QTRY_COMPARE(arrived, 2'000);
    QByteArray text;
    m_session->sharing()->exportText({{1, 2'000}, {}}, {exchange::findFormat("raw"), {}, 0}, this,
        [&](const Result<QByteArray> &done) { text = done ? *done : "failed"; });
    QTRY_VERIFY(!text.isEmpty());
    QVERIFY(text.startsWith("GET /0 ") && text.contains("GET /1999 "));
    qint64 again = -1;
    m_session->sharing()->importFrom(m_file, this, {},
        [&](const Result<exchange::ImportReport> &report) { again = report ? report->duplicates : -2; });
    QTRY_COMPARE(again, 2'000);
}

void SharingTest::nobodyHearsOfWorkWhoseGuardDied() {
    bool heard = false;
    auto guard = std::make_unique<QObject>();
    m_session->sharing()->importFrom(
        m_file, guard.get(), {}, [&](const Result<exchange::ImportReport> &) { heard = true; });
    guard.reset();
    qint64 other = -1;
    m_session->sharing()->importFrom(m_file, this, {}, [&](const Result<exchange::ImportReport> &) { other = 1; });
    QTRY_COMPARE(other, 1);
    QVERIFY(!heard);
}

void SharingTest::closingEndsWhatRuns() {
    bool heard = false;
    m_session->sharing()->importFrom(m_file, this, {}, [&](const Result<exchange::ImportReport> &) { heard = true; });
    m_session->close();
    QCOMPARE(m_session->sharing(), nullptr);
    QCoreApplication::processEvents();
    QVERIFY(!heard);
}

QTEST_GUILESS_MAIN(SharingTest)
#include "tst_sharing.moc"
