#include "core/twiml/tag_syntax.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;

namespace {

std::optional<Diagnostic> firstOf(const QByteArray &body) {
    Scanner scanner(body);
    Token token;
    if (!scanner.next(token))
        return {};
    if (auto violation = violationIn(token, body))
        return violation;
    const std::vector<Diagnostic> inText = textViolationsIn(token, body);
    return inText.empty() ? std::nullopt : std::optional(inText.front());
}

} // namespace

class TestTagSyntax : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesOneToken_data();
    void judgesOneToken();
    void mends_data();
    void mends();
    void listsAllOfTheText();
};

void TestTagSyntax::judgesOneToken_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a good tag") << QByteArray("<a b='1]]>' c=\"&lt;\">") << QString();
    QTest::newRow("a good comment") << QByteArray("<!-- a - b -->") << QString();
    QTest::newRow("good text") << QByteArray("Fish &amp; chips &#8364; > ]]") << QString();
    QTest::newRow("a lone ampersand") << QByteArray("a & b") << u"error 12100 raw-ampersand [&]"_s;
    QTest::newRow("an ampersand in a URL") << QByteArray("<a b='x?y=1&z=2'>") << u"error 12100 raw-ampersand [&]"_s;
    QTest::newRow("an entity of HTML") << QByteArray("a&nbsp;b") << u"error 12100 unknown-entity [&nbsp;]"_s;
    QTest::newRow("a number that is no character") << QByteArray("&#0;") << u"error 12100 unknown-entity [&#0;]"_s;
    QTest::newRow("a lone <") << QByteArray("1 < 2") << u"error 12100 raw-less-than [<]"_s;
    QTest::newRow("a control character") << QByteArray("a\x01z") << u"error 12100 invalid-character [\x01]"_s;
    QTest::newRow("U+FFFE") << QByteArray("a\xEF\xBF\xBE") << u"error 12100 invalid-character [\uFFFE]"_s;
    QTest::newRow("the end of a CDATA section that is none")
        << QByteArray("a]]>b") << u"error 12100 not-well-formed []]>]"_s;
    QTest::newRow("a value without quotes") << QByteArray("<a b=1>") << u"error 12100 unquoted-value [b=1]"_s;
    QTest::newRow("an attribute without a value") << QByteArray("<a b>") << u"error 12100 unquoted-value [b]"_s;
    QTest::newRow("a value without an end") << QByteArray("<a b='1>") << u"error 12100 unclosed-markup [b='1>]"_s;
    QTest::newRow("an attribute twice") << QByteArray("<a b='1' c='2' b='3'>")
                                        << u"error 12100 repeated-attribute [b='3']"_s;
    QTest::newRow("no blank between attributes")
        << QByteArray("<a b='1'c='2'>") << u"error 12100 not-well-formed [c]"_s;
    QTest::newRow("a tag without an end") << QByteArray("<a b='1'") << u"error 12100 unclosed-markup [<a b='1']"_s;
    QTest::newRow("a name that is none") << QByteArray("<a 1b='1'>") << u"error 12100 not-well-formed [1b]"_s;
    QTest::newRow("an attribute of a closing tag")
        << QByteArray("</a b='1'>") << u"error 12100 not-well-formed [</a b='1'>]"_s;
    QTest::newRow("two hyphens in a comment")
        << QByteArray("<!-- a -- b -->") << u"error 12100 hyphens-in-comment [--]"_s;
    QTest::newRow("a comment that ends with three hyphens")
        << QByteArray("<!-- a --->") << u"error 12100 hyphens-in-comment [--]"_s;
    QTest::newRow("a comment without an end") << QByteArray("<!-- a") << u"error 12100 unclosed-markup [<!--]"_s;
    QTest::newRow("a CDATA section without an end")
        << QByteArray("<![CDATA[a") << u"error 12100 unclosed-markup [<![CDATA[]"_s;
    QTest::newRow("an instruction without an end") << QByteArray("<?a") << u"error 12100 unclosed-markup [<?]"_s;
}

void TestTagSyntax::judgesOneToken() {
    QFETCH(const QByteArray, body);
    QFETCH(const QString, expected);
    const auto violation = firstOf(body);
    QCOMPARE(violation ? test::line(*violation, body) : QString(), expected);
}

void TestTagSyntax::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a lone ampersand") << QByteArray("a & b") << QByteArray("a &amp; b");
    QTest::newRow("an entity of HTML") << QByteArray("&euro;") << QByteArray("&#8364;");
    QTest::newRow("a lone <") << QByteArray("1 < 2") << QByteArray("1 &lt; 2");
    QTest::newRow("a control character") << QByteArray("a\x01z") << QByteArray("az");
    QTest::newRow("missing quotes") << QByteArray("<a b=1>") << QByteArray("<a b=\"1\">");
    QTest::newRow("an attribute twice") << QByteArray("<a b='1'\n b='3'>") << QByteArray("<a b='1'>");
    QTest::newRow("two hyphens") << QByteArray("<!-- a--b -->") << QByteArray("<!-- a- b -->");
}

void TestTagSyntax::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    const auto violation = firstOf(body);
    QVERIFY(violation && violation->fix);
    QCOMPARE(applied(*violation->fix, body), expected);
}

void TestTagSyntax::listsAllOfTheText() {
    const QByteArray body = "<a b='1&2&3' c=\"&amp;&nbsp;\">";
    Scanner scanner(body);
    Token token;
    QVERIFY(scanner.next(token));
    QCOMPARE(test::lines(textViolationsIn(token, body), body),
        (QStringList{u"error 12100 raw-ampersand [&]"_s, u"error 12100 raw-ampersand [&]"_s,
            u"error 12100 unknown-entity [&nbsp;]"_s}));
    const QByteArray many = QByteArray("&").repeated(100'000);
    Scanner text(many);
    QVERIFY(text.next(token));
    QVERIFY(textViolationsIn(token, many).size() < 1000);
}

QTEST_GUILESS_MAIN(TestTagSyntax)
#include "tst_tag_syntax.moc"
