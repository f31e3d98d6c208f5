#include "core/store/checkpointer.h"
#include "tests/core/store/store_support.h"

#include <QFileInfo>
#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_Checkpointer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsCopiedWhenNobodyReads();
    void aReaderHoldsBackOnlyWhatCameLater();
    void runsOnItsOwnThread();
    void aMissingFileIsAnError();
};

static void addMany(const Workspace &workspace, EventId first) {
    std::vector<std::shared_ptr<flow::WebhookEvent>> events;
    for (EventId id = first; id < first + 200; ++id)
        events.push_back(sms(id));
    workspace.add(events);
}

void tst_Checkpointer::everythingIsCopiedWhenNobodyReads() {
    const Workspace workspace;
    const Connection keepsTheLog = workspace.connect();
    must(keepsTheLog.number("SELECT count(*) FROM event"));
    addMany(workspace, 1);
    const CheckpointProgress progress = must(checkpoint(keepsTheLog));
    QVERIFY(progress.logged > 0);
    QCOMPARE(progress.copied, progress.logged);
}

void tst_Checkpointer::aReaderHoldsBackOnlyWhatCameLater() {
    const Workspace workspace;
    addMany(workspace, 1);
    const Connection reader = workspace.connect(Connection::Mode::ReadOnly);
    const auto view = must(Transaction::beginRead(reader));
    QCOMPARE(must(reader.number("SELECT count(*) FROM event")), 200);
    addMany(workspace, 1000);
    const CheckpointProgress progress = must(checkpoint(workspace.connect()));
    QVERIFY(progress.copied < progress.logged);
    QCOMPARE(must(reader.number("SELECT count(*) FROM event")), 200);
}

void tst_Checkpointer::runsOnItsOwnThread() {
    const Workspace workspace;
    const Connection keepsTheLog = workspace.connect();
    must(keepsTheLog.number("SELECT count(*) FROM event"));
    addMany(workspace, 1);
    QObject owner;
    std::vector<CheckpointProgress> finished;
    Checkpointer checkpointer(workspace.path(), &owner,
        [&](const Result<CheckpointProgress> &progress) { finished.push_back(must(progress)); });
    checkpointer.run();
    checkpointer.run(); // while one runs: nothing more
    QVERIFY(checkpointer.isRunning());
    QTRY_COMPARE(finished.size(), std::size_t(1));
    QVERIFY(!checkpointer.isRunning());
    QVERIFY(finished[0].logged > 0);
    QCOMPARE(finished[0].copied, finished[0].logged);
}

void tst_Checkpointer::aMissingFileIsAnError() {
    QObject owner;
    QTemporaryDir folder;
    bool failed = false;
    Checkpointer checkpointer(folder.filePath(QStringLiteral("missing")), &owner,
        [&](const Result<CheckpointProgress> &progress) { failed = !progress; });
    checkpointer.run();
    QTRY_VERIFY(failed);
}

QTEST_GUILESS_MAIN(tst_Checkpointer)
#include "tst_checkpointer.moc"
