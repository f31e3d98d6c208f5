#include "core/deliver/rate_limit.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using std::chrono::seconds;

class TestRateLimit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutALimitEverythingGoes();
    void aFullBucketIsSpentAndFillsEvenly();
    void whenItSaysReadyItIs_data();
    void whenItSaysReadyItIs();
    void aClockThatGoesBackGivesNothing();
};

namespace {

constexpr WallTime Begin = 1'795'000'000'000'000;
constexpr WallTime Second = 1'000'000;

} // namespace

void TestRateLimit::withoutALimitEverythingGoes() {
    RateLimit limit;
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(limit.take(Begin));
    QCOMPARE(limit.readyAt(Begin), Begin);
}

void TestRateLimit::aFullBucketIsSpentAndFillsEvenly() {
    RateLimit limit({10, seconds(1)});
    int taken = 0;
    while (limit.take(Begin))
        ++taken;
    QCOMPARE(taken, 10);
    QCOMPARE(limit.readyAt(Begin), Begin + Second / 10);
    QVERIFY(!limit.take(Begin + Second / 20));
    QVERIFY(limit.take(Begin + Second / 10));
    for (taken = 0; limit.take(Begin + 100 * Second); ++taken) {
    }
    QCOMPARE(taken, 10);
}

void TestRateLimit::whenItSaysReadyItIs_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("per");
    QTest::newRow("three a second") << 3 << 1;
    QTest::newRow("seven in eleven seconds") << 7 << 11;
    QTest::newRow("one an hour") << 1 << 3'600;
    QTest::newRow("a hundred thousand a second") << 100'000 << 1;
}

void TestRateLimit::whenItSaysReadyItIs() {
    QFETCH(int, count);
    QFETCH(int, per);
    RateLimit limit({count, seconds(per)});
    WallTime now = Begin;
    for (int i = 0; i < count + 200; ++i) {
        now = limit.readyAt(now);
        QVERIFY(limit.take(now));
    }
    const double waited = double(now - Begin) / (double(per) * Second) * count; // in tokens; the first came for nothing
    QVERIFY2(std::abs(waited - 200) < 1.5, qPrintable(QString::number(waited)));
}

void TestRateLimit::aClockThatGoesBackGivesNothing() {
    RateLimit limit({1, seconds(1)});
    QVERIFY(limit.take(Begin));
    QVERIFY(!limit.take(Begin - 100 * Second));
    QVERIFY(limit.take(Begin + Second));
}

QTEST_GUILESS_MAIN(TestRateLimit)
#include "tst_rate_limit.moc"
