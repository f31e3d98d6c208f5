#include "core/filter/lexer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::filter;
using Type = Token::Type;

namespace {

/// Each token as its source between brackets, with its parts: [key.name op value|value].
QString cut(const QString &source) {
    const auto piece = [&source](Range range) { return source.sliced(range.begin, range.end - range.begin); };
    static const char *const Names[] = {"", "open", "close", "or", "and", "not", ""};
    QString text;
    Lexer lexer(source);
    for (Token token = lexer.next(); token.type != Type::End; token = lexer.next()) {
        text += u'[' + QString::fromLatin1(Names[int(token.type)]);
        if (token.type == Type::Term) {
            text += piece(token.key) + (token.name.isEmpty() ? QString() : u'.' + piece(token.name));
            text += u' ' + piece(token.op) + u' ';
            for (const RawValue &value : token.values)
                text += u'<' + value.text + u'>';
        }
        text += u']';
    }
    return text;
}

} // namespace

class TestLexer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokens_data();
    void tokens();
    void rangesCoverTheSource();
    void quotesKnowWhetherTheyAreClosed();
    void theEndIsReachedAgainAndAgain();
};

void TestLexer::tokens_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("a word") << u" a "_s << u"[  <a>]"_s;
    QTest::newRow("signs") << u"(-a)|b"_s << u"[open][not][  <a>][close][or][  <b>]"_s;
    QTest::newRow("words that join") << u"a AND NOT b OR c"_s << u"[  <a>][and][not][  <b>][or][  <c>]"_s;
    QTest::newRow("words that only begin like them") << u"ORDER ANDY NOTE"_s << u"[  <ORDER>][  <ANDY>][  <NOTE>]"_s;
    QTest::newRow("a key") << u"from:a"_s << u"[from : <a>]"_s;
    QTest::newRow("a key without value") << u"from:"_s << u"[from : ]"_s;
    QTest::newRow("an unknown key") << u"foo:a"_s << u"[foo : <a>]"_s;
    QTest::newRow("a named key") << u"param.A-B_c~x"_s << u"[param.A-B_c ~ <x>]"_s;
    QTest::newRow("a quoted name") << u"header.\"a:b\"=x"_s << u"[header.\"a:b\" = <x>]"_s;
    QTest::newRow("a named key without operator") << u"param.Digits"_s << u"[param.Digits  ]"_s;
    QTest::newRow("comparisons") << u"code:>=1 code<=2 took=>3 took<4"_s
                                 << u"[code :>= <1>][code <= <2>][took => <3>][took < <4>]"_s;
    QTest::newRow("a comparison after another word is text") << u"a<b"_s << u"[  <a<b>]"_s;
    QTest::newRow("alternatives") << u"kind:a|\"b c\"|d"_s << u"[kind : <a><b c><d>]"_s;
    QTest::newRow("a bar at the end stands alone") << u"kind:a|"_s << u"[kind : <a>][or]"_s;
    QTest::newRow("a URL") << u"wss://a/b:c"_s << u"[  <wss://a/b:c>]"_s;
    QTest::newRow("a known key before slashes is a key") << u"path://a"_s << u"[path : <//a>]"_s;
    QTest::newRow("an address of SIP") << u"sip:alice@example.com"_s << u"[  <sip:alice@example.com>]"_s;
    QTest::newRow("a quote in a word is itself") << u"a\"b"_s << u"[  <a\"b>]"_s;
    QTest::newRow("a quote ends its term") << u"\"a\"b"_s << u"[  <a>][  <b>]"_s;
}

void TestLexer::tokens() {
    QFETCH(QString, source);
    QTEST(cut(source), "expected");
}

void TestLexer::rangesCoverTheSource() {
    const QString source = u" from:\"a \\\" b\"|c -(x) "_s;
    Lexer lexer(source);
    const Token from = lexer.next();
    QCOMPARE(from.range, (Range{1, 16}));
    QCOMPARE(from.key, (Range{1, 5}));
    QCOMPARE(from.op, (Range{5, 6}));
    QCOMPARE(from.values[0].range, (Range{6, 14}));
    QCOMPARE(from.values[0].text, u"a \" b"_s);
    QCOMPARE(from.values[1].range, (Range{15, 16}));
    QCOMPARE(lexer.next().range, (Range{17, 18}));
    QCOMPARE(lexer.next().range, (Range{18, 19}));
    QCOMPARE(lexer.next().range, (Range{19, 20}));
    QCOMPARE(lexer.next().range, (Range{20, 21}));
}

void TestLexer::quotesKnowWhetherTheyAreClosed() {
    QVERIFY(Lexer(u"\"a\"").next().values[0].closed);
    QVERIFY(!Lexer(u"\"a").next().values[0].closed);
    QVERIFY(!Lexer(u"\"a\\\"").next().values[0].closed);
    QVERIFY(!Lexer(u"\"").next().values[0].closed);
    QVERIFY(!Lexer(u"param.\"a").next().nameClosed);
}

void TestLexer::theEndIsReachedAgainAndAgain() {
    Lexer lexer(u"a ");
    QCOMPARE(lexer.next().type, Type::Term);
    QCOMPARE(lexer.next().type, Type::End);
    QCOMPARE(lexer.next().type, Type::End);
    QCOMPARE(lexer.next().range, (Range{2, 2}));
}

QTEST_GUILESS_MAIN(TestLexer)
#include "tst_lexer.moc"
