#include "core/twiml/segments.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

// Sources of expected values: 3GPP TS 23.038 (alphabet), 3GPP TS 23.040 (parts), and Twilio's own calculator, npm
// sms-segments-calculator, over random texts.

using namespace offhook::twiml;
using namespace Qt::StringLiterals;

namespace {

const QString Folder = QStringLiteral(OFFHOOK_TWILIO_SDK);

QString times(const QString &text, int count) {
    return text.repeated(count);
}

// Pieces that make every way a part can end: one septet, two, one unit, a pair, several joined.
QString randomText(QRandomGenerator &random) {
    static const QStringList plain{u"a"_s, u"Z"_s, u"7"_s, u" "_s, u"@"_s, u"_"_s, u"\n"_s, u"\r\n"_s, u"é"_s, u"Ω"_s};
    static const QStringList extension{u"€"_s, u"{"_s, u"}"_s, u"["_s, u"~"_s, u"|"_s, u"\\"_s, u"^"_s};
    static const QStringList foreign{u"’"_s, u"ç"_s, u"`"_s, u"Ж"_s, u"漢"_s, u"\t"_s, u"😀"_s, u"👍🏽"_s,
        u"👩‍👩‍👧"_s, u"e\u0301"_s, u"🇩🇪"_s, u"☎️"_s};
    const int length = random.bounded(480);
    const double odd = random.bounded(3) == 0 ? 0.05 : 0;
    QString text;
    for (int i = 0; i < length; ++i) {
        const double dice = random.generateDouble();
        const QStringList &from = dice < odd ? foreign : dice < 0.15 ? extension : plain;
        text += from[random.bounded(int(from.size()))];
    }
    return text;
}

} // namespace

class TestSegments final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void counts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("ucs2");
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("room");
        QTest::newRow("no text goes out as nothing") << QString() << false << 0 << 0 << 160;
        QTest::newRow("160 letters are one part") << times(u"a"_s, 160) << false << 160 << 1 << 0;
        QTest::newRow("161 letters are two parts of 153") << times(u"a"_s, 161) << false << 161 << 2 << 145;
        QTest::newRow("306 letters fill two parts") << times(u"a"_s, 306) << false << 306 << 2 << 0;
        QTest::newRow("307 letters are three") << times(u"a"_s, 307) << false << 307 << 3 << 152;
        QTest::newRow("the euro sign takes two septets") << times(u"€"_s, 80) << false << 160 << 1 << 0;
        QTest::newRow("81 euro signs: 76 fit into a part of 153, one septet stays empty")
            << times(u"€"_s, 81) << false << 162 << 2 << 143;
        QTest::newRow("70 characters of UCS-2 are one part") << times(u"ж"_s, 70) << true << 70 << 1 << 0;
        QTest::newRow("71 are two parts of 67") << times(u"ж"_s, 71) << true << 71 << 2 << 63;
        QTest::newRow("one curly quote turns 100 letters into two parts")
            << QString(times(u"a"_s, 99) + u'’') << true << 100 << 2 << 34;
        QTest::newRow("an emoji is two units and is not cut: 33 fit into a part of 67")
            << times(u"😀"_s, 36) << true << 72 << 2 << 61;
        QTest::newRow("CR LF are two septets") << u"a\r\nb"_s << false << 4 << 1 << 156;
    }
    void counts() {
        QFETCH(QString, text);
        const Segments segments = segmentsOf(text);
        QTEST(segments.encoding == Segments::Encoding::Ucs2, "ucs2");
        QTEST(segments.units, "units");
        QTEST(segments.count, "count");
        QTEST(segments.room, "room");
    }

    void whatForcesUcs2IsNamed() {
        const Segments segments = segmentsOf(u"It’s 5 o’clock 😀"_s);
        QCOMPARE(segments.foreign.size(), std::size_t(2));
        QCOMPARE(segments.foreign[0].character, u"’"_s);
        QCOMPARE(segments.foreign[0].offset, 2);
        QCOMPARE(segments.foreign[0].times, 2);
        QCOMPARE(segments.foreign[1].character, u"😀"_s);
        QCOMPARE(segments.foreign[1].offset, 15);
    }

    void theCostOfOneMoreCharacter() {
        const Segments full = segmentsOf(times(u"a"_s, 160));
        QCOMPARE(full.countWithOneMore, 2);
        QCOMPARE(full.countWithOneForeign, 3); // 161 units in parts of 67
        const Segments roomy = segmentsOf(times(u"a"_s, 60));
        QCOMPARE(roomy.countWithOneMore, 1);
        QCOMPARE(roomy.countWithOneForeign, 1);
        QCOMPARE(segmentsOf(times(u"a"_s, 70)).countWithOneForeign, 2);
        QCOMPARE(segmentsOf(QString(times(u"a"_s, 159) + u'’')).countWithoutForeign, 1);
    }

    void theAlphabetIsThatOfTheStandard() {
        // 3GPP TS 23.038, 6.2.1: 128 places, one of them the escape; 6.2.1.1: ten in the extension table.
        int single = 0;
        int twofold = 0;
        for (int unit = 0; unit < 0x10000; ++unit) {
            single += gsm7Septets(char16_t(unit)) == 1;
            twofold += gsm7Septets(char16_t(unit)) == 2;
        }
        QCOMPARE(single, 127);
        QCOMPARE(twofold, 10);
    }

    void twiliosCalculatorAgrees() {
        QVERIFY2(!QStandardPaths::findExecutable(u"node"_s).isEmpty(), "install nodejs to run this test");
        QVERIFY2(QFileInfo::exists(Folder + u"/node_modules/sms-segments-calculator/package.json"_s),
            qPrintable(u"Twilio's calculator is not installed; run: npm ci --prefix " + Folder));
        QRandomGenerator random(160);
        QStringList texts;
        QByteArray input;
        for (int i = 0; i < 1500; ++i) {
            texts += randomText(random);
            const QByteArray list = QJsonDocument(QJsonArray{texts.last()}).toJson(QJsonDocument::Compact);
            input += list.sliced(1, list.size() - 2) + '\n';
        }
        QProcess node;
        node.setWorkingDirectory(Folder);
        node.start(u"node"_s, {u"count-segments.mjs"_s});
        node.write(input);
        node.closeWriteChannel();
        QVERIFY2(node.waitForFinished(120'000), qPrintable(node.errorString()));
        const QList<QByteArray> lines = node.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(lines.size(), texts.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            compare(texts[i], QJsonDocument::fromJson(lines[i]).object());
    }

private:
    static void compare(const QString &text, const QJsonObject &theirs) {
        const Segments ours = segmentsOf(text);
        const bool ucs2 = theirs["encoding"_L1].toString() == "UCS-2"_L1;
        QVERIFY2(ucs2 == (ours.encoding == Segments::Encoding::Ucs2), qPrintable(text));
        QVERIFY2(theirs["units"_L1].toInt() == ours.units, qPrintable(text));
        // Theirs counts a message without text as one.
        QVERIFY2(theirs["count"_L1].toInt() == std::max(1, ours.count), qPrintable(text));
        QStringList foreign;
        for (const Segments::Foreign &character : ours.foreign)
            foreign += character.character;
        const QStringList expected = theirs["foreign"_L1].toVariant().toStringList();
        QVERIFY2(foreign == expected, qPrintable(foreign.join(u" / ") + u" instead of " + expected.join(u" / ")));
    }
};

QTEST_GUILESS_MAIN(TestSegments)
#include "tst_segments.moc"
