#include "core/exchange/quoting.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class QuotingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // POSIX.1-2017, 2.2 and the printf utility.
    void shellWords() {
        QCOMPARE(shellQuoted("it's"), QByteArray("'it'\\''s'"));
        QCOMPARE(shellQuoted("$HOME `x` \"y\" \\"), QByteArray("'$HOME `x` \"y\" \\'"));
        QCOMPARE(shellQuoted("a\x01"), QByteArray("\"$(printf 'a\\001')\""));
        QCOMPARE(shellQuoted("\xff"), QByteArray("\"$(printf '\\377')\""));
    }
    void printfTakesAnyBytes() {
        QCOMPARE(printfCommand(QByteArrayView("a%b\\c\0d", 7)), QByteArray("printf 'a%%b\\\\c\\000d'"));
        QCOMPARE(printfCommand("-n"), QByteArray("printf '\\055n'"));
    }
    void literals_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("style");
        QTest::addColumn<QByteArray>("literal");
        QTest::newRow("quotes and backslashes")
            << QByteArray("a\"b\\c") << int(Literal::Json) << QByteArray("\"a\\\"b\\\\c\"");
        QTest::newRow("a control character") << QByteArray("\x01") << int(Literal::Json) << QByteArray("\"\\u0001\"");
        QTest::newRow("Java's lexer reads \\u first")
            << QByteArray("\x01") << int(Literal::Java) << QByteArray("\"\\001\"");
        QTest::newRow("Ruby interpolates #{") << QByteArray("#{x}") << int(Literal::Ruby) << QByteArray("\"\\#{x}\"");
        QTest::newRow("PHP interpolates $")
            << QByteArray("$x\x02") << int(Literal::Php) << QByteArray("\"\\$x\\u{0002}\"");
        QTest::newRow("text that turns around")
            << QByteArray("\xe2\x80\xae") << int(Literal::Json) << QByteArray("\"\\u202e\"");
        QTest::newRow("a pair of surrogates stays one")
            << QByteArray("\xf0\x9f\x99\x82") << int(Literal::Json) << QByteArray("\"\xf0\x9f\x99\x82\"");
    }
    void literals() {
        QFETCH(QByteArray, text);
        QFETCH(int, style);
        QTEST(quoted(text, Literal(style)), "literal");
    }
    void aByteOrderMarkIsNoPlainText() {
        QVERIFY(!isPlainText("\xef\xbb\xbfx"));
        QVERIFY(isPlainText("x\xef\xbb\xbf"));
        QVERIFY(!isPlainText("\xc3"));
    }
};

QTEST_GUILESS_MAIN(QuotingTest)
#include "tst_quoting.moc"
