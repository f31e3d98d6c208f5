#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/tunnel/process.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

class TestProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void linesOfBothOutputsAndTheExitCode();
    void programThatCannotStartIsTold();
    void endsWhenAskedOrIsKilled();
    void destructorLeavesNothing();
    void variablesAreTakenAway();

private:
    void start(const QString &script, const QStringList &without = {});
    QByteArrayList lines() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Process> m_process;
    std::unique_ptr<QSignalSpy> m_lines;
    std::unique_ptr<QSignalSpy> m_ended;
};

void TestProcess::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_process = std::make_unique<Process>(m_folder->path());
    m_lines = std::make_unique<QSignalSpy>(m_process.get(), &Process::line);
    m_ended = std::make_unique<QSignalSpy>(m_process.get(), &Process::ended);
}

void TestProcess::start(const QString &script, const QStringList &without) {
    Launch launch;
    launch.arguments = {u"-c"_s, script};
    launch.withoutVariables = without;
    m_process->start(u"/bin/sh"_s, launch);
}

QByteArrayList TestProcess::lines() const {
    QByteArrayList all;
    for (const auto &call : *m_lines)
        all += call.front().toByteArray();
    std::sort(all.begin(), all.end());
    return all;
}

void TestProcess::linesOfBothOutputsAndTheExitCode() {
    start(u"echo out; echo err >&2; printf rest; exit 7"_s);
    QTRY_COMPARE(m_ended->size(), 1);
    QCOMPARE(lines(), (QByteArrayList{"err", "out", "rest"}));
    QCOMPARE(m_ended->front().front().toInt(), 7);
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestProcess::programThatCannotStartIsTold() {
    m_process->start(m_folder->filePath(u"nothing"_s), {});
    QTRY_COMPARE(m_ended->size(), 1);
    QVERIFY(!m_ended->front().at(1).toString().isEmpty());
}

void TestProcess::endsWhenAskedOrIsKilled() {
    start(u"trap '' TERM; echo ready; while :; do sleep 600 & wait; done"_s);
    QTRY_COMPARE(m_lines->size(), 1);
    m_process->stop(std::chrono::milliseconds(1));
    QTRY_COMPARE(m_ended->size(), 1);
    QCOMPARE(m_ended->front().at(1).toString(), u"ended by signal 9"_s);
}

void TestProcess::destructorLeavesNothing() {
    start(u"sleep 600 & echo $!; wait"_s);
    QTRY_COMPARE(m_lines->size(), 1);
    const QString grandchild = u"/proc/%1/fd"_s.arg(QString::fromLatin1(lines().front()));
    QVERIFY(QFile::exists(grandchild));
    m_process.reset();
    QTRY_VERIFY(QDir(grandchild).entryList(QDir::Files | QDir::System).isEmpty());
}

void TestProcess::variablesAreTakenAway() {
    qputenv("HOST", "somewhere.example");
    start(u"echo \"[$HOST]\""_s, {u"HOST"_s});
    QTRY_COMPARE(m_ended->size(), 1);
    QCOMPARE(lines(), QByteArrayList{"[]"});
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
