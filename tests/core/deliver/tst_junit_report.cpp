#include "core/deliver/junit_report.h"
#include "tests/core/deliver/replay_support.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::deliver;

namespace {

SuiteCase one(ReplayVerdict verdict, const QStringList &differences = {}, const QString &error = {}) {
    return {u"#1 sms.inbound"_s, u"offhook.sms.inbound"_s, 0.25, verdict, error, differences};
}

struct Element {
    QString path;
    QXmlStreamAttributes attributes;
    QString text;
};

/// Every element with its path; empty when the report is not well-formed.
QList<Element> elementsOf(const QByteArray &report) {
    QXmlStreamReader xml(report);
    QList<Element> all;
    QStringList path;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            path.append(xml.name().toString());
            all.append({path.join(u'/'), xml.attributes(), {}});
        } else if (xml.isEndElement()) {
            path.removeLast();
        } else if (xml.isCharacters() && !xml.isWhitespace()) {
            all.last().text += xml.text();
        }
    }
    return xml.hasError() ? QList<Element>() : all;
}

QStringList pathsOf(const QList<Element> &elements) {
    QStringList paths;
    for (const Element &element : elements)
        paths.append(element.path);
    return paths;
}

} // namespace

class JunitReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // https://github.com/testmoapp/junitxml lists what CI servers read.
    void theStructureIsJunits() {
        const auto elements = elementsOf(junitReport(u"shop"_s, 1'764'000'000'000'000, 1.5,
            {one(ReplayVerdict::Same), one(ReplayVerdict::Changed, {u"status: 200 → 500"_s, u"b"_s}),
                one(ReplayVerdict::Failed, {}, u"refused"_s), one(ReplayVerdict::Fixed)}));
        QCOMPARE(pathsOf(elements), (QStringList{u"testsuites"_s, u"testsuites/testsuite"_s,
                                        u"testsuites/testsuite/testcase"_s, u"testsuites/testsuite/testcase"_s,
                                        u"testsuites/testsuite/testcase/failure"_s, u"testsuites/testsuite/testcase"_s,
                                        u"testsuites/testsuite/testcase/error"_s, u"testsuites/testsuite/testcase"_s}));
        for (const int counted : {0, 1}) {
            const QXmlStreamAttributes &counts = elements.at(counted).attributes;
            QCOMPARE(counts.value("tests"_L1), u"4"_s);
            QCOMPARE(counts.value("failures"_L1), u"1"_s);
            QCOMPARE(counts.value("errors"_L1), u"1"_s);
            QCOMPARE(counts.value("time"_L1), u"1.500"_s);
        }
        QCOMPARE(elements.at(1).attributes.value("name"_L1), u"shop"_s);
        QCOMPARE(elements.at(1).attributes.value("timestamp"_L1), u"2025-11-24T16:00:00"_s);
        QCOMPARE(elements.at(2).attributes.value("classname"_L1), u"offhook.sms.inbound"_s);
        QCOMPARE(elements.at(2).attributes.value("time"_L1), u"0.250"_s);
        QCOMPARE(elements.at(4).attributes.value("type"_L1), u"changed"_s);
        QCOMPARE(elements.at(4).attributes.value("message"_L1), u"status: 200 → 500"_s);
        QCOMPARE(elements.at(4).text, u"status: 200 → 500\nb"_s);
        QCOMPARE(elements.at(6).attributes.value("message"_L1), u"refused"_s);
    }
    void hostileTextIsEscaped_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read");
        QTest::newRow("markup") << u"\"></testcase><x a='&amp;'>"_s << u"\"></testcase><x a='&amp;'>"_s;
        QTest::newRow("the end of CDATA") << u"]]>"_s << u"]]>"_s;
        QTest::newRow("control characters") << QString(u"a\u0000\u0007\u001bb"_s) << u"a\ufffd\ufffd\ufffdb"_s;
        QTest::newRow("no characters at all") << QString(QChar(0xFFFE)) + QChar(0xFFFF) << u"\ufffd\ufffd"_s;
        QTest::newRow("half a character") << QString(QChar(0xD800)) << u"\ufffd"_s;
        QTest::newRow("characters beyond 16 bits") << u"😀"_s << u"😀"_s;
    }
    void hostileTextIsEscaped() {
        QFETCH(QString, text);
        SuiteCase hostile = one(ReplayVerdict::Regressed, {text});
        hostile.name = text;
        const auto elements = elementsOf(junitReport(text, 0, 0, {hostile}));
        QCOMPARE(elements.size(), 4);
        QTEST(elements.at(1).attributes.value("name"_L1).toString(), "read");
        QTEST(elements.at(2).attributes.value("name"_L1).toString(), "read");
        QTEST(elements.at(3).attributes.value("message"_L1).toString(), "read");
        QTEST(elements.at(3).text, "read");
    }
    void aCaseIsMadeOfAnAttempt() {
        ReplayAttempt attempt;
        attempt.origin = test::sms(7);
        attempt.tookUs = 12'000;
        attempt.comparison = compareAnswers({200, {}, {}}, {500, {}, {}}, {});
        const SuiteCase made = suiteCase(attempt);
        QCOMPARE(made.name, u"#7 sms.inbound +14155550100 Hi there you"_s);
        QCOMPARE(made.className, u"offhook.sms.inbound"_s);
        QCOMPARE(made.seconds, 0.012);
        QCOMPARE(made.differences, QStringList(u"status: 200 → 500"_s));
        QCOMPARE(made.verdict, ReplayVerdict::Regressed);
    }
    void onlySameAndFixedPass() {
        int passed = 0;
        for (int i = 0; i < ReplayVerdictCount; ++i)
            passed += isPassed(ReplayVerdict(i)) ? 1 : 0;
        QCOMPARE(passed, 2);
        QVERIFY(isPassed(ReplayVerdict::Same) && isPassed(ReplayVerdict::Fixed));
    }
};

QTEST_GUILESS_MAIN(JunitReportTest)
#include "tst_junit_report.moc"
