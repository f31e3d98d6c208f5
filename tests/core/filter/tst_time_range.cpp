#include "core/filter/time_range.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::filter;

namespace {
// 2026-11-24 09:00:00 UTC, 10:00:00 in Berlin (date -u -d @1795510800).
constexpr WallTime Ten = 1'795'510'800'000'000;
constexpr WallTime Minute = 60'000'000;
} // namespace

class TestTimeRange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void rangesAreRead_data();
    void rangesAreRead();
    void valuesAreReadBack();
    void textIsKept_data();
    void textIsKept();
    void termsAreAdded_data();
    void termsAreAdded();
};

void TestTimeRange::rangesAreRead_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("from");
    QTest::addColumn<bool>("to");
    QTest::newRow("none") << u"kind:sms"_s << false << false;
    QTest::newRow("only the start") << u"after:10:00 kind:sms"_s << true << false;
    QTest::newRow("both") << u"after:10:00 before:10:01"_s << true << true;
    QTest::newRow("in a group that must be met") << u"(after:10:00 kind:sms) before:10:01"_s << true << true;
    QTest::newRow("one of several alternatives") << u"after:10:00 OR kind:sms"_s << false << false;
    QTest::newRow("denied") << u"-after:10:00"_s << false << false;
    QTest::newRow("the narrower of two") << u"after:09:00 after:10:00 before:10:01 before:11:00"_s << true << true;
}

void TestTimeRange::rangesAreRead() {
    QFETCH(const QString, source);
    QFETCH(const bool, from);
    QFETCH(const bool, to);
    const ParseResult parsed = parse(source, Ten + 5 * Minute);
    QVERIFY(parsed.ok());
    const TimeRange range = timeRange(parsed.expression);
    QCOMPARE(range.from, from ? std::optional(Ten) : std::nullopt);
    QCOMPARE(range.to, to ? std::optional(Ten + Minute) : std::nullopt);
}

void TestTimeRange::valuesAreReadBack() {
    QCOMPARE(timeValue(Ten), u"2026-11-24T10:00:00"_s);
    QCOMPARE(timeValue(Ten + 250'000), u"2026-11-24T10:00:00.25"_s);
    for (const WallTime time : {Ten, Ten + 1, Ten + 999'999, Ten - 40 * Minute + 120, WallTime(0)}) {
        const ParseResult parsed = parse(QString(u"after:"_s + timeValue(time)), 0);
        QVERIFY(parsed.ok());
        QCOMPARE(timeRange(parsed.expression).from, std::optional(time));
    }
}

void TestTimeRange::textIsKept_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("without");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("nothing of the time") << u"kind:sms  \"a  b\""_s << u"kind:sms  \"a  b\""_s;
    QTest::newRow("at the end") << u"kind:sms after:10:00 before:11:00"_s << u"kind:sms"_s;
    QTest::newRow("in front") << u"after:10:00 \"a  b\""_s << u"\"a  b\""_s;
    QTest::newRow("in the middle") << u"kind:sms after:10:00 status:failed"_s << u"kind:sms status:failed"_s;
    QTest::newRow("the whole") << u"after:10:00"_s << QString();
    QTest::newRow("behind AND") << u"kind:sms AND after:10:00"_s << u"kind:sms"_s;
    QTest::newRow("in brackets") << u"kind:sms (after:10:00)"_s << u"kind:sms"_s;
    QTest::newRow("an alternative stays") << u"after:10:00 OR kind:sms"_s << u"after:10:00 OR kind:sms"_s;
    QTest::newRow("a mistake stays") << u"kind:nothing after:10:00"_s << u"kind:nothing after:10:00"_s;
}

void TestTimeRange::textIsKept() {
    QFETCH(const QString, source);
    QFETCH(const QString, without);
    QCOMPARE(withTimeRange(source, {}), without);
    const QString ranged = withTimeRange(source, {Ten, Ten + Minute});
    QVERIFY2(ranged.endsWith(u"after:2026-11-24T10:00:00 before:2026-11-24T10:01:00"_s), qPrintable(ranged));
    const ParseResult parsed = parse(ranged, Ten);
    if (!parsed.ok()) // a mistake
        return;
    QCOMPARE(timeRange(parsed.expression), (TimeRange{Ten, Ten + Minute}));
    QCOMPARE(withTimeRange(ranged, {Ten, {}}), withTimeRange(source, {Ten, {}}));
}

void TestTimeRange::termsAreAdded_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::newRow("to nothing") << u" "_s << u"sig:valid"_s;
    QTest::newRow("to terms") << u"a b"_s << u"a b sig:valid"_s;
    QTest::newRow("to alternatives") << u"a OR b c"_s << u"(a OR b c) sig:valid"_s;
    QTest::newRow("to alternatives in brackets") << u"(a OR b c)"_s << u"(a OR b c) sig:valid"_s;
    QTest::newRow("to two pairs of brackets") << u"(a) OR (b)"_s << u"((a) OR (b)) sig:valid"_s;
    QTest::newRow("to alternatives and a term") << u"(a OR b) c"_s << u"(a OR b) c sig:valid"_s;
}

void TestTimeRange::termsAreAdded() {
    QFETCH(const QString, source);
    QFETCH(const QString, expected);
    QCOMPARE(withTerm(source, u"sig:valid"_s), expected);
}

QTEST_GUILESS_MAIN(TestTimeRange)
#include "tst_time_range.moc"
