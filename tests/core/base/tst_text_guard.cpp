#include "core/base/text_guard.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;

class TestTextGuard final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textBecomesOneVisibleLine_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("plain text stays") << u"Hello, world"_s << u"Hello, world"_s;
        QTest::newRow("blanks at the ends stay") << u"  x  "_s << u"  x  "_s;
        QTest::newRow("letters of other scripts stay") << u"Grüße 你好 مرحبا नमस्ते"_s << u"Grüße 你好 مرحبا नमस्ते"_s;
        QTest::newRow("a line feed is a return symbol") << u"a\nb"_s << u"a\u23CEb"_s;
        QTest::newRow("CRLF is one return symbol") << u"a\r\nb"_s << u"a\u23CEb"_s;
        QTest::newRow("a carriage return alone is one too") << u"a\rb"_s << u"a\u23CEb"_s;
        QTest::newRow("Unicode's own line breaks as well") << u"a\u2028b\u2029c"_s << u"a\u23CEb\u23CEc"_s;
        QTest::newRow("a tab is a control picture") << u"a\tb"_s << u"a\u2409b"_s;
        QTest::newRow("NUL is a control picture") << QString::fromLatin1("a\0b", 3) << u"a\u2400b"_s;
        QTest::newRow("escape cannot speak to a terminal") << u"\u001B[31m"_s << u"\u241B[31m"_s;
        QTest::newRow("delete is a control picture") << u"\u007F"_s << u"\u2421"_s;
        QTest::newRow("C1 controls are replaced") << u"a\u009Bb"_s << u"a\uFFFDb"_s;
        QTest::newRow("a right-to-left override is replaced") << u"invoice\u202Efdp.exe"_s << u"invoice\uFFFDfdp.exe"_s;
        QTest::newRow("bidi isolates are replaced") << u"\u2066a\u2069"_s << u"\uFFFDa\uFFFD"_s;
        QTest::newRow("the Arabic letter mark is replaced") << u"a\u061Cb"_s << u"a\uFFFDb"_s;
        QTest::newRow("a zero width space is replaced") << u"pay\u200Bpal"_s << u"pay\uFFFDpal"_s;
        QTest::newRow("a zero width joiner between Latin letters is replaced") << u"a\u200Db"_s << u"a\uFFFDb"_s;
        QTest::newRow("a soft hyphen is replaced") << u"a\u00ADb"_s << u"a\uFFFDb"_s;
        QTest::newRow("a byte order mark is replaced") << u"\uFEFFa"_s << u"\uFFFDa"_s;
        QTest::newRow("a Hangul filler is replaced") << u"a\u3164b"_s << u"a\uFFFDb"_s;
        QTest::newRow("tag characters are replaced") << QString::fromUcs4(U"a\U000E0041b") << u"a\uFFFD\uFFFDb"_s;
        QTest::newRow("a lone surrogate is replaced") << u"a"_s + QChar(0xD83D) + u"b"_s << u"a\uFFFDb"_s;
        QTest::newRow("a family emoji keeps its joiners")
            << QString::fromUcs4(U"\U0001F468\u200D\U0001F469\u200D\U0001F467")
            << QString::fromUcs4(U"\U0001F468\u200D\U0001F469\u200D\U0001F467");
        QTest::newRow("a rainbow flag keeps selector and joiner")
            << QString::fromUcs4(U"\U0001F3F3\uFE0F\u200D\U0001F308")
            << QString::fromUcs4(U"\U0001F3F3\uFE0F\u200D\U0001F308");
        QTest::newRow("Persian keeps its non-joiner") << u"می\u200Cخواهم"_s << u"می\u200Cخواهم"_s;
        QTest::newRow("Sinhala keeps its joiner") << u"ශ්\u200Dරී"_s << u"ශ්\u200Dරී"_s;
        QTest::newRow("nothing stays nothing") << QString() << QString();
    }
    void textBecomesOneVisibleLine() {
        QFETCH(QString, text);
        QFETCH(QString, line);
        QCOMPARE(printable(text), line);
        if (text.isValidUtf16())
            QCOMPARE(printable(QByteArrayView(text.toUtf8())), line);
    }

    void longTextIsCut_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("line");
        QTest::newRow("at the limit nothing is cut") << u"abcde"_s << 5 << u"abcde"_s;
        QTest::newRow("over it an ellipsis follows") << u"abcdef"_s << 5 << u"abcde…"_s;
        QTest::newRow("a pair of surrogates is not torn") << QString::fromUcs4(U"abcd\U0001F600x") << 5 << u"abcd…"_s;
        QTest::newRow("a limit of nothing leaves the ellipsis") << u"abc"_s << 0 << u"…"_s;
        QTest::newRow("CRLF counts once") << u"a\r\nb"_s << 3 << u"a\u23CEb"_s;
    }
    void longTextIsCut() {
        QFETCH(QString, text);
        QFETCH(int, limit);
        QFETCH(QString, line);
        QCOMPARE(printable(text, limit), line);
        QCOMPARE(printable(QByteArrayView(text.toUtf8()), limit), line);
    }

    void tenMegabytesMakeAShortLine() {
        const QByteArray huge(10 * 1024 * 1024, 'x');
        QCOMPARE(printable(QByteArrayView(huge)), QString(500, u'x') + u"…"_s);
    }

    void theGreatestLimitCutsNothing() {
        const QString text(1000, u'x');
        QCOMPARE(printable(text, std::numeric_limits<qsizetype>::max() - 1), text);
        QCOMPARE(printable(QByteArrayView(text.toUtf8()), std::numeric_limits<qsizetype>::max() - 1), text);
    }

    // Well-formedness by table 3-7 of the Unicode Standard 15.0.
    void utf8IsRecognised_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("wellFormed");
        QTest::newRow("empty is") << QByteArray() << true;
        QTest::newRow("ASCII is") << QByteArray("abc\0d", 5) << true;
        QTest::newRow("two, three and four bytes are") << QByteArray("\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80") << true;
        QTest::newRow("Latin-1 is not") << QByteArray("Gr\xFC\xDF") << false;
        QTest::newRow("a lone continuation is not") << QByteArray("\x80") << false;
        QTest::newRow("an overlong slash is not") << QByteArray("\xC0\xAF") << false;
        QTest::newRow("an overlong three byte form is not") << QByteArray("\xE0\x80\xAF") << false;
        QTest::newRow("a surrogate is not") << QByteArray("\xED\xA0\x80") << false;
        QTest::newRow("beyond U+10FFFF is not") << QByteArray("\xF4\x90\x80\x80") << false;
        QTest::newRow("a character cut short is not") << QByteArray("abc\xE2\x82") << false;
    }
    void utf8IsRecognised() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, wellFormed);
        QCOMPARE(isUtf8(bytes), wellFormed);
    }

    void bytesThatAreNotUtf8AreReplaced() { QCOMPARE(printable(QByteArrayView("Gr\xFC\xDF")), u"Gr\uFFFD\uFFFD"_s); }
};

QTEST_GUILESS_MAIN(TestTextGuard)
#include "tst_text_guard.moc"
