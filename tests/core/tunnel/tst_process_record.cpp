#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/tunnel/process_record.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

class TestProcessRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void recordStandsWhileTheChildRuns();
    void leftoversOfACrashAreEnded();
    void childrenOfARunningOffhookAreLeftAlone();
    void damagedRecordHarmsNobody();

private:
    std::unique_ptr<QProcess> child(const QByteArray &token);
    void writeRecord(qint64 owner, const QString &start, const QByteArray &token);
    qsizetype records() const { return QDir(m_folder->path()).entryList(QDir::Files).size(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

// A shell that started something itself, as npx does.
std::unique_ptr<QProcess> TestProcessRecord::child(const QByteArray &token) {
    auto process = std::make_unique<QProcess>();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(ProcessRecord::Variable), QString::fromLatin1(token));
    process->setProcessEnvironment(environment);
    process->start(u"sh"_s, {u"-c"_s, u"sleep 600 & echo ready; wait"_s});
    [&] { QTRY_VERIFY(process->canReadLine()); }();
    return process;
}

void TestProcessRecord::writeRecord(qint64 owner, const QString &start, const QByteArray &token) {
    QFile file(m_folder->filePath(u"r.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(
        QJsonObject{{u"owner"_s, owner}, {u"ownerStart"_s, start}, {u"token"_s, QString::fromLatin1(token)}})
                   .toJson());
}

void TestProcessRecord::recordStandsWhileTheChildRuns() {
    {
        const ProcessRecord record(m_folder->path());
        QCOMPARE(record.token().size(), 32);
        record.write();
        QCOMPARE(records(), 1);
        record.remove();
        QCOMPARE(records(), 0);
        record.write();
    }
    QCOMPARE(records(), 0);
}

void TestProcessRecord::leftoversOfACrashAreEnded() {
    const QByteArray token(32, 'a');
    const auto running = child(token);
    writeRecord(
        QCoreApplication::applicationPid(), u"1"_s, token); // our id, but of a process that began at another time
    QCOMPARE(ProcessRecord::endLeftovers(m_folder->path()), 2);
    QTRY_COMPARE(running->state(), QProcess::NotRunning);
    QCOMPARE(records(), 0);
}

void TestProcessRecord::childrenOfARunningOffhookAreLeftAlone() {
    const ProcessRecord record(m_folder->path());
    record.write();
    const auto running = child(record.token());
    QCOMPARE(ProcessRecord::endLeftovers(m_folder->path()), 0);
    QCOMPARE(running->state(), QProcess::Running);
    QCOMPARE(records(), 1);
    QCOMPARE(ProcessRecord::endAll(record.token()), 2);
    QTRY_COMPARE(running->state(), QProcess::NotRunning);
}

void TestProcessRecord::damagedRecordHarmsNobody() {
    QCOMPARE(ProcessRecord::endAll({}), 0);
    writeRecord(0, {}, {});
    QCOMPARE(ProcessRecord::endLeftovers(m_folder->path()), 0);
    QCOMPARE(records(), 0);
    QCOMPARE(ProcessRecord::endLeftovers(m_folder->filePath(u"not there"_s)), 0);
}

QTEST_GUILESS_MAIN(TestProcessRecord)
#include "tst_process_record.moc"
