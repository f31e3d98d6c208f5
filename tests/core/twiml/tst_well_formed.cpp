#include "core/twiml/well_formed.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;

namespace {

std::optional<Diagnostic> firstViolation(const QByteArray &body) {
    const Violations violations = violationsOf(body);
    return violations.found.empty() ? std::nullopt : std::optional(violations.found.front());
}

} // namespace

class TestWellFormed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data();
    void judges();
    void mends_data();
    void mends();
    void goesOnBehindMistakesInText();
    void agreesWithQXmlStreamReader();
    void findsTheDeclaredEncoding_data();
    void findsTheDeclaredEncoding();
};

void TestWellFormed::judges_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a small document") << QByteArray("<Response/>") << QString();
    QTest::newRow("with declaration, comments and instructions around")
        << QByteArray("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a --><?b?>\n<a/>\n<!-- c -->") << QString();
    QTest::newRow("white space before the root without a declaration") << QByteArray("\n <a/>") << QString();
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF<?xml version='1.0'?><a/>") << QString();
    QTest::newRow("a declared prefix") << QByteArray("<a xmlns:b='urn:c'><b:d b:e='1' xml:lang='en'/></a>")
                                       << QString();
    QTest::newRow("a document type") << QByteArray("<!DOCTYPE a [<!ELEMENT a ANY>]><a/>") << QString();
    QTest::newRow("declared and written as Latin-1")
        << QByteArray("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>") << QString();
    QTest::newRow("a blank line before the declaration")
        << QByteArray("\r\n<?xml version='1.0'?><a/>") << u"error 12100 blank-before-declaration [\r\n]"_s;
    // QString drops the mark that the range holds.
    QTest::newRow("two byte order marks")
        << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF<a/>") << u"error 12100 content-before-root []"_s;
    QTest::newRow("two declarations") << QByteArray("<?xml version='1.0'?><?xml version='1.0'?><a/>")
                                      << u"error 12100 misplaced-declaration [<?xml version='1.0'?>]"_s;
    QTest::newRow("text only") << QByteArray(" OK ") << u"error 12100 content-before-root [OK]"_s;
    QTest::newRow("text after the root") << QByteArray("<a/>done") << u"error 12100 content-after-root [done]"_s;
    QTest::newRow("two roots") << QByteArray("<a/><b/>") << u"error 12100 content-after-root [<b/>]"_s;
    QTest::newRow("a closing tag too many") << QByteArray("<a></a></a>") << u"error 12100 content-after-root [</a>]"_s;
    QTest::newRow("a closing tag in another case")
        << QByteArray("<Say>x</say>") << u"error 12100 mismatched-tag [</say>]"_s;
    QTest::newRow("an element that its parent closes")
        << QByteArray("<a><b>x</a>") << u"error 12100 unclosed-element [b]"_s;
    QTest::newRow("an element that nothing closes") << QByteArray("<a>") << u"error 12100 unclosed-element [a]"_s;
    QTest::newRow("nothing but a comment") << QByteArray("<!-- a -->") << u"error 12100 not-well-formed []"_s;
    QTest::newRow("a prefix that nobody declares")
        << QByteArray("<a><b:c/></a>") << u"error 12100 unbound-prefix [b]"_s;
    QTest::newRow("bytes that are not UTF-8") << QByteArray("<a>caf\xE9</a>") << u"error 12100 not-utf-8 [\uFFFD]"_s;
    QTest::newRow("UTF-8 that is cut") << QByteArray("<a/>\xE2\x82") << u"error 12100 not-utf-8 [\uFFFD]"_s;
    QTest::newRow("an entity of an own document type")
        << QByteArray("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") << u"error 12100 unknown-entity [&b;]"_s;
    QTest::newRow("a document type after the root began")
        << QByteArray("<a><!DOCTYPE a></a>") << u"error 12100 not-well-formed [<!DOCTYPE a>]"_s;
    QTest::newRow("a declaration without a version, which only the reader finds")
        << QByteArray("<?xml encoding='UTF-8'?><a/>") << u"error 12100 not-well-formed [?]"_s;
}

void TestWellFormed::judges() {
    QFETCH(const QByteArray, body);
    QFETCH(const QString, expected);
    const auto violation = firstViolation(body);
    const QString found = violation ? test::line(*violation, body) : QString();
    if (expected.endsWith("[?]"_L1)) // where exactly the reader stops is its own affair
        QCOMPARE(found.section(u' ', 0, 2), expected.section(u' ', 0, 2));
    else
        QCOMPARE(found, expected);
}

void TestWellFormed::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a blank line before the declaration")
        << QByteArray("\n<?xml version='1.0'?><a/>") << QByteArray("<?xml version='1.0'?><a/>");
    QTest::newRow("a second byte order mark")
        << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF<a/>") << QByteArray("\xEF\xBB\xBF<a/>");
    QTest::newRow("a second declaration")
        << QByteArray("<?xml version='1.0'?><?xml version='1.0'?><a/>") << QByteArray("<?xml version='1.0'?><a/>");
    QTest::newRow("a closing tag in another case") << QByteArray("<Say>x</say>") << QByteArray("<Say>x</Say>");
    QTest::newRow("an element that its parent closes") << QByteArray("<a><b>x</a>") << QByteArray("<a><b>x</b></a>");
    QTest::newRow("elements that nothing closes") << QByteArray("<a><b>x") << QByteArray("<a><b>x</b></a>");
    QTest::newRow("text after the root") << QByteArray("<a/>\ndone\n") << QByteArray("<a/>\n\n");
}

void TestWellFormed::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    const auto violation = firstViolation(body);
    QVERIFY(violation && violation->fix);
    QCOMPARE(applied(*violation->fix, body), expected);
    QVERIFY(!firstViolation(expected));
}

void TestWellFormed::goesOnBehindMistakesInText() {
    const QByteArray text = "<a>x & y<b c='?d=1&e=2'/></a>";
    QCOMPARE(violationsOf(text).found.size(), std::size_t(2));
    QCOMPARE(violationsOf(text).soundUntil, text.size());
    const QByteArray markup = "<a>x & y<b></c>&</a>";
    QCOMPARE(test::lines(violationsOf(markup).found, markup),
        (QStringList{u"error 12100 raw-ampersand [&]"_s, u"error 12100 mismatched-tag [</c>]"_s}));
    QCOMPARE(violationsOf(markup).soundUntil, markup.indexOf("</c>"));
}

/// Our own scan must not refuse what the reader takes: pieces of XML thrown together at random.
void TestWellFormed::agreesWithQXmlStreamReader() {
    const QByteArray pieces[] = {"<a>", "</a>", "<b c='1'>", "</b>", "<d/>", "x", " ", "&amp;", "<!-- e -->",
        "<![CDATA[f]]>", "<?g h?>", "<b c='1' c='2'/>", "&", "<", ">", "]]>", "--", "\"", "<a i='<'/>"};
    quint32 seed = 11;
    int wellFormed = 0;
    for (int round = 0; round < 60'000; ++round) {
        QByteArray body = "<a>";
        const int count = 1 + round % 5;
        for (int i = 0; i < count; ++i) {
            seed = seed * 1664525u + 1013904223u;
            body += pieces[(seed >> 16) % std::size(pieces)];
        }
        body += "</a>";
        QXmlStreamReader reader(body);
        while (!reader.atEnd())
            reader.readNext();
        const auto violation = firstViolation(body);
        wellFormed += violation ? 0 : 1;
        QVERIFY2(violation.has_value() == reader.hasError(), body.constData());
    }
    QVERIFY(wellFormed > 1000);
}

void TestWellFormed::findsTheDeclaredEncoding_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("in double quotes") << QByteArray("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>")
                                      << QByteArray("ISO-8859-1");
    QTest::newRow("in single quotes with blanks")
        << QByteArray("<?xml version='1.0' encoding = 'utf-8' ?><a/>") << QByteArray("utf-8");
    QTest::newRow("none declared") << QByteArray("<?xml version='1.0'?><a/>") << QByteArray("");
    QTest::newRow("no declaration") << QByteArray("<a encoding='x'/>") << QByteArray("");
    QTest::newRow("without an end") << QByteArray("<?xml version='1.0' encoding='u") << QByteArray("");
}

void TestWellFormed::findsTheDeclaredEncoding() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(declaredEncoding(body).in(body).toByteArray(), expected);
}

QTEST_GUILESS_MAIN(TestWellFormed)
#include "tst_well_formed.moc"
