#include "core/store/time_series.h"

#include <QTest>

#include <map>
#include <random>

using namespace offhook;
using namespace offhook::store;

namespace {
constexpr WallTime Second = 1'000'000;
constexpr WallTime Day = 86'400 * Second;
} // namespace

class TestTimeSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void emptyHasNoSteps();
    void oneMomentIsOneStep();
    void stepsHoldWhatFallsInto_data();
    void stepsHoldWhatFallsInto();
    void daysBeginAtTheOrigin();
    void farTimesFit();
    void coarserStepsHoldTheSame();
};

void TestTimeSeries::emptyHasNoSteps() {
    const TimeSeries series;
    QVERIFY(series.isEmpty());
    QCOMPARE(series.begin(), series.end());
}

void TestTimeSeries::oneMomentIsOneStep() {
    TimeSeries series;
    ++series.at(5 * Second).count;
    ++series.at(5 * Second + 300).count;
    QCOMPARE(series.steps().size(), std::size_t(1));
    QCOMPARE(series.begin(), 5 * Second);
    QCOMPARE(series.width(), 1000);
    QCOMPARE(series.steps().front().count, 2);
}

void TestTimeSeries::stepsHoldWhatFallsInto_data() {
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("span");
    QTest::newRow("a second") << qint64(1'795'510'800) * Second << qint64(Second);
    QTest::newRow("a minute") << qint64(1'795'510'800) * Second << 60 * qint64(Second);
    QTest::newRow("a day") << qint64(1'795'510'800) * Second << qint64(Day);
    QTest::newRow("ten years") << qint64(1'795'510'800) * Second << 3650 * qint64(Day);
    QTest::newRow("around the epoch") << -30 * qint64(Second) << 60 * qint64(Second);
}

// Counted again by a map of step numbers, in random order.
void TestTimeSeries::stepsHoldWhatFallsInto() {
    QFETCH(const qint64, start);
    QFETCH(const qint64, span);
    std::mt19937_64 random(7);
    TimeSeries series;
    std::vector<WallTime> times;
    for (int i = 0; i < 5000; ++i) {
        times.push_back(start + qint64(random() % quint64(span)));
        ++series.at(times.back()).count;
    }
    QVERIFY(qint64(series.steps().size()) <= TimeSeries::MaxSteps);
    QVERIFY2(qint64(series.steps().size()) > TimeSeries::MaxSteps / 6, "the steps are needlessly wide");
    std::map<qint64, qint64> expected;
    for (const WallTime time : times)
        ++expected[(time - series.begin()) / series.width()];
    for (std::size_t i = 0; i < series.steps().size(); ++i)
        QCOMPARE(series.steps()[i].count, expected[qint64(i)]);
}

void TestTimeSeries::daysBeginAtTheOrigin() {
    const WallTime berlin = -3600 * Second;
    TimeSeries series(berlin);
    ++series.at(100 * Day).count;
    ++series.at(300 * Day).count;
    QCOMPARE(series.width(), Day);
    QCOMPARE((series.begin() - berlin) % Day, 0);
    QVERIFY(series.begin() <= 100 * Day && series.end() > 300 * Day);
}

void TestTimeSeries::farTimesFit() {
    TimeSeries series;
    ++series.at(0).count;
    ++series.at(4'000'000'000 * Second).count;
    ++series.at(-4'000'000'000 * Second).count;
    QVERIFY(qint64(series.steps().size()) <= TimeSeries::MaxSteps);
    qint64 total = 0;
    for (const TimeStep &step : series.steps())
        total += step.count;
    QCOMPARE(total, 3);
}

void TestTimeSeries::coarserStepsHoldTheSame() {
    TimeSeries series;
    for (WallTime time = 0; time < 200 * Second; time += Second / 4) {
        TimeStep &step = series.at(time);
        ++step.count;
        step.durations.add(time % 977);
    }
    const TimeSeries coarse = series.coarsened(20);
    QVERIFY(coarse.steps().size() <= 20);
    QVERIFY(coarse.begin() <= series.begin() && coarse.end() >= series.end());
    qint64 count = 0;
    DurationHistogram all;
    for (const TimeStep &step : coarse.steps()) {
        count += step.count;
        all.add(step.durations);
    }
    QCOMPARE(count, 800);
    QCOMPARE(all.count(), 800);
}

QTEST_GUILESS_MAIN(TestTimeSeries)
#include "tst_time_series.moc"
