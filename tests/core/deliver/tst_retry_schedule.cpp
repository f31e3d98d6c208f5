#include "core/deliver/retry_schedule.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using std::chrono::milliseconds;

class TestRetrySchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pausesDoubleUpToTheLongest();
    void jitterStaysInTheUpperHalf();
    void afterAllTriesThereIsNoPause();
    void retryAfterIsRead_data();
    void retryAfterIsRead();
    void whatIsWorthRetrying_data();
    void whatIsWorthRetrying();
};

namespace {

// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110 5.6.7, less 37 seconds.
constexpr WallTime Now = 784'111'740LL * 1'000'000;

} // namespace

void TestRetrySchedule::pausesDoubleUpToTheLongest() {
    const RetrySchedule schedule{8, milliseconds(1'000), milliseconds(10'000)};
    const qint64 expected[] = {1'000, 2'000, 4'000, 8'000, 10'000, 10'000};
    for (int tried = 1; tried <= 6; ++tried)
        QCOMPARE(pauseAfter(tried, schedule, 1.0)->count(), expected[tried - 1]);
}

void TestRetrySchedule::jitterStaysInTheUpperHalf() {
    const RetrySchedule schedule{8, milliseconds(1'000), milliseconds(600'000)};
    QCOMPARE(pauseAfter(3, schedule, 0.0)->count(), 2'000);
    QCOMPARE(pauseAfter(3, schedule, 0.5)->count(), 3'000);
    QCOMPARE(pauseAfter(3, schedule, 7.0)->count(), 4'000);
}

void TestRetrySchedule::afterAllTriesThereIsNoPause() {
    QVERIFY(pauseAfter(2, {2, milliseconds(1), milliseconds(1)}, 0));
    QVERIFY(!pauseAfter(3, {2, milliseconds(1), milliseconds(1)}, 0));
    QVERIFY(!pauseAfter(1, {0, milliseconds(1), milliseconds(1)}, 0));
    QVERIFY(pauseAfter(50, {1'000, milliseconds(1'000), milliseconds(600'000)}, 1));
    QVERIFY(!pauseAfter(51, {1'000, milliseconds(1'000), milliseconds(600'000)}, 1));
}

void TestRetrySchedule::retryAfterIsRead_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("ms"); // -1: nothing
    QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
    QTest::newRow("no pause") << QByteArray("0") << qint64(0);
    QTest::newRow("more than a day is a day") << QByteArray("99999999999999999999") << qint64(86'400'000);
    QTest::newRow("an IMF-fixdate") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64(37'000);
    QTest::newRow("an RFC 850 date") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << qint64(37'000);
    QTest::newRow("a date of asctime()") << QByteArray("Sun Nov  6 08:49:37 1994") << qint64(37'000);
    QTest::newRow("a date in the past") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << qint64(0);
    QTest::newRow("a leap second") << QByteArray("Sun, 06 Nov 1994 08:49:60 GMT") << qint64(59'000);
    QTest::newRow("a date far ahead") << QByteArray("Sun, 06 Nov 2044 08:49:37 GMT") << qint64(86'400'000);
    QTest::newRow("another zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 CET") << qint64(-1);
    QTest::newRow("a day that is not there") << QByteArray("Sun, 31 Feb 1994 08:49:37 GMT") << qint64(-1);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("a fraction") << QByteArray("1.5") << qint64(-1);
    QTest::newRow("words") << QByteArray("soon") << qint64(-1);
    QTest::newRow("empty") << QByteArray() << qint64(-1);
}

void TestRetrySchedule::retryAfterIsRead() {
    QFETCH(QByteArray, value);
    QFETCH(qint64, ms);
    const auto pause = retryAfter(value, Now);
    QCOMPARE(pause ? pause->count() : -1, ms);
}

void TestRetrySchedule::whatIsWorthRetrying_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("expected");
    for (const int status : {408, 425, 429, 500, 502, 503, 504, 599})
        QTest::addRow("%d is", status) << status << true;
    for (const int status : {200, 301, 400, 401, 403, 404, 410, 422, 600})
        QTest::addRow("%d is not", status) << status << false;
}

void TestRetrySchedule::whatIsWorthRetrying() {
    QFETCH(int, status);
    QFETCH(bool, expected);
    QCOMPARE(isWorthRetrying(status), expected);
}

QTEST_GUILESS_MAIN(TestRetrySchedule)
#include "tst_retry_schedule.moc"
