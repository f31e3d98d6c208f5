#include "core/base/clock.h"

#include <QDateTime>
#include <QTest>

using namespace offhook;

class TestClock final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Expected values: date -u -d @SECONDS of GNU coreutils.
    void isoTimeWritesUtcWithMilliseconds_data() {
        QTest::addColumn<WallTime>("time");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("the epoch") << WallTime(0) << QByteArray("1970-01-01T00:00:00.000Z");
        QTest::newRow("microseconds are cut, not rounded") << WallTime(1'999) << QByteArray("1970-01-01T00:00:00.001Z");
        QTest::newRow("one microsecond before the epoch belongs to the millisecond before it")
            << WallTime(-1) << QByteArray("1969-12-31T23:59:59.999Z");
        QTest::newRow("one millisecond before the epoch") << WallTime(-1'000) << QByteArray("1969-12-31T23:59:59.999Z");
        QTest::newRow("a leap day") << WallTime(1'709'210'096'789'123) << QByteArray("2024-02-29T12:34:56.789Z");
        QTest::newRow("after 32 bit seconds end")
            << WallTime(2'147'483'648'000'000) << QByteArray("2038-01-19T03:14:08.000Z");
    }
    void isoTimeWritesUtcWithMilliseconds() {
        QFETCH(WallTime, time);
        QFETCH(QByteArray, text);
        QCOMPARE(isoTime(time), text);
    }

    void isoTimeIgnoresTheTimeZoneOfTheMachine() {
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Asia/Kathmandu");
        tzset();
        QCOMPARE(isoTime(0), QByteArray("1970-01-01T00:00:00.000Z"));
        qputenv("TZ", before);
        tzset();
    }

    void theSystemClockCountsMicrosecondsSince1970() {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const WallTime now = Clock::system().wall();
        const qint64 after = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(now >= before * 1000);
        QVERIFY(now < (after + 1) * 1000);
    }

    void theMonotonicClockNeverGoesBack() {
        MonotonicTime last = Clock::system().monotonic();
        for (int i = 0; i < 10'000; ++i) {
            const MonotonicTime now = Clock::system().monotonic();
            QVERIFY(now >= last);
            last = now;
        }
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
