#include "ui/statistics/chart_scale.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {
// 2026-11-24 09:00:00 UTC, 10:00:00 in Berlin (date -u -d @1795510800).
constexpr WallTime Ten = 1'795'510'800'000'000;
constexpr WallTime Second = 1'000'000;
constexpr WallTime Hour = 3600 * Second;

QStringList labels(const std::vector<Tick> &ticks) {
    QStringList all;
    for (const Tick &tick : ticks)
        all << tick.label;
    return all;
}
} // namespace

class tst_ChartScale : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        qputenv("TZ", "Europe/Berlin");
        QLocale::setDefault(QLocale::c());
    }
    void countsAreRound_data();
    void countsAreRound();
    void durationsAreDecades();
    void timesAreRound_data();
    void timesAreRound();
    void marksStayWithinTheRange();
    void rangesNameTheDayWhereItIsNotToday();
};

void tst_ChartScale::countsAreRound_data() {
    QTest::addColumn<qint64>("most");
    QTest::addColumn<double>("top");
    QTest::newRow("nothing") << qint64(0) << 1.0;
    QTest::newRow("one") << qint64(1) << 1.0;
    QTest::newRow("seven") << qint64(7) << 10.0;
    QTest::newRow("a round number is its own top") << qint64(300) << 300.0;
    QTest::newRow("six hundred") << qint64(627) << 1000.0;
    QTest::newRow("millions") << qint64(1'234'567) << 1'500'000.0;
}

void tst_ChartScale::countsAreRound() {
    QFETCH(const qint64, most);
    const std::vector<Tick> ticks = countTicks(most, 3);
    QVERIFY(ticks.size() >= 2 && ticks.size() <= 5);
    QCOMPARE(ticks.front().value, 0.0);
    QVERIFY(ticks.back().value >= double(most));
    QTEST(ticks.back().value, "top");
}

void tst_ChartScale::durationsAreDecades() {
    const std::vector<Tick> ticks = durationTicks(1'500, 180'000);
    QCOMPARE(ticks.size(), std::size_t(4));
    QCOMPARE(ticks.front().value, 1'000.0);
    QCOMPARE(ticks.back().value, 1'000'000.0);
    QVERIFY(durationTicks(1, 1).size() >= 2);
    QVERIFY(durationTicks(0, 0).size() >= 2);
}

void tst_ChartScale::timesAreRound_data() {
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("span");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, WallTime from, WallTime span, const QStringList &expected) {
        QTest::newRow(name) << qint64(from) << qint64(span) << expected;
    };
    row("ten seconds", Ten, 10 * Second, {u"10:00:00"_s, u"10:00:05"_s, u"10:00:10"_s});
    row("an hour from a crooked time", Ten + 7 * 60 * Second, Hour, {u"10:30"_s, u"11:00"_s});
    row("a day", Ten, 24 * Hour, {u"12:00"_s, u"25 Nov"_s});
    row("half a second", Ten, Second / 2, {u"00.000"_s, u"00.500"_s});
    row("years", Ten, 3 * 365 * 24 * Hour, {});
}

void tst_ChartScale::timesAreRound() {
    QFETCH(const qint64, from);
    QFETCH(const qint64, span);
    QFETCH(const QStringList, expected);
    const std::vector<Tick> ticks = timeTicks(from, from + span, 2);
    QVERIFY(ticks.size() <= 3);
    if (!expected.isEmpty())
        QCOMPARE(labels(ticks), expected);
}

void tst_ChartScale::marksStayWithinTheRange() {
    for (WallTime span = 10'000; span < 4'000 * 24 * Hour; span = span * 3 / 2) {
        for (const int marks : {1, 3, 8}) {
            const std::vector<Tick> ticks = timeTicks(Ten + 12'345, Ten + 12'345 + span, marks);
            QVERIFY2(int(ticks.size()) <= marks + 1, qPrintable(QString::number(span)));
            for (const Tick &tick : ticks)
                QVERIFY(tick.value >= double(Ten + 12'345 - 1000) && tick.value <= double(Ten + 12'345 + span));
        }
    }
    QVERIFY(timeTicks(Ten, Ten, 3).empty());
}

void tst_ChartScale::rangesNameTheDayWhereItIsNotToday() {
    const WallTime today = QDate::currentDate().startOfDay().toMSecsSinceEpoch() * 1000 + 10 * Hour;
    QCOMPARE(timeRangeText(today, today + 60 * Second), u"10:00:00 – 10:01:00"_s);
    QVERIFY(
        timeRangeText(Ten - 365 * 24 * Hour, Ten - 365 * 24 * Hour + Second).startsWith(u"24 Nov 2025 10:00:00.000"_s));
}

QTEST_GUILESS_MAIN(tst_ChartScale)
#include "tst_chart_scale.moc"
