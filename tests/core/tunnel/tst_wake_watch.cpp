#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/tunnel/wake_watch.h"

#include <QSignalSpy>

class HandClock final : public Clock {
public:
    WallTime wall() const override { return wallTime; }
    MonotonicTime monotonic() const override { return monotonicTime; }
    WallTime wallTime = 1'000'000'000;
    MonotonicTime monotonicTime{std::chrono::hours(1)};
};

class TestWakeWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sleepIsWallTimeWithoutMonotonicTime();
    void busyTimeIsNoSleep();
    void checksByItself();
};

void TestWakeWatch::sleepIsWallTimeWithoutMonotonicTime() {
    HandClock clock;
    WakeWatch watch(clock);
    QSignalSpy woke(&watch, &WakeWatch::woke);
    watch.start({});
    clock.wallTime += 3'605'000'000;
    clock.monotonicTime += std::chrono::seconds(5);
    watch.check();
    QCOMPARE(woke.size(), 1);
    QCOMPARE(woke.front().front().value<std::chrono::seconds>(), std::chrono::seconds(3600));
    watch.check();
    QCOMPARE(woke.size(), 1);
}

void TestWakeWatch::busyTimeIsNoSleep() {
    HandClock clock;
    WakeWatch watch(clock);
    QSignalSpy woke(&watch, &WakeWatch::woke);
    watch.start({});
    clock.wallTime += 60'000'000;
    clock.monotonicTime += std::chrono::seconds(60);
    watch.check();
    clock.wallTime -= 3'600'000'000; // set back by hand
    watch.check();
    QVERIFY(woke.isEmpty());
}

void TestWakeWatch::checksByItself() {
    HandClock clock;
    WakeWatch watch(clock);
    QSignalSpy woke(&watch, &WakeWatch::woke);
    watch.start(std::chrono::milliseconds(1));
    clock.wallTime += 60'000'000;
    QTRY_COMPARE(woke.size(), 1);
    watch.stop();
}

QTEST_GUILESS_MAIN(TestWakeWatch)
#include "tst_wake_watch.moc"
