#include "core/twiml/template.h"

#include <QMap>
#include <QtTest>

using namespace offhook;
using twiml::Template;

namespace {

std::optional<QByteArray> value(QByteArrayView name) {
    static const QMap<QByteArray, QByteArray> Values{
        {"From", "+14155550142"}, {"Body", "a < b & \"c\""}, {"FromCity", "NEW YORK"}, {"Empty", ""}, {"Digits", "1"}};
    const auto found = Values.constFind(name.toByteArray());
    return found != Values.cend() ? std::optional(*found) : std::nullopt;
}

} // namespace

class TestTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void renders_data();
    void renders();
    void missingNamesStayVisibleAndAreListedOnce();
    void mistakesAreNamedAndStay_data();
    void mistakesAreNamedAndStay();
    void withoutEscapingValuesAreAsTheyCame();
    void textWithoutPlacesIsItself();
    void depthIsBounded();
    void controlCharactersThatXmlCannotHoldAreLeftOut();
};

// Notation: twilio.com/docs/serverless/twiml-bins and handlebarsjs.com/guide, read 2026-09; comparing is ours.
void TestTemplate::renders_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *source, const char *expected) {
        QTest::newRow(name) << QByteArray(source) << QByteArray(expected);
    };
    row("the value of a parameter", "<Message>Hi {{From}}</Message>", "<Message>Hi +14155550142</Message>");
    row("blanks inside do not count", "{{ From }}", "+14155550142");
    row("what XML reserves is escaped", "{{Body}}", "a &lt; b &amp; &quot;c&quot;");
    row("three braces leave it as it came", "{{{Body}}}", "a < b & \"c\"");
    row("an ampersand does the same", "{{& Body}}", "a < b & \"c\"");
    row("a comment is left out", "a{{! not this }}b", "ab");
    row("if it is there", "{{#if FromCity}}from {{FromCity}}{{/if}}", "from NEW YORK");
    row("if it is not there", "a{{#if ToCity}}to {{ToCity}}{{/if}}b", "ab");
    row("empty counts as not there", "{{#if Empty}}yes{{else}}no{{/if}}", "no");
    row("else", "{{#if ToCity}}yes{{else}}no{{/if}}", "no");
    row("else of what holds is skipped", "{{#if From}}yes{{else}}no{{/if}}!", "yes!");
    row("unless", "{{#unless ToCity}}no city{{/unless}}", "no city");
    row("a section by its name", "{{#FromCity}}[{{FromCity}}]{{/FromCity}}", "[NEW YORK]");
    row("an inverted section", "{{^ToCity}}none{{/ToCity}}", "none");
    row("equal to a text", "{{#if Digits == \"1\"}}sales{{else}}support{{/if}}", "sales");
    row("equal in single quotes", "{{#if Digits == '2'}}sales{{else}}support{{/if}}", "support");
    row("unequal", "{{#if Digits != \"2\"}}not two{{/if}}", "not two");
    row("what is not there is unequal", "{{#if ToCity != \"X\"}}yes{{/if}}", "yes");
    row("unless with a comparison", "{{#unless Digits == \"1\"}}a{{else}}b{{/unless}}", "b");
    row("one in the other", "{{#if From}}a{{#if ToCity}}b{{else}}c{{/if}}d{{/if}}e", "acde");
    row("one behind the other", "{{#if ToCity}}a{{/if}}{{#if From}}b{{/if}}", "b");
    row("a name that begins like a helper", "{{#iffy}}a{{/iffy}}{{^iffy}}b{{/iffy}}", "b");
}

void TestTemplate::renders() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, expected);
    const Template parsed = Template::parse(source);
    QVERIFY(parsed.problems().empty());
    QVERIFY(parsed.hasPlaces());
    QCOMPARE(parsed.render(value).text, expected);
}

void TestTemplate::missingNamesStayVisibleAndAreListedOnce() {
    const auto rendered = Template::parse("{{Nmae}} {{From}} {{Nmae}} {{{Other}}}").render(value);
    QCOMPARE(rendered.text, QByteArray("{{Nmae}} +14155550142 {{Nmae}} {{Other}}"));
    QCOMPARE(rendered.missing, (std::vector<QByteArray>{"Nmae", "Other"}));
}

void TestTemplate::mistakesAreNamedAndStay_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("rendered");
    const auto row = [](const char *name, const char *source, int offset, const char *rendered) {
        QTest::newRow(name) << QByteArray(source) << offset << QByteArray(rendered);
    };
    row("braces without an end", "a {{From", 2, "a {{From");
    row("no name", "a {{ }} b", 2, "a {{ }} b");
    row("a name with a blank", "{{From City}}", 0, "{{From City}}");
    row("a block without an end", "a{{#if From}}b", 1, "ab");
    row("an end without a block", "a{{/if}}b", 1, "a{{/if}}b");
    row("the end of another block", "{{#if From}}a{{/unless}}b{{/if}}", 13, "a{{/unless}}b");
    row("else without a block", "{{else}}", 0, "{{else}}");
    row("a second else", "{{#if From}}a{{else}}b{{else}}c{{/if}}", 22, "a");
    row("a comparison without quotes", "{{#if Digits == 1}}a", 0, "{{#if Digits == 1}}a");
}

void TestTemplate::mistakesAreNamedAndStay() {
    QFETCH(QByteArray, source);
    QFETCH(int, offset);
    QFETCH(QByteArray, rendered);
    const Template parsed = Template::parse(source);
    QVERIFY(!parsed.problems().empty());
    QCOMPARE(parsed.problems().front().offset, offset);
    QVERIFY(!parsed.problems().front().detail.isEmpty());
    QCOMPARE(parsed.render(value).text, rendered);
}

void TestTemplate::withoutEscapingValuesAreAsTheyCame() {
    QCOMPARE(Template::parse("{{Body}}").render(value, false).text, QByteArray("a < b & \"c\""));
}

void TestTemplate::textWithoutPlacesIsItself() {
    const QByteArray source("<Response>\0{ } }} \xff</Response>", 28);
    const Template parsed = Template::parse(source);
    QVERIFY(!parsed.hasPlaces());
    QVERIFY(parsed.problems().empty());
    QCOMPARE(parsed.render(value).text, source);
}

void TestTemplate::depthIsBounded() {
    const Template parsed = Template::parse(QByteArray("{{#if From}}").repeated(100'000));
    QVERIFY(!parsed.problems().empty());
    QVERIFY(parsed.render(value).text.startsWith("{{#if From}}"));
}

void TestTemplate::controlCharactersThatXmlCannotHoldAreLeftOut() {
    // XML 1.0, production 2.
    QCOMPARE(twiml::xmlEscaped(QByteArray("a\x01\x00\tb\r\n'>", 9)), QByteArray("a\tb\r\n&apos;&gt;"));
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
