#include "core/twiml/value_check.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

// Expected values: codes and their meaning at twilio.com/docs/api/errors, values at the pages of the verbs.
class TestValueCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void mends_data();
    void mends();
    void countsItemsOfAList();
    void leavesToATemplateWhatItFillsIn();
    void describesValues();
};

void TestValueCheck::finds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("booleans") << response(
                                     "<Record playBeep=\"yes\"/><Record playBeep=\"True\"/><Record playBeep=\"true\"/>")
                              << QStringList{
                                     u"warning 13616 wrong-boolean [yes]"_s, u"warning 13616 wrong-boolean [True]"_s};
    QTest::newRow("a boolean that is an error")
        << response("<Dial><Conference endConferenceOnExit=\"maybe\">a</Conference></Dial>")
        << QStringList{u"error 13231 wrong-boolean [maybe]"_s};
    QTest::newRow("whole numbers") << response("<Pause length=\"5s\"/><Pause length=\" 5 \"/><Pause length=\"1.5\"/>")
                                   << QStringList{u"warning 13910 wrong-integer [5s]"_s,
                                          u"warning 13910 wrong-integer [1.5]"_s};
    QTest::newRow("ranges") << response("<Pause length=\"0\"/><Say loop=\"0\">a</Say><Dial><Conference "
                                        "maxParticipants=\"251\">a</Conference></Dial>")
                            << QStringList{u"warning 13910 out-of-range [0]"_s, u"warning 12200 out-of-range [251]"_s};
    QTest::newRow("a number beyond all") << response("<Pause length=\"99999999999999999999\"/>")
                                         << QStringList{u"warning 13910 out-of-range [99999999999999999999]"_s};
    QTest::newRow("decimals")
        << response("<Pay chargeAmount=\"ten\"/><Pay chargeAmount=\"1000000.01\"/><Pay chargeAmount=\"9.99\"/>")
        << QStringList{u"warning 12200 wrong-number [ten]"_s, u"warning 12200 out-of-range [1000000.01]"_s};
    QTest::newRow("values of a closed list")
        << response("<Reject reason=\"Busy\"/>") << QStringList{u"warning 13810 wrong-value [Busy]"_s};
    QTest::newRow("methods") << response("<Redirect method=\"post\">a</Redirect>")
                             << QStringList{u"warning 13710 wrong-value [post]"_s};
    QTest::newRow("an item of a list") << response("<Gather input=\"dtmf speach\"/><Hangup/>")
                                       << QStringList{u"warning 13326 wrong-value [speach]"_s};
    QTest::newRow("an empty list") << response("<Gather input=\"\"/><Hangup/>")
                                   << QStringList{u"warning 13326 wrong-value []"_s};
    QTest::newRow("a value that an open list does not have yet")
        << response("<Say voice=\"Polly.Nobody\">a</Say>") << QStringList{u"hint 0 unlisted-value [Polly.Nobody]"_s};
    QTest::newRow("a value that cannot be of an open list")
        << response("<Say voice=\"robot\">a</Say><Say language=\"English!\">a</Say>")
        << QStringList{u"warning 13511 wrong-value [robot]"_s, u"warning 13512 wrong-value [English!]"_s};
    QTest::newRow("the codes inside of Gather")
        << response("<Gather><Say voice=\"robot\" loop=\"x\">a</Say></Gather><Hangup/>")
        << QStringList{u"warning 13321 wrong-value [robot]"_s, u"warning 13322 wrong-integer [x]"_s};
    QTest::newRow("a value that is out of date")
        << response("<Say voice=\"alice\">a</Say>") << QStringList{u"hint 0 deprecated-value [alice]"_s};
    QTest::newRow("a form") << response("<Play digits=\"12x\"/><Gather finishOnKey=\"##\"/><Hangup/>")
                            << QStringList{u"warning 13430 wrong-form [12x]"_s, u"warning 13310 wrong-form [##]"_s};
    QTest::newRow("a text that is too long for its attribute")
        << response("<Dial callReason=\"123456789012345678901234567890123456789012345678901\">+14155550100</Dial>")
        << QStringList{u"warning 0 text-too-long [123456789012345678901234567890123456789012345678901]"_s};
    QTest::newRow("SIDs")
        << response("<Enqueue workflowSid=\"WW123\"/><Dial><Sim>DE0123456789abcdef0123456789abcdef</Sim></Dial>")
        << QStringList{u"error 14220 wrong-sid [WW123]"_s};
    QTest::newRow("a SID of another kind") << response("<Dial><Sim>AC0123456789abcdef0123456789abcdef</Sim></Dial>")
                                           << QStringList{u"hint 0 wrong-sid [AC0123456789abcdef0123456789abcdef]"_s};
    QTest::newRow("JSON of a task") << response("<Enqueue "
                                                "workflowSid=\"WW0123456789abcdef0123456789abcdef\"><Task>{\"a\":1}</"
                                                "Task></Enqueue><Enqueue>q<Task>{a}</Task></Enqueue>")
                                    << QStringList{u"error 14221 wrong-json [{a}]"_s};
    QTest::newRow("JSON that is no object")
        << response("<Enqueue>q<Task> [1] </Task></Enqueue>") << QStringList{u"error 14221 wrong-json [[1]]"_s};
    QTest::newRow("a value with references has no exact inside")
        << response("<Gather input=\"dtmf &amp;x\"/><Hangup/>")
        << QStringList{u"warning 13326 wrong-value [dtmf &amp;x]"_s};
}

void TestValueCheck::finds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(test::lines(body), expected);
}

void TestValueCheck::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("yes") << response("<Record playBeep=\"yes\"/>") << response("<Record playBeep=\"true\"/>");
    QTest::newRow("a unit") << response("<Pause length=\"5s\"/>") << response("<Pause length=\"5\"/>");
    QTest::newRow("below the range") << response("<Pause length=\"0\"/>") << response("<Pause length=\"1\"/>");
    QTest::newRow("above the range") << response("<Dial><Conference maxParticipants=\"9999\">a</Conference></Dial>")
                                     << response("<Dial><Conference maxParticipants=\"250\">a</Conference></Dial>");
    QTest::newRow("a method in small letters")
        << response("<Redirect method=\"post\">a</Redirect>") << response("<Redirect method=\"POST\">a</Redirect>");
    QTest::newRow("one item of a list") << response("<Gather input=\"dtmf speach\"/><Hangup/>")
                                        << response("<Gather input=\"dtmf speech\"/><Hangup/>");
    QTest::newRow("a voice in another case")
        << response("<Say voice=\"polly.amy\">a</Say>") << response("<Say voice=\"Polly.Amy\">a</Say>");
}

void TestValueCheck::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(test::mended(body), expected);
}

// twilio.com/docs/voice/twiml/gather: 500 phrases of 100 characters.
void TestValueCheck::countsItemsOfAList() {
    const auto gather = [](const QByteArray &hints) { return response("<Gather hints=\"" + hints + "\"/><Hangup/>"); };
    QVERIFY(test::lines(gather(QByteArray("a,").repeated(500))).isEmpty());
    QCOMPARE(check(gather(QByteArray("a,").repeated(501))).front().finding, Finding::TooManyItems);
    QCOMPARE(check(gather(QByteArray("a,").repeated(501))).front().code, 13330);
    QVERIFY(test::lines(gather("b, " + QByteArray(100, 'a'))).isEmpty());
    QCOMPARE(test::lines(gather("b," + QByteArray(101, 'a'))),
        QStringList{u"warning 13330 item-too-long [%1]"_s.arg(QString(101, u'a'))});
}

void TestValueCheck::leavesToATemplateWhatItFillsIn() {
    const QByteArray body = response("<Pause length=\"{{n}}\"/><Dial>{{To}}</Dial>");
    CheckContext context;
    context.isTemplate = true;
    QVERIFY(test::lines(body, context).isEmpty());
    QCOMPARE(test::lines(body).size(), 2);
}

void TestValueCheck::describesValues() {
    const auto described = [](QByteArrayView tag, QByteArrayView attribute) {
        return describe(*Grammar::instance().byTag(tag).front()->attribute(attribute));
    };
    QCOMPARE(described("Conference", "maxParticipants"), u"a whole number from 1 to 250"_s);
    QCOMPARE(described("Pause", "length"), u"a whole number from 1 s"_s);
    QCOMPARE(described("Conference", "muted"), u"true or false"_s);
    QCOMPARE(described("Gather", "input"), u"dtmf or speech"_s);
    QCOMPARE(described("Gather", "action"), u"a URL"_s);
    QCOMPARE(described("Stream", "url"), u"a URL that begins with wss://"_s);
    QCOMPARE(described("Enqueue", "workflowSid"), u"a SID"_s);
    QVERIFY(described("Say", "voice").endsWith(u'…'));
}

QTEST_GUILESS_MAIN(TestValueCheck)
#include "tst_value_check.moc"
