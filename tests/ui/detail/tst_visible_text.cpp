#include "ui/detail/visible_text.h"

#include <QTest>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestVisibleText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shows_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain text is itself") << "Hello, world"_ba << u"Hello, world"_s;
        QTest::newRow("text in UTF-8 is itself") << "Grüße 東京"_ba << u"Grüße 東京"_s;
        QTest::newRow("a character beyond the basic plane is itself") << "\xF0\x9F\x91\x8D"_ba << u"👍"_s;
        QTest::newRow("a byte that is not UTF-8 is its hexadecimal escape") << "caf\xE9!"_ba << u"caf\\xE9!"_s;
        // Unicode Standard, table 3-7: C0 80 is no well-formed sequence.
        QTest::newRow("an overlong NUL is two bytes") << "\xC0\x80"_ba << u"\\xC0\\x80"_s;
        QTest::newRow("an overlong slash in three bytes is three bytes") << "\xE0\x80\xAF"_ba << u"\\xE0\\x80\\xAF"_s;
        QTest::newRow("a surrogate in UTF-8 is three bytes") << "\xED\xA0\x80"_ba << u"\\xED\\xA0\\x80"_s;
        QTest::newRow("a code above 10FFFF is four bytes") << "\xF4\x90\x80\x80"_ba << u"\\xF4\\x90\\x80\\x80"_s;
        QTest::newRow("a sequence that is cut off is its bytes") << "a\xE2\x82"_ba << u"a\\xE2\\x82"_s;
        QTest::newRow("NUL has its picture") << QByteArray("a\0b", 3) << u"a\u2400b"_s;
        QTest::newRow("escape has its picture") << "\x1B[31m"_ba << u"\u241B[31m"_s;
        QTest::newRow("CR LF is one sign") << "one\r\ntwo"_ba << u"one\u23CEtwo"_s;
        QTest::newRow("a right-to-left override is spelt out") << "abc\xE2\x80\xAE"
                                                                  "cba"_ba
                                                               << u"abc\\u{202E}cba"_s;
        QTest::newRow("a zero width space is spelt out") << "a\xE2\x80\x8B"_ba << u"a\\u{200B}"_s;
        QTest::newRow("a joiner inside an emoji stays")
            << "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB"_ba << u"👩\u200D💻"_s;
        QTest::newRow("HTML is text") << "<b>x</b>"_ba << u"<b>x</b>"_s;
    }
    void shows() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(visibleText(bytes), shown);
    }

    void cutsWhatIsLong() {
        const QString shown = visibleText(QByteArray(10'000'000, 'a'), 400);
        QCOMPARE(shown.size(), 401);
        QCOMPARE(shown.back(), u'…');
    }

    void everyByteIsConsumedOnce() {
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all.append(char(i));
        qsizetype at = 0;
        while (at < all.size()) {
            const Glyph glyph = glyphAt(all, at);
            QVERIFY(glyph.length >= 1 && at + glyph.length <= all.size());
            at += glyph.length;
        }
        QCOMPARE(at, all.size());
    }
};

QTEST_MAIN(TestVisibleText)
#include "tst_visible_text.moc"
