#include "core/twiml/formatter.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twiml;

class TestFormatter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void formats_data();
    void formats();
    void refusesWhatIsNotWellFormed();
    void deepNestingStaysSmall();
};

void TestFormatter::formats_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("one element a line")
        << QByteArray("<?xml version=\"1.0\"?><Response><Gather a='1'><Say>Hi</Say></Gather><Hangup/></Response>")
        << QByteArray("<?xml version=\"1.0\"?>\n<Response>\n  <Gather a='1'>\n    <Say>Hi</Say>\n  </Gather>\n  "
                      "<Hangup/>\n</Response>\n");
    QTest::newRow("text is kept as it is written")
        << QByteArray("<Response><Say>\n   Fish &amp; <break/> chips  </Say></Response>")
        << QByteArray("<Response>\n  <Say>\n   Fish &amp; <break/> chips  </Say>\n</Response>\n");
    QTest::newRow("blanks between words of speech markup")
        << QByteArray("<Response><Say><s>a</s> <s>b</s></Say></Response>")
        << QByteArray("<Response>\n  <Say><s>a</s> <s>b</s></Say>\n</Response>\n");
    QTest::newRow("stray text is not lost")
        << QByteArray("<Response>OK<Say>a</Say></Response>") << QByteArray("<Response>OK<Say>a</Say></Response>\n");
    QTest::newRow("comments and CDATA")
        << QByteArray("<!-- a --><Response><!-- b\n c --><Say><![CDATA[ d ]]></Say></Response>")
        << QByteArray("<!-- a -->\n<Response>\n  <!-- b\n c -->\n  <Say><![CDATA[ d ]]></Say>\n</Response>\n");
    QTest::newRow("one empty line between groups stays")
        << QByteArray("<Response>\n\n\n<Pause/>\n\n\n<Pause/>\n<Hangup/>\n\n</Response>")
        << QByteArray("<Response>\n  <Pause/>\n\n  <Pause/>\n  <Hangup/>\n</Response>\n");
    QTest::newRow("an element with nothing in it") << QByteArray("<Response>  <Gather> </Gather></Response>")
                                                   << QByteArray("<Response>\n  <Gather></Gather>\n</Response>\n");
    QTest::newRow("blanks that may be text stay")
        << QByteArray("<Response><Say> </Say><Message> </Message></Response>")
        << QByteArray("<Response>\n  <Say> </Say>\n  <Message> </Message>\n</Response>\n");
    QTest::newRow("nouns in Dial")
        << QByteArray("<Response><Dial> <Number>1</Number> <Client>a</Client> </Dial></Response>")
        << QByteArray("<Response>\n  <Dial>\n    <Number>1</Number>\n    <Client>a</Client>\n  </Dial>\n</Response>\n");
    QTest::newRow("a tag over several lines is kept")
        << QByteArray("<Response><Gather\n a='1'\n b='2'/></Response>")
        << QByteArray("<Response>\n  <Gather\n a='1'\n b='2'/>\n</Response>\n");
    QTest::newRow("line ends of Windows")
        << QByteArray("<Response>\r\n<Pause/></Response>") << QByteArray("<Response>\r\n  <Pause/>\r\n</Response>\r\n");
    QTest::newRow("a byte order mark and a document type")
        << QByteArray("\xEF\xBB\xBF<!DOCTYPE Response><Response/>")
        << QByteArray("\xEF\xBB\xBF<!DOCTYPE Response>\n<Response/>\n");
    QTest::newRow("xml:space") << QByteArray("<Response><a xml:space='preserve'> <b/> </a></Response>")
                               << QByteArray("<Response>\n  <a xml:space='preserve'> <b/> </a>\n</Response>\n");
}

void TestFormatter::formats() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    const Result<QByteArray> once = format(body);
    QVERIFY(once);
    QCOMPARE(*once, expected);
    QCOMPARE(*format(*once), expected);
}

void TestFormatter::refusesWhatIsNotWellFormed() {
    const Result<QByteArray> result = format("<Response><Say>a</Response>");
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::SyntaxError);
}

void TestFormatter::deepNestingStaysSmall() {
    const Result<QByteArray> result =
        format(QByteArray(QByteArray("<a>").repeated(20'000) + QByteArray("</a>").repeated(20'000)));
    QVERIFY(result);
    QVERIFY(result->size() < 20'000 * 2 * 100);
}

QTEST_GUILESS_MAIN(TestFormatter)
#include "tst_formatter.moc"
