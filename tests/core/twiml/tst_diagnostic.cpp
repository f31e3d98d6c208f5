#include "core/twiml/diagnostic.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;

class TestDiagnostic : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsFromWhatGoesForTheFinding();
    void fillsItsTextsWithoutReadingArgumentsAsPlaceholders();
    void tellsWhatFailsWhenItIsAnError();
    void appliesSeveralEdits();
    void quotesWordsOfTheDocument();
    void namesSeverities();
};

void TestDiagnostic::startsFromWhatGoesForTheFinding() {
    const Diagnostic made = diagnose(Finding::WrongRoot, {1, 4}, {u"Foo"_s});
    QCOMPARE(made.code, 12102); // "Root element must be Response", twilio.com/docs/api/errors/12102
    QCOMPARE(made.severity, Severity::Error);
    QCOMPARE(made.range, (TextRange{1, 4}));
    QVERIFY(message(made).contains("<Foo>"_L1));
    QVERIFY(fixLabel(made).isEmpty());
}

void TestDiagnostic::fillsItsTextsWithoutReadingArgumentsAsPlaceholders() {
    QCOMPARE(fill(u"%1 and %2"_s, {u"%2"_s, u"b"_s}), u"%2 and b"_s);
    QCOMPARE(fill(u"100 % of %1"_s, {u"a"_s}), u"100 % of a"_s);
    QCOMPARE(fill(u"%3"_s, {u"a"_s}), QString());
    QCOMPARE(fill(u"%"_s, {u"a"_s}), u"%"_s);
}

void TestDiagnostic::tellsWhatFailsWhenItIsAnError() {
    Diagnostic made = diagnose(Finding::WrongBoolean, {}, {u"muted"_s, u"maybe"_s, {}, u"Conference"_s});
    const QString whenIgnored = effect(made);
    made.severity = Severity::Error;
    QVERIFY(effect(made) != whenIgnored);
    QVERIFY(effect(made).contains("<Conference>"_L1));
}

void TestDiagnostic::appliesSeveralEdits() {
    const Fix fix{FixLabel::Rename, u"Say"_s, {{{1, 4}, "Say"}, {{7, 10}, "Say"}, {{11, 11}, "!"}}};
    QCOMPARE(applied(fix, "<say></say>"), QByteArray("<Say></Say>!"));
    Diagnostic made = diagnose(Finding::UnknownElement, {1, 4});
    made.fix = fix;
    QVERIFY(fixLabel(made).contains("Say"_L1));
}

void TestDiagnostic::quotesWordsOfTheDocument() {
    QCOMPARE(quoted("abc"), u"abc"_s);
    QVERIFY(quoted(QByteArray(500, 'x')).size() < 70);
    QVERIFY(!quoted("a\x1b[31mb\n").contains(u'\x1b'));
}

void TestDiagnostic::namesSeverities() {
    QCOMPARE(severityName(Severity::Error), "error"_L1);
    QCOMPARE(severityName(Severity::Warning), "warning"_L1);
    QCOMPARE(severityName(Severity::Hint), "hint"_L1);
}

QTEST_GUILESS_MAIN(TestDiagnostic)
#include "tst_diagnostic.moc"
