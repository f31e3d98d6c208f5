#include "core/filter/matching.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::filter;

class TestMatching : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wildcards_data();
    void wildcards();
    void wildcardsAgreeWithRegularExpressions();
    void manyWildcardsStayFast();
    void folding_data();
    void folding();
    void foldingAgreesWithQtOnWellFormedText();
    void bytesThatAreNotUtf8AreKept();
    void searching();
    void phoneNumbersLoseTheirPunctuation();
    void literals();
    void comparisons();
};

void TestMatching::wildcards_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const QByteArray &pattern, const QByteArray &text, bool matches) {
        QTest::newRow(name) << pattern << text << matches;
    };
    row("equal", "+1415", "+1415", true);
    row("longer", "+1415", "+14155", false);
    row("case does not count", "SM12ab", "sm12AB", true);
    row("nothing is nothing", "", "", true);
    row("nothing is not something", "", "a", false);
    row("a star is everything", "*", "", true);
    row("a star at the end", "+1415*", "+14155550142", true);
    row("a star may be empty", "+1415*", "+1415", true);
    row("a star at the beginning", "*0142", "+14155550142", true);
    row("stars around", "*555*", "+14155550142", true);
    row("stars around, not there", "*556*", "+14155550142", false);
    row("an ellipsis is a star", "+1415…42", "+14155550142", true);
    row("an ellipsis alone", "…", "x", true);
    row("both ends do not overlap", "ab*ba", "aba", false);
    row("both ends meet", "ab*ba", "abba", true);
    row("parts in order", "a*b*c", "axxbxxc", true);
    row("parts out of order", "a*c*b*", "abc", false);
    row("the last part is the end", "*a*b", "abab", true);
    row("a star in the text is text", "a*", "a*b", true);
    row("an ellipsis in the text is text", "a*b", "a…b", true);
    row("letters with accents", "*GRÖSSE*", "die größe? grösse!", true);
    row("Greek", "ΑΒΓ", "αβγ", true);
    row("a sharp s is no double s", "strasse", "straße", false);
}

void TestMatching::wildcards() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QTEST(wildcardMatch(pattern, text), "matches");
}

// The oracle: the pattern as a regular expression of PCRE.
void TestMatching::wildcardsAgreeWithRegularExpressions() {
    QRandomGenerator random(7);
    const auto word = [&random](const char *letters, int most) {
        QByteArray out;
        for (int i = random.bounded(most); i > 0; --i)
            out += letters[random.bounded(int(qstrlen(letters)))];
        return out;
    };
    for (int round = 0; round < 20'000; ++round) {
        const QByteArray pattern = word("abB**", 7);
        const QByteArray text = word("abA", 9);
        QString expression;
        for (const char c : pattern)
            expression += c == '*' ? u".*"_s : QString(QLatin1Char(c));
        const QRegularExpression oracle(
            QRegularExpression::anchoredPattern(expression), QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(wildcardMatch(pattern, text) == oracle.match(QString::fromLatin1(text)).hasMatch(),
            QByteArray(pattern + ' ' + text).constData());
    }
}

// Backtracking would take longer than the universe has.
void TestMatching::manyWildcardsStayFast() {
    const QByteArray stars = QByteArray("*a").repeated(200);
    QVERIFY(!wildcardMatch(QByteArray(stars + "*b"), QByteArray(100'000, 'a')));
    QVERIFY(wildcardMatch(stars, QByteArray(100'000, 'a')));
}

void TestMatching::folding_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    // Unicode's CaseFolding.txt, status C and S.
    QTest::newRow("ASCII") << u"AbZ[`{@"_s << u"abz[`{@"_s;
    QTest::newRow("Latin") << u"ÄÉŁ"_s << u"äéł"_s;
    QTest::newRow("final sigma") << u"ΣΑΣ ς"_s << u"σασ σ"_s;
    QTest::newRow("Cyrillic") << u"Жук"_s << u"жук"_s;
    QTest::newRow("beyond 16 bits: Deseret") << u"𐐀"_s << u"𐐨"_s;
    QTest::newRow("without case") << u"日本 🙂 €"_s << u"日本 🙂 €"_s;
    QTest::newRow("a large sharp s") << u"ẞ"_s << u"ß"_s;
    QTest::newRow("nothing else becomes ASCII: Kelvin, long s") << u"\u212A\u017F"_s << u"\u212A\u017F"_s;
}

void TestMatching::folding() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(folded(text.toUtf8()), expected.toUtf8());
    QCOMPARE(folded(expected.toUtf8()), expected.toUtf8());
}

void TestMatching::foldingAgreesWithQtOnWellFormedText() {
    for (char32_t code = 1; code < 0x20000; ++code) {
        if (code >= 0xD800 && code < 0xE000)
            continue;
        const QString text = QString::fromUcs4(&code, 1);
        const char32_t qt = QChar::toCaseFolded(code);
        const char32_t expected = qt < 0x80 && code >= 0x80 ? code : qt;
        QCOMPARE(folded(text.toUtf8()), QString::fromUcs4(&expected, 1).toUtf8());
    }
}

void TestMatching::bytesThatAreNotUtf8AreKept() {
    for (const char *bytes :
        {"a\xFF", "a\xC3", "a\xC0\x80", "a\xED\xA0\x80", "a\xF4\x90\x80\x80", "a\xE2\x82", "a\x80\x80"})
        QCOMPARE(folded(bytes), QByteArray(bytes));
    QCOMPARE(folded("A\xFF\xC3\x84"), QByteArray("a\xFF\xC3\xA4"));
    QCOMPARE(folded(QByteArrayView("A\0B", 3)), QByteArray("a\0b", 3));
}

void TestMatching::searching() {
    QCOMPARE(indexOf("abcabc", "bc"), 1);
    QCOMPARE(indexOf("abcabc", "bc", 2), 4);
    QCOMPARE(indexOf("abcabc", "bc", 5), -1);
    QCOMPARE(indexOf("abc", "", 3), 3);
    QCOMPARE(indexOf("abc", "", 4), -1);
    QCOMPARE(indexOf("", "a"), -1);
}

void TestMatching::phoneNumbersLoseTheirPunctuation() {
    const auto pattern = [](Key key, Match match, const QString &value) {
        Term term;
        term.key = key;
        term.match = match;
        return patternFor(term, value);
    };
    QCOMPARE(pattern(Key::From, Match::Equals, u"+1 (415) 555-0142"_s), QByteArray("+14155550142"));
    QCOMPARE(pattern(Key::To, Match::Equals, u"+1 415*"_s), QByteArray("+1415*"));
    QCOMPARE(pattern(Key::From, Match::Equals, u"client:a-b"_s), QByteArray("client:a-b"));
    QCOMPARE(pattern(Key::From, Match::Equals, u"+49 abc"_s), QByteArray("+49 abc"));
    QCOMPARE(pattern(Key::Body, Match::Contains, u"+1 415"_s), QByteArray("*+1 415*"));
    QCOMPARE(pattern(Key::Text, Match::Contains, u"Ärger"_s), QByteArray("*ärger*"));
}

void TestMatching::literals() {
    QCOMPARE(longestLiteral("a*bcd…ef"), QByteArray("bcd"));
    QCOMPARE(longestLiteral("*"), QByteArray());
    QCOMPARE(longestLiteral(""), QByteArray());
    QVERIFY(hasWildcard("a…"));
    QVERIFY(!hasWildcard("a\xE2\x80"));
    QVERIFY(isPlainSearch("*abc*"));
    QVERIFY(isPlainSearch("**abc…*"));
    QVERIFY(!isPlainSearch("*a*b*"));
    QVERIFY(!isPlainSearch("abc*"));
    QVERIFY(!isPlainSearch("*abc"));
    QVERIFY(!isPlainSearch("abc"));
}

void TestMatching::comparisons() {
    QVERIFY(codeMatches(Match::Equals, 404, 404));
    QVERIFY(codeMatches(Match::Equals, 404, 4));
    QVERIFY(!codeMatches(Match::Equals, 304, 4));
    QVERIFY(codeMatches(Match::GreaterOrEqual, 500, 500));
    QVERIFY(!codeMatches(Match::Greater, 500, 500));
    QVERIFY(numericMatch(Match::Greater, "2", 1));
    QVERIFY(numericMatch(Match::Less, "-2", 1));
    QVERIFY(numericMatch(Match::LessOrEqual, "1", 1));
    QVERIFY(!numericMatch(Match::Less, "", 1));
    QVERIFY(!numericMatch(Match::Less, "abc", 1));
    QVERIFY(!numericMatch(Match::Contains, "1", 1));
}

QTEST_GUILESS_MAIN(TestMatching)
#include "tst_matching.moc"
