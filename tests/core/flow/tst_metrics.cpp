#include "core/flow/metrics.h"

#include <QtTest>

using namespace offhook;
using flow::Metrics;
using namespace std::chrono_literals;

class TestMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingYet();
    void rateIsOverFiveWholeSeconds();
    void rateFadesAfterTheLastAnswer();
    void p99IsTheNearestRank();
    void p99ForgetsAllButTheLatestThousand();

private:
    const MonotonicTime m_start = MonotonicTime(1000s);
};

void TestMetrics::nothingYet() {
    const Metrics::Snapshot snapshot = Metrics().snapshot(m_start);
    QCOMPARE(snapshot.answered, 0);
    QCOMPARE(snapshot.perSecond, 0.0);
    QCOMPARE(snapshot.p99Us, -1);
}

void TestMetrics::rateIsOverFiveWholeSeconds() {
    Metrics metrics;
    for (int i = 0; i < 50; ++i)
        metrics.add(m_start + i * 100ms, 1);
    QCOMPARE(metrics.snapshot(m_start + 5s).perSecond, 10.0);
}

void TestMetrics::rateFadesAfterTheLastAnswer() {
    Metrics metrics;
    metrics.add(m_start, 1);
    QCOMPARE(metrics.snapshot(m_start + 1s).perSecond, 0.2);
    QCOMPARE(metrics.snapshot(m_start + 6s).perSecond, 0.0);
    QCOMPARE(metrics.snapshot(m_start + 6s).answered, 1);
}

void TestMetrics::p99IsTheNearestRank() {
    // Nearest rank of 1..100 at 99 %: the 99th value.
    Metrics metrics;
    for (int i = 100; i >= 1; --i)
        metrics.add(m_start, i);
    QCOMPARE(metrics.snapshot(m_start).p99Us, 99);
}

void TestMetrics::p99ForgetsAllButTheLatestThousand() {
    Metrics metrics;
    for (int i = 0; i < 500; ++i)
        metrics.add(m_start, 1'000'000);
    for (int i = 0; i < 1000; ++i)
        metrics.add(m_start, 7);
    QCOMPARE(metrics.snapshot(m_start).p99Us, 7);
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
