#include "core/filter/values.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::filter;

using Number = std::optional<qint64>;
Q_DECLARE_METATYPE(Number)

class TestValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void durations_data();
    void durations();
    void codes();
    void integers();
    void times_data();
    void times();
};

void TestValues::durations_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<Number>("expected");
    QTest::newRow("seconds") << u"2s"_s << Number(2'000'000);
    QTest::newRow("milliseconds") << u"250ms"_s << Number(250'000);
    QTest::newRow("microseconds") << u"80us"_s << Number(80);
    QTest::newRow("microseconds with the sign") << u"80µs"_s << Number(80);
    QTest::newRow("parts") << u"1.5s"_s << Number(1'500'000);
    QTest::newRow("small parts") << u"0.000001s"_s << Number(1);
    QTest::newRow("minutes") << u"3min"_s << Number(180'000'000);
    QTest::newRow("minutes, short") << u"3m"_s << Number(180'000'000);
    QTest::newRow("hours") << u"2h"_s << Number(7'200'000'000);
    QTest::newRow("upper case") << u"2S"_s << Number(2'000'000);
    QTest::newRow("no unit") << u"2"_s << Number();
    QTest::newRow("no number") << u"s"_s << Number();
    QTest::newRow("a point without digits") << u"1.s"_s << Number();
    QTest::newRow("a point without whole") << u".5s"_s << Number();
    QTest::newRow("negative") << u"-2s"_s << Number();
    QTest::newRow("something after it") << u"2s!"_s << Number();
    QTest::newRow("too many digits") << u"1234567s"_s << Number();
    QTest::newRow("other digits") << u"٢s"_s << Number();
    QTest::newRow("empty") << u""_s << Number();
}

void TestValues::durations() {
    QFETCH(QString, text);
    QTEST(readDuration(text), "expected");
}

void TestValues::codes() {
    QCOMPARE(readCode(u"404", Match::Equals), Number(404));
    QCOMPARE(readCode(u"5xx", Match::Equals), Number(5));
    QCOMPARE(readCode(u"5XX", Match::GreaterOrEqual), Number(500));
    QCOMPARE(readCode(u"5xx", Match::Less), Number(500));
    QCOMPARE(readCode(u"4xx", Match::Greater), Number(499));
    QCOMPARE(readCode(u"4xx", Match::LessOrEqual), Number(499));
    for (const QStringView bad : {u"", u"40", u"4040", u"abc", u"6xx", u"0xx", u"5x", u"5xxx", u"-40", u"4 4"})
        QVERIFY2(!readCode(bad, Match::Equals), bad.toUtf8().constData());
}

void TestValues::integers() {
    QCOMPARE(readInteger(u"0"), Number(0));
    QCOMPARE(readInteger(u"-12"), Number(-12));
    QCOMPARE(readInteger(u"999999999999999999"), Number(999'999'999'999'999'999));
    for (const QStringView bad : {u"", u"-", u"1.5", u"1a", u"+1", u"1000000000000000000"})
        QVERIFY2(!readInteger(bad), bad.toUtf8().constData());
}

// Berlin is UTC+1 in winter, UTC+2 in summer; clocks went back at 2026-10-25T03:00 (IANA time zone database).
void TestValues::times_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc");
    QTest::newRow("time of day") << u"10:00"_s << u"2026-11-24T09:00:00Z"_s;
    QTest::newRow("one digit hour") << u"9:05"_s << u"2026-11-24T08:05:00Z"_s;
    QTest::newRow("with seconds") << u"23:59:59"_s << u"2026-11-24T22:59:59Z"_s;
    QTest::newRow("with milliseconds") << u"10:00:00.318"_s << u"2026-11-24T09:00:00.318Z"_s;
    QTest::newRow("a date in winter") << u"2026-11-20"_s << u"2026-11-19T23:00:00Z"_s;
    QTest::newRow("a date in summer") << u"2026-07-01"_s << u"2026-06-30T22:00:00Z"_s;
    QTest::newRow("a date and time") << u"2026-07-01T08:30"_s << u"2026-07-01T06:30:00Z"_s;
    QTest::newRow("joined by a blank") << u"2026-07-01 08:30"_s << u"2026-07-01T06:30:00Z"_s;
    QTest::newRow("in UTC") << u"2026-07-01T08:30:00Z"_s << u"2026-07-01T08:30:00Z"_s;
    QTest::newRow("with an offset") << u"2026-07-01T08:30-05:00"_s << u"2026-07-01T13:30:00Z"_s;
    QTest::newRow("a leap day") << u"2024-02-29"_s << u"2024-02-28T23:00:00Z"_s;
    for (const char *bad : {"", "10", "10:", "10:0", "10:60", "24:00", "10:00:60", "10:00:00.", "10:00x", "10:00Z",
             "2026-13-01", "2026-02-29", "2026-1-1", "2026-11-24T", "2026-11-24T10", "2026-11-24T10:00+2",
             "2026-11-24T10:00+15:00", "2026-11-24x", "26-11-24"})
        QTest::addRow("not a time: %s", bad) << QString::fromLatin1(bad) << QString();
}

void TestValues::times() {
    QFETCH(QString, text);
    QFETCH(QString, utc);
    const WallTime now = QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch() * 1000;
    const std::optional<WallTime> time = readTime(text, now);
    QCOMPARE(time.has_value(), !utc.isEmpty());
    if (time)
        QCOMPARE(*time, QDateTime::fromString(utc, Qt::ISODateWithMs).toMSecsSinceEpoch() * 1000);
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
