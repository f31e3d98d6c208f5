#include "core/deliver/pace.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace offhook;
using namespace offhook::deliver;

namespace {
constexpr WallTime Second = 1'000'000;
const MonotonicTime Start{1000s};
} // namespace

class PaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNextBeginsWhenItIsDue_data() {
        QTest::addColumn<double>("speed");
        QTest::addColumn<double>("perSecond");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("as fast as possible") << 0.0 << 0.0 << qint64(10);
        QTest::newRow("as they came") << 1.0 << 0.0 << qint64(4000);
        QTest::newRow("ten times faster") << 10.0 << 0.0 << qint64(400);
        QTest::newRow("half as fast") << 0.5 << 0.0 << qint64(8000);
        QTest::newRow("at most two a second") << 0.0 << 2.0 << qint64(500);
        QTest::newRow("the later of both") << 100.0 << 2.0 << qint64(500);
    }
    // The second event came 4 s after the first; it is asked for 10 ms after the first began.
    void theNextBeginsWhenItIsDue() {
        QFETCH(double, speed);
        QFETCH(double, perSecond);
        QFETCH(qint64, milliseconds);
        PaceKeeper keeper({speed, perSecond, 1});
        QCOMPARE(keeper.startOf(7 * Second, Start), Start);
        keeper.started(7 * Second, Start);
        QVERIFY(keeper.startOf(11 * Second, Start + 10ms) == Start + std::chrono::milliseconds(milliseconds));
    }
    void whoIsLateBeginsAtOnce() {
        PaceKeeper keeper({1, 0, 1});
        keeper.started(0, Start);
        QVERIFY(keeper.startOf(Second, Start + 5s) == Start + 5s);
    }
    void anEventFromBeforeBeginsAtOnce() {
        PaceKeeper keeper({1, 0, 1});
        keeper.started(10 * Second, Start);
        QVERIFY(keeper.startOf(3 * Second, Start + 1ms) == Start + 1ms);
    }
    void aPauseShiftsTheRest() {
        PaceKeeper keeper({1, 0, 1});
        keeper.shift(1s); // nothing began
        keeper.started(0, Start);
        keeper.shift(60s);
        QVERIFY(keeper.startOf(Second, Start + 60s) == Start + 61s);
    }
};

QTEST_GUILESS_MAIN(PaceTest)
#include "tst_pace.moc"
