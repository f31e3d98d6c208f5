#include "core/twiml/scanner.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;

namespace {

/// "start:Say(a=1 b=2) text:[Hi] end:Say"; "!" marks what has no end.
QString tokensOf(const QByteArray &body) {
    static const char *const names[] = {
        "text", "cdata", "comment", "instruction", "declaration", "doctype", "start", "end"};
    QStringList all;
    Scanner scanner(body);
    Token token;
    while (scanner.next(token)) {
        QString one = QLatin1StringView(names[int(token.kind)]) + u':' + QString::fromUtf8(token.name.in(body));
        for (const RawAttribute &attribute : token.attributes)
            one += u" %1=%2"_s.arg(
                       QString::fromUtf8(attribute.name.in(body)), QString::fromUtf8(attribute.value.in(body))) +
                   (attribute.isClosed ? u""_s : u"!"_s);
        if (token.kind <= Token::Kind::Comment)
            one += u"[%1]"_s.arg(QString::fromUtf8(token.content.in(body)));
        all.append(one + (token.isEmptyTag ? u"/"_s : u""_s) + (token.isClosed ? u""_s : u"!"_s));
    }
    return all.join(u"; "_s);
}

} // namespace

class TestScanner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cuts_data();
    void cuts();
    void everyByteBelongsToOneToken();
};

void TestScanner::cuts_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("tokens");
    QTest::newRow("a tag, text and a closing tag") << QByteArray("<Say>Hi</Say>") << u"start:Say; text:[Hi]; end:Say"_s;
    QTest::newRow("attributes in both quotes") << QByteArray("<a b='1' c = \"2>3\"/>") << u"start:a b=1 c=2>3/"_s;
    QTest::newRow("a declaration and an instruction")
        << QByteArray("<?xml version='1.0'?><?x y?>") << u"declaration:xml; instruction:x"_s;
    QTest::newRow("a comment with a tag in it") << QByteArray("<!-- <b> -->") << u"comment:[ <b> ]"_s;
    QTest::newRow("a CDATA section") << QByteArray("<![CDATA[a < b]]>") << u"cdata:[a < b]"_s;
    QTest::newRow("a document type with an internal subset")
        << QByteArray("<!DOCTYPE a SYSTEM '>' [<!ENTITY b ']>'><!-- ]> -->]><a/>") << u"doctype:; start:a/"_s;
    QTest::newRow("a byte order mark is no text") << QByteArray("\xEF\xBB\xBF<a/>") << u"start:a/"_s;
    QTest::newRow("< that begins nothing is text") << QByteArray("1 < 2 <3") << u"text:[1 < 2 <3]"_s;
    QTest::newRow("a half-typed tag ends at the next one")
        << QByteArray("<Ga\n</Response>") << u"start:Ga!; end:Response"_s;
    QTest::newRow("a half-typed value ends at the next tag")
        << QByteArray("<a b=\"c>d<e/>") << u"start:a b=c>d!!; start:e/"_s;
    QTest::newRow("a value without quotes") << QByteArray("<a b=c/><a b=/x>") << u"start:a b=c/; start:a b= /= x="_s;
    QTest::newRow("an attribute without a value") << QByteArray("<a b c='1'>") << u"start:a b= c=1"_s;
    QTest::newRow("a stray quote in a tag") << QByteArray("<a \">") << u"start:a \"="_s;
    QTest::newRow("a lone < at the end") << QByteArray("a<") << u"text:[a<]"_s;
    QTest::newRow("a comment without an end") << QByteArray("<!-- a") << u"comment:[ a]!"_s;
}

void TestScanner::cuts() {
    QFETCH(const QByteArray, body);
    QFETCH(const QString, tokens);
    QCOMPARE(tokensOf(body), tokens);
}

void TestScanner::everyByteBelongsToOneToken() {
    const QByteArray pieces[] = {"<a", " b", "='", "\"", ">", "/", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!D",
        "[", "]", "x", "&", "</a", "\n", "\xC3\xA9"};
    quint32 seed = 7;
    for (int round = 0; round < 3000; ++round) {
        QByteArray body;
        for (int i = 0; i < 12; ++i) {
            seed = seed * 1664525u + 1013904223u;
            body += pieces[(seed >> 16) % std::size(pieces)];
        }
        Scanner scanner(body);
        Token token;
        qsizetype at = 0;
        while (scanner.next(token)) {
            QCOMPARE(token.range.begin, at);
            QVERIFY(token.range.end > token.range.begin);
            at = token.range.end;
        }
        QCOMPARE(at, body.size());
    }
}

QTEST_GUILESS_MAIN(TestScanner)
#include "tst_scanner.moc"
