#include "core/store/event_reader.h"
#include "core/store/reader_thread.h"
#include "tests/core/store/store_support.h"

#include <QSemaphore>
#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_ReaderThread : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workRunsInOrderOnOneThread();
    void cancelledWorkIsToldSo();
    void aWorkspaceThatDoesNotOpenIsTold();
    void endingDropsWhatWaits();
};

void tst_ReaderThread::workRunsInOrderOnOneThread() {
    const Workspace workspace;
    workspace.add({sms(1)});
    std::vector<int> order;
    QSemaphore done;
    QThread *thread = nullptr;
    ReaderThread reader(workspace.path(), QStringLiteral("r"));
    for (int i = 0; i < 3; ++i) {
        reader.post([&, i](Result<EventReader *> opened) {
            must((*opened)->event(1));
            thread = QThread::currentThread();
            order.push_back(i);
            done.release();
        });
    }
    QVERIFY(done.tryAcquire(3, 10'000));
    QCOMPARE(order, (std::vector<int>{0, 1, 2}));
    QVERIFY(thread != QThread::currentThread());
}

void tst_ReaderThread::cancelledWorkIsToldSo() {
    const Workspace workspace;
    QSemaphore mayGoOn;
    QSemaphore done;
    ErrorCode told = ErrorCode::Internal;
    ErrorCode running = ErrorCode::Internal;
    const auto first = std::make_shared<std::atomic<bool>>(false);
    const auto second = std::make_shared<std::atomic<bool>>(false);
    ReaderThread reader(workspace.path(), QStringLiteral("r"));
    reader.post(
        [&](Result<EventReader *> opened) {
            mayGoOn.acquire();
            running = (*opened)->query({}, [](const IdChunk &) {}) ? running : ErrorCode::Cancelled;
            done.release();
        },
        first);
    reader.post(
        [&](const Result<EventReader *> &opened) {
            told = opened.error().code;
            done.release();
        },
        second);
    second->store(true);
    mayGoOn.release();
    QVERIFY(done.tryAcquire(2, 10'000));
    QCOMPARE(told, ErrorCode::Cancelled);
    QCOMPARE(running, ErrorCode::Internal); // its own flag was not set
}

void tst_ReaderThread::aWorkspaceThatDoesNotOpenIsTold() {
    QTemporaryDir folder;
    QSemaphore done;
    ErrorCode told = ErrorCode::Internal;
    ReaderThread reader(folder.filePath(QStringLiteral("missing")), QStringLiteral("r"));
    reader.post([&](const Result<EventReader *> &opened) {
        told = opened.error().code;
        done.release();
    });
    QVERIFY(done.tryAcquire(1, 10'000));
    QCOMPARE(told, ErrorCode::FileUnreadable);
}

void tst_ReaderThread::endingDropsWhatWaits() {
    const Workspace workspace;
    QSemaphore started;
    std::atomic<int> ran = 0;
    {
        ReaderThread reader(workspace.path(), QStringLiteral("r"));
        reader.post([&](const Result<EventReader *> &opened) {
            started.release();
            // Runs until the thread is told to end: the reader's work is cancelled then.
            while ((*opened)->query({}, [](const IdChunk &) {}) && (*opened)->facets(0) && !(*opened)->isCancelled()) {
            }
            ++ran;
        });
        for (int i = 0; i < 1000; ++i)
            reader.post([&](const Result<EventReader *> &) { ++ran; });
        QVERIFY(started.tryAcquire(1, 10'000));
    }
    QCOMPARE(ran.load(), 1);
}

QTEST_GUILESS_MAIN(tst_ReaderThread)
#include "tst_reader_thread.moc"
