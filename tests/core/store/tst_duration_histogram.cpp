#include "core/store/duration_histogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace offhook::store;

class TestDurationHistogram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingHasNoPercentile();
    void oneIsEveryPercentile();
    void percentilesAreWithinAThirtySecond_data();
    void percentilesAreWithinAThirtySecond();
    void addingIsCountingTogether();
    void extremesAreTaken();
};

void TestDurationHistogram::nothingHasNoPercentile() {
    QCOMPARE(DurationHistogram().percentile(0.5), -1);
    QCOMPARE(DurationHistogram().longest(), 0);
}

void TestDurationHistogram::oneIsEveryPercentile() {
    DurationHistogram one;
    one.add(7);
    for (const double share : {0.0, 0.5, 0.99, 1.0})
        QCOMPARE(one.percentile(share), 7);
}

void TestDurationHistogram::percentilesAreWithinAThirtySecond_data() {
    QTest::addColumn<double>("mean");
    QTest::newRow("a few microseconds") << 5.0;
    QTest::newRow("a millisecond") << 1e3;
    QTest::newRow("seconds") << 3e6;
}

// The reference is the nearest-rank percentile of the sorted values.
void TestDurationHistogram::percentilesAreWithinAThirtySecond() {
    QFETCH(const double, mean);
    std::mt19937 random(42);
    std::exponential_distribution<double> spread(1 / mean);
    std::vector<qint64> values;
    DurationHistogram histogram;
    for (int i = 0; i < 20'000; ++i) {
        values.push_back(qint64(spread(random)));
        histogram.add(values.back());
    }
    std::sort(values.begin(), values.end());
    for (const double share : {0.001, 0.25, 0.5, 0.9, 0.99, 0.9999, 1.0}) {
        const qint64 exact = values[std::size_t(std::ceil(share * double(values.size()))) - 1];
        const qint64 found = histogram.percentile(share);
        QVERIFY2(std::abs(found - exact) <= exact / 32 + 1,
            qPrintable(QStringLiteral("%1 for %2 at %3").arg(found).arg(exact).arg(share)));
    }
    QCOMPARE(histogram.longest(), values.back());
}

void TestDurationHistogram::addingIsCountingTogether() {
    DurationHistogram all;
    DurationHistogram odd;
    DurationHistogram even;
    for (qint64 us = 1; us < 100'000; us += 7) {
        all.add(us);
        (us % 2 != 0 ? odd : even).add(us);
    }
    odd.add(even);
    QCOMPARE(odd.count(), all.count());
    QCOMPARE(odd.longest(), all.longest());
    for (const double share : {0.1, 0.5, 0.9})
        QCOMPARE(odd.percentile(share), all.percentile(share));
}

void TestDurationHistogram::extremesAreTaken() {
    DurationHistogram histogram;
    histogram.add(-5);
    QCOMPARE(histogram.percentile(1), 0);
    histogram.add(std::numeric_limits<qint64>::max());
    QCOMPARE(histogram.count(), 2);
    QCOMPARE(histogram.longest(), std::numeric_limits<qint64>::max());
    QVERIFY(histogram.percentile(1) > 1'000'000'000'000);
}

QTEST_GUILESS_MAIN(TestDurationHistogram)
#include "tst_duration_histogram.moc"
