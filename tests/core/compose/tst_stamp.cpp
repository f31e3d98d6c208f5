#include "core/compose/stamp.h"

#include <QLocale>
#include <QTest>

using offhook::WallTime;
using offhook::compose::Stamp;

class TestStamp final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // English names must not depend on the machine.
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German)); }

    // Expected seconds: date -u -d '2026-01-15 10:30:00' +%s = 1768473000 (GNU coreutils).
    void timesAreReadAndWrittenInTheirOwnForm_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<WallTime>("time");
        const WallTime time = 1'768'473'000'000'000;
        QTest::newRow("RFC 2822, as voice")
            << QByteArray("Timestamp") << QByteArray("Thu, 15 Jan 2026 10:30:00 +0000") << time;
        QTest::newRow("RFC 2822 with a day of one digit")
            << QByteArray("Timestamp") << QByteArray("Mon, 05 Jan 2026 10:30:00 +0000") << time - 10LL * 86'400'000'000;
        QTest::newRow("ISO 8601 without decimals")
            << QByteArray("Timestamp") << QByteArray("2026-01-15T10:30:00Z") << time;
        QTest::newRow("ISO 8601 with milliseconds")
            << QByteArray("DateCreated") << QByteArray("2026-01-15T10:30:00.250Z") << time + 250'000;
        QTest::newRow("ISO 8601 with microseconds")
            << QByteArray("Timestamp") << QByteArray("2026-01-15T10:30:05.123456Z") << time + 5'123'456;
        QTest::newRow("seconds since 1970") << QByteArray("Timestamp") << QByteArray("1768473000") << time;
        QTest::newRow("milliseconds since 1970") << QByteArray("TimestampMs") << QByteArray("1768473000000") << time;
        QTest::newRow("a carrier's minute") << QByteArray("RawDlrDoneDate") << QByteArray("2601151030") << time;
    }
    void timesAreReadAndWrittenInTheirOwnForm() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(WallTime, time);
        const auto stamp = offhook::compose::readStamp(name, value);
        QVERIFY(stamp);
        QCOMPARE(stamp->time, time);
        QCOMPARE(offhook::compose::writeStamp(*stamp), value);
    }

    void otherValuesAreNoTimes_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("the API version") << QByteArray("ApiVersion") << QByteArray("2010-04-01");
        QTest::newRow("a number of ten digits with another name") << QByteArray("Body") << QByteArray("1768473000");
        QTest::newRow("a phone number") << QByteArray("From") << QByteArray("+15555550100");
        QTest::newRow("a message that mentions a time")
            << QByteArray("Body") << QByteArray("at 2026-01-15T10:30:00Z ok");
        QTest::newRow("a month that is none") << QByteArray("Timestamp") << QByteArray("2026-13-15T10:30:00Z");
        QTest::newRow("another zone") << QByteArray("Timestamp") << QByteArray("Thu, 15 Jan 2026 10:30:00 +0100");
        QTest::newRow("nothing") << QByteArray("Timestamp") << QByteArray();
        QTest::newRow("bytes that are no text")
            << QByteArray("Timestamp") << QByteArray("\xFF\xFE\0\1\2\3\4\5\6\7", 10);
    }
    void otherValuesAreNoTimes() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QVERIFY(!offhook::compose::readStamp(name, value));
    }
};

QTEST_GUILESS_MAIN(TestStamp)
#include "tst_stamp.moc"
