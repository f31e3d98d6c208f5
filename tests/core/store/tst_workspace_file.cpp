#include "core/store/schema.h"
#include "core/store/sqlite.h"
#include "core/store/workspace_file.h"
#include "tests/core/store/store_support.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_WorkspaceFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFreshOneIsMadeAsItShouldBe();
    void aSecondProgramIsToldWhoHasIt();
    void aSecondProgramMayRead();
    void aLockOfADeadProgramIsTakenOver();
    void damageIsRecognised_data();
    void damageIsRecognised();
    void anEmptyFileIsAFreshOne();
    void aNewerFileIsNotTouched();
    void readingNeedsAFile();
    void aFolderThatIsNotThereCannotBeWritten();
    void setAsideMovesTheLogToo();
    void theDefaultHasItsFolder();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void tst_WorkspaceFile::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = file(QStringLiteral("w.offhook-workspace"));
}

void tst_WorkspaceFile::aFreshOneIsMadeAsItShouldBe() {
    const WorkspaceFile made = must(WorkspaceFile::open(m_path, Access::ReadWrite));
    QCOMPARE(made.path(), m_path);
    QCOMPARE(made.access(), Access::ReadWrite);
    const Connection connection = must(Connection::open(m_path, Connection::Mode::ReadOnly));
    QCOMPARE(must(connection.number("PRAGMA auto_vacuum")), 2); // incremental
    QCOMPARE(must(connection.number("PRAGMA application_id")), ApplicationId);
    auto mode = must(connection.prepare("PRAGMA journal_mode"));
    QVERIFY(must(mode.step()));
    QCOMPARE(mode.copy(0), QByteArray("wal"));
}

/// The test program itself as another program that holds the workspace until its input ends.
static std::unique_ptr<QProcess> holdInChild(const QString &path) {
    auto child = std::make_unique<QProcess>();
    child->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), path});
    if (!child->waitForReadyRead(20'000))
        qFatal("the child did not start");
    return child;
}

static int hold(const QString &path) {
    const auto held = WorkspaceFile::open(path, Access::ReadWrite);
    std::puts(held ? "held" : "failed");
    std::fflush(stdout);
    (void)std::getchar();
    return held ? 0 : 1;
}

void tst_WorkspaceFile::aSecondProgramIsToldWhoHasIt() {
    const auto child = holdInChild(m_path);
    const auto second = WorkspaceFile::open(m_path, Access::ReadWrite);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::WorkspaceLocked);
    QVERIFY2(second.error().detail.contains(QStringLiteral("tst_workspace_file")), qPrintable(second.error().detail));
    QVERIFY(second.error().detail.contains(QString::number(child->processId())));
    child->closeWriteChannel();
    QVERIFY(child->waitForFinished(20'000));
    QVERIFY(WorkspaceFile::open(m_path, Access::ReadWrite));
}

void tst_WorkspaceFile::aSecondProgramMayRead() {
    const auto child = holdInChild(m_path);
    const auto second = WorkspaceFile::open(m_path, Access::ReadOnly);
    QVERIFY(second);
    QCOMPARE(second->access(), Access::ReadOnly);
    child->closeWriteChannel();
    QVERIFY(child->waitForFinished(20'000));
}

void tst_WorkspaceFile::aLockOfADeadProgramIsTakenOver() {
    const auto child = holdInChild(m_path);
    child->kill();
    QVERIFY(child->waitForFinished(20'000));
    QVERIFY(QFile::exists(m_path + QStringLiteral(".lock")));
    QVERIFY(WorkspaceFile::open(m_path, Access::ReadWrite));
}

static QByteArray readAll(const QString &path) {
    QFile in(path);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

static void writeAll(const QString &path, const QByteArray &bytes) {
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

void tst_WorkspaceFile::damageIsRecognised_data() {
    QTest::addColumn<int>("what");
    QTest::newRow("text instead of a database") << 0;
    QTest::newRow("garbage over the header") << 1;
    QTest::newRow("cut off in the middle") << 2;
    QTest::newRow("cut off inside the header") << 3;
    QTest::newRow("zeroes over the list of tables") << 4;
    QTest::newRow("another program's database") << 5;
}

void tst_WorkspaceFile::damageIsRecognised() {
    QFETCH(int, what);
    Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> events;
    for (EventId id = 1; id <= 500; ++id)
        events.push_back(sms(id));
    workspace.add(events);
    QByteArray bytes = readAll(workspace.path());
    QVERIFY(bytes.size() > 100'000);
    switch (what) {
    case 0:
        bytes = QByteArray("To whom it may concern\n").repeated(50);
        break;
    case 1:
        bytes.replace(0, 60, QByteArray(60, '\x5a'));
        break;
    case 2:
        bytes.truncate(bytes.size() / 2);
        break;
    case 3:
        bytes.truncate(60);
        break;
    case 4:
        bytes.replace(100, 3000, QByteArray(3000, '\0'));
        break;
    default: {
        const QString other = file(QStringLiteral("other"));
        must(must(Connection::open(other, Connection::Mode::Create)).exec("CREATE TABLE places (url)"));
        bytes = readAll(other);
    }
    }
    writeAll(m_path, bytes);
    for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
        const auto opened = WorkspaceFile::open(m_path, access);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::WorkspaceDamaged);
        QVERIFY(!opened.error().detail.isEmpty());
    }
    QCOMPARE(readAll(m_path).size(), bytes.size()); // nothing was mended behind the user's back
}

void tst_WorkspaceFile::anEmptyFileIsAFreshOne() {
    writeAll(m_path, {});
    QVERIFY(WorkspaceFile::open(m_path, Access::ReadWrite));
}

void tst_WorkspaceFile::aNewerFileIsNotTouched() {
    must(WorkspaceFile::open(m_path, Access::ReadWrite));
    must(must(Connection::open(m_path, Connection::Mode::ReadWrite)).exec("PRAGMA user_version=99"));
    const QByteArray before = readAll(m_path);
    for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
        const auto opened = WorkspaceFile::open(m_path, access);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::WorkspaceTooNew);
    }
    QCOMPARE(readAll(m_path), before);
}

void tst_WorkspaceFile::readingNeedsAFile() {
    const auto opened = WorkspaceFile::open(m_path, Access::ReadOnly);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::FileUnreadable);
    QVERIFY(!QFile::exists(m_path));
}

void tst_WorkspaceFile::aFolderThatIsNotThereCannotBeWritten() {
    const auto opened = WorkspaceFile::open(file(QStringLiteral("no/such/w")), Access::ReadWrite);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::FileUnwritable);
}

void tst_WorkspaceFile::setAsideMovesTheLogToo() {
    writeAll(m_path, "damaged");
    writeAll(m_path + QStringLiteral("-wal"), "log");
    const QString aside = must(WorkspaceFile::setAside(m_path));
    QVERIFY(aside.startsWith(m_path + QStringLiteral(".damaged-20")));
    QCOMPARE(readAll(aside), QByteArray("damaged"));
    QCOMPARE(readAll(aside + QStringLiteral("-wal")), QByteArray("log"));
    QVERIFY(!QFile::exists(m_path) && !QFile::exists(m_path + QStringLiteral("-wal")));
    writeAll(m_path, "again");
    QVERIFY(must(WorkspaceFile::setAside(m_path)) != aside);
}

void tst_WorkspaceFile::theDefaultHasItsFolder() {
    QStandardPaths::setTestModeEnabled(true);
    const QString path = defaultWorkspacePath();
    QVERIFY(path.endsWith(QStringLiteral("/default.offhook-workspace")));
    QVERIFY(QFileInfo(path).dir().exists());
}

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("--hold"))
        return hold(arguments[2]);
    tst_WorkspaceFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_workspace_file.moc"
