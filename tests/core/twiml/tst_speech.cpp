#include "core/twiml/speech.h"

#include <QTest>

using namespace offhook::twiml;
using namespace Qt::StringLiterals;

// An estimate has no exact expected value; the bounds are the recommended 150 to 160 words a minute
// (en.wikipedia.org/wiki/Words_per_minute, audiobooks), and what SSML says about breaks (w3.org/TR/speech-synthesis11).
class TestSpeech final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneHundredAndFiftyFiveWordsTakeAMinute() {
        const double seconds = spokenSeconds(QString(u"words "_s.repeated(155)));
        QVERIFY2(seconds > 58 && seconds < 62, qPrintable(QString::number(seconds)));
    }

    void noTextTakesNoTime() {
        QCOMPARE(spokenSeconds(QString()), 0.0);
        QCOMPARE(spokenSeconds(u"  \n\t "_s), 0.0);
    }

    void indentationIsNotHeard() { QCOMPARE(spokenSeconds(u"\n    one\n    two\n"_s), spokenSeconds(u"one two"_s)); }

    void longer_data() {
        QTest::addColumn<QString>("shorter");
        QTest::addColumn<QString>("longer");
        QTest::newRow("digits are words") << u"Press a"_s << u"Press 1"_s;
        QTest::newRow("a rest between sentences") << u"Yes no"_s << u"Yes. no"_s;
        QTest::newRow("a sentence's rest is longer than a comma's") << u"Yes, no"_s << u"Yes. no"_s;
        QTest::newRow("a character of Japanese is a syllable or more") << u"ab"_s << u"電話"_s;
    }
    void longer() {
        QFETCH(QString, shorter);
        QFETCH(QString, longer);
        QVERIFY(spokenSeconds(shorter) < spokenSeconds(longer));
    }

    void markup_data() {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<double>("more");
        QTest::newRow("a break in seconds") << "a b"_ba
                                            << "a <break time=\"2s\"/>b"_ba << 2.0;
        QTest::newRow("a break in milliseconds") << "a b"_ba
                                                 << "a <break time=\"500ms\"/>b"_ba << 0.5;
        QTest::newRow("no break") << "a b"_ba
                                  << "a <break strength=\"none\"/>b"_ba << 0.0;
        QTest::newRow("emphasis takes no time") << "a b"_ba
                                                << "a <emphasis>b</emphasis>"_ba << 0.0;
    }
    void markup() {
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, marked);
        QFETCH(double, more);
        const double difference = seconds(marked) - seconds(plain);
        QVERIFY2(std::abs(difference - more) < 0.15, qPrintable(QString::number(difference)));
    }

    void halfTheRateTakesTwiceTheTime() {
        const double plain = seconds("Thanks for calling");
        const double slow = seconds("<prosody rate=\"50%\">Thanks for calling</prosody>");
        QVERIFY(std::abs(slow - 2 * plain) < 0.01);
        QVERIFY(seconds("<prosody rate=\"slow\">Thanks for calling</prosody>") > plain);
        QVERIFY(seconds("<prosody rate=\"fast\">Thanks for calling</prosody>") < plain);
    }

    void spellingTakesLonger() {
        QVERIFY(seconds("<say-as interpret-as=\"characters\">SM12</say-as>") > seconds("SM12"));
    }

    void whatFollowsTheElementIsNotCounted() {
        const auto document = Document::readTolerantly("<Response><Say>one</Say><Say>two three four</Say></Response>");
        QCOMPARE(spokenSeconds(document, document.firstElement(document.node(document.root()).firstChild)),
            spokenSeconds(u"one"_s));
    }

private:
    static double seconds(const QByteArray &content) {
        const auto document = Document::readTolerantly(QByteArray("<Response><Say>" + content + "</Say></Response>"));
        return spokenSeconds(document, document.firstElement(document.node(document.root()).firstChild));
    }
};

QTEST_GUILESS_MAIN(TestSpeech)
#include "tst_speech.moc"
