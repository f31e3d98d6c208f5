#include "core/base/mailbox.h"

#include <QTest>
#include <QThread>

#include <numeric>
#include <thread>

using namespace offhook;

class TestMailbox final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesArriveInOrderAndInOneBatch() {
        QObject owner;
        std::vector<std::vector<int>> batches;
        const Mailbox<int> box(&owner, [&batches](std::vector<int> batch) { batches.push_back(std::move(batch)); });
        for (int i = 0; i < 1000; ++i)
            box.post(i);
        QVERIFY(batches.empty());
        QTRY_COMPARE(batches.size(), std::size_t(1));
        std::vector<int> expected(1000);
        std::iota(expected.begin(), expected.end(), 0);
        QCOMPARE(batches[0], expected);
    }

    void aSecondTurnIsASecondBatch() {
        QObject owner;
        std::vector<std::size_t> sizes;
        const Mailbox<int> box(&owner, [&sizes](const std::vector<int> &batch) { sizes.push_back(batch.size()); });
        box.post(1);
        QTRY_COMPARE(sizes.size(), std::size_t(1));
        box.post(2);
        box.post(3);
        QTRY_COMPARE(sizes, (std::vector<std::size_t>{1, 2}));
    }

    void aPauseKeepsBatchesApartAndLosesNothing() {
        QObject owner;
        std::vector<std::vector<int>> batches;
        const Mailbox<int> box(
            &owner, [&](std::vector<int> batch) { batches.push_back(std::move(batch)); }, std::chrono::milliseconds(1));
        QElapsedTimer clock;
        clock.start();
        box.post(1);
        QTRY_COMPARE(batches.size(), std::size_t(1));
        box.post(2);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(batches.size(), std::size_t(1)); // no turn of the loop, so no timer: only the pause can hold it back
        box.post(3);
        QTRY_COMPARE(batches.size(), std::size_t(2));
        QCOMPARE(batches[1], (std::vector<int>{2, 3}));
        QVERIFY(clock.nsecsElapsed() >= 1'000'000);
    }

    void afterAQuietPauseAValueComesAgain() {
        QObject owner;
        std::vector<int> seen;
        const Mailbox<int> box(
            &owner, [&](const std::vector<int> &batch) { seen.insert(seen.end(), batch.begin(), batch.end()); },
            std::chrono::milliseconds(1));
        box.post(1);
        QTRY_COMPARE(seen, (std::vector<int>{1}));
        QTimer quiet;
        quiet.setSingleShot(true);
        quiet.start(std::chrono::milliseconds(5));
        QTRY_VERIFY(!quiet.isActive());
        box.post(2);
        QTRY_COMPARE(seen, (std::vector<int>{1, 2}));
    }

    void whatWaitsCanBeHadAtOnce() {
        QObject owner;
        std::vector<int> seen;
        const Mailbox<int> box(
            &owner, [&](const std::vector<int> &batch) { seen.insert(seen.end(), batch.begin(), batch.end()); },
            std::chrono::hours(1));
        box.post(1);
        QTRY_COMPARE(seen, (std::vector<int>{1}));
        box.post(2);
        box.deliverNow();
        QCOMPARE(seen, (std::vector<int>{1, 2}));
    }

    void whatTheHandlerPostsComesInTheNextBatch() {
        QObject owner;
        std::vector<int> seen;
        Mailbox<int> box;
        box = Mailbox<int>(&owner, [&seen, &box](const std::vector<int> &batch) {
            seen.insert(seen.end(), batch.begin(), batch.end());
            if (seen.size() < 3)
                box.post(int(seen.size()));
        });
        box.post(0);
        QTRY_COMPARE(seen, (std::vector<int>{0, 1, 2}));
    }

    void copiesAreTheSameBox() {
        QObject owner;
        std::vector<int> seen;
        const Mailbox<int> box(
            &owner, [&seen](const std::vector<int> &batch) { seen.insert(seen.end(), batch.begin(), batch.end()); });
        const Mailbox<int> copy = box;
        box.post(1);
        copy.post(2);
        box.post(3);
        QTRY_COMPARE(seen, (std::vector<int>{1, 2, 3}));
    }

    void valuesThatCannotBeCopiedAreCarried() {
        QObject owner;
        int sum = 0;
        const Mailbox<std::unique_ptr<int>> box(&owner, [&sum](const std::vector<std::unique_ptr<int>> &batch) {
            for (const auto &value : batch)
                sum += *value;
        });
        box.post(std::make_unique<int>(40));
        box.post(std::make_unique<int>(2));
        QTRY_COMPARE(sum, 42);
    }

    void aDeadOwnerHearsNothing() {
        bool heard = false;
        auto owner = std::make_unique<QObject>();
        const Mailbox<int> box(owner.get(), [&heard](const std::vector<int> &) { heard = true; });
        box.post(1); // queued
        owner.reset();
        box.post(2); // to nobody
        QObject witness;
        bool turned = false;
        QMetaObject::invokeMethod(
            &witness, [&turned] { turned = true; }, Qt::QueuedConnection);
        QTRY_VERIFY(turned);
        QVERIFY(!heard);
    }

    void fourThreadsLoseNothingAndKeepTheirOrder() {
        constexpr int Threads = 4;
        constexpr int Values = 10'000;
        QObject owner;
        std::array<std::vector<int>, Threads> seen;
        std::size_t total = 0;
        bool rightThread = true;
        const Mailbox<std::pair<int, int>> box(&owner, [&](const std::vector<std::pair<int, int>> &batch) {
            rightThread = rightThread && QThread::currentThread() == owner.thread();
            for (const auto &[thread, value] : batch)
                seen[std::size_t(thread)].push_back(value);
            total += batch.size();
        });
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < Threads; ++thread)
            threads.emplace_back([box, thread] {
                for (int i = 0; i < Values; ++i)
                    box.post({thread, i});
            });
        QTRY_COMPARE_WITH_TIMEOUT(total, std::size_t(Threads * Values), 60'000);
        QVERIFY(rightThread);
        std::vector<int> expected(Values);
        std::iota(expected.begin(), expected.end(), 0);
        for (const std::vector<int> &values : seen)
            QCOMPARE(values, expected);
    }

    void theOwnerMayDieWhileOthersPost() {
        for (int round = 0; round < 50; ++round) {
            auto owner = std::make_unique<QObject>();
            std::size_t heard = 0;
            const Mailbox<int> box(owner.get(), [&heard](const std::vector<int> &batch) { heard += batch.size(); });
            std::atomic<bool> started = false;
            std::jthread poster([box, &started] {
                for (int i = 0; i < 2000; ++i) {
                    box.post(i);
                    started = true;
                }
            });
            while (!started)
                std::this_thread::yield();
            QCoreApplication::processEvents();
            owner.reset();
            const std::size_t then = heard;
            poster.join();
            QCoreApplication::processEvents();
            QCOMPARE(heard, then);
        }
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
