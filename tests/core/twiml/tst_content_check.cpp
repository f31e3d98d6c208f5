#include "core/twiml/content_check.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

// Expected values: errors 13223, 13237, 13520, 13521, 14103, 14204, 14205, 14212, 14213 of twilio.com/docs/api/errors.
class TestContentCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void mends_data();
    void mends();
    void measuresText_data();
    void measuresText();
    void leavesPlaceholdersAlone();
};

void TestContentCheck::finds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("text in the root") << response("OK") << QStringList{u"warning 12200 stray-text [OK]"_s};
    QTest::newRow("text in Gather, without the white space around it")
        << response("<Gather>\n  Press 1 \n</Gather><Hangup/>") << QStringList{u"warning 12200 stray-text [Press 1]"_s};
    QTest::newRow("CDATA in the root") << response("<![CDATA[a]]>")
                                       << QStringList{u"warning 12200 stray-text [<![CDATA[a]]>]"_s};
    QTest::newRow("nothing to say") << response("<Say> </Say>")
                                    << QStringList{u"warning 13520 missing-text [<Say> </Say>]"_s};
    QTest::newRow("speech markup is something to say") << response("<Say><break/></Say>") << QStringList{};
    QTest::newRow("nothing to dial") << response("<Dial/>") << QStringList{u"warning 13223 missing-text [<Dial/>]"_s};
    QTest::newRow("a conference without a name")
        << response("<Dial><Conference/></Dial>") << QStringList{u"warning 13237 missing-text [<Conference/>]"_s};
    QTest::newRow("an empty message") << response("<Message/>")
                                      << QStringList{u"warning 14103 missing-text [<Message/>]"_s};
    QTest::newRow("a message of media") << response("<Message><Media>https://a.example.com/b.png</Media></Message>")
                                        << QStringList{};
    QTest::newRow("a queue without a name")
        << response("<Enqueue/>") << QStringList{u"error 14204 missing-text [<Enqueue/>]"_s};
    QTest::newRow("a workflow in place of a name")
        << response("<Enqueue workflowSid=\"WW0123456789abcdef0123456789abcdef\"/>") << QStringList{};
    QTest::newRow("a queue to dial without a name")
        << response("<Dial><Queue></Queue></Dial>") << QStringList{u"error 14212 missing-text [<Queue></Queue>]"_s};
    QTest::newRow("digits in place of a file")
        << response("<Play digits=\"1\"/><Play/>") << QStringList{u"warning 0 missing-text [<Play/>]"_s};
    QTest::newRow("a redirect to nowhere")
        << response("<Redirect/>") << QStringList{u"warning 0 missing-text [<Redirect/>]"_s};
    QTest::newRow("something that starts nothing")
        << response("<Start/><Say>a</Say>") << QStringList{u"hint 0 missing-child [Start]"_s};
    QTest::newRow("a number beside nouns")
        << response("<Dial>+14155550100<Client>joe</Client></Dial>")
        << QStringList{u"hint 0 text-beside-nouns [+14155550100<Client>joe</Client>]"_s};
    QTest::newRow("text beside Body") << response("<Message>a<Body>b</Body></Message>")
                                      << QStringList{u"hint 0 text-beside-nouns [a<Body>b</Body>]"_s};
}

void TestContentCheck::finds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(test::lines(body), expected);
}

void TestContentCheck::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("text in the root") << response("OK") << response("<Say>OK</Say>");
    QTest::newRow("text beside a message")
        << response("<Message>a</Message>OK") << response("<Message>a</Message><Message>OK</Message>");
    QTest::newRow("text where none belongs") << response("<Pause>a</Pause>") << response("<Pause></Pause>");
}

void TestContentCheck::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(test::mended(body), expected);
}

void TestContentCheck::measuresText_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    const auto say = [](const QByteArray &attributes, qsizetype count) {
        return response("<Say" + attributes + ">" + QByteArray("\xC3\xA9").repeated(count) + "</Say>");
    };
    QTest::newRow("4096 characters, not bytes") << say("", 4096) << 0;
    QTest::newRow("4097 characters") << say("", 4097) << 13521;
    QTest::newRow("3000 characters of a voice of Polly") << say(" voice=\"Polly.Amy\"", 3000) << 0;
    QTest::newRow("3001 characters of a voice of Polly") << say(" voice=\"Polly.Amy\"", 3001) << 13521;
    QTest::newRow("markup does not count") << response("<Say>" + QByteArray("<p>a</p>").repeated(4000) + "</Say>") << 0;
    QTest::newRow("a message of 1600 characters") << response("<Message>" + QByteArray(1600, 'a') + "</Message>") << 0;
    QTest::newRow("a message of 1601 characters")
        << response("<Message>" + QByteArray(1601, 'a') + "</Message>") << 14103;
    QTest::newRow("several Body count together")
        << response("<Message>" + QByteArray("<Body>" + QByteArray(801, 'a') + "</Body>").repeated(2) + "</Message>")
        << 14103;
    QTest::newRow("Media do not count") << response("<Message><Body>a</Body><Media>https://a.example.com/" +
                                                    QByteArray(1700, 'a') + "</Media></Message>")
                                        << 0;
    QTest::newRow("white space around does not count")
        << response("<Message>" + QByteArray(100, ' ') + QByteArray(1600, 'a') + "</Message>") << 0;
    QTest::newRow("a queue of 64 characters") << response("<Enqueue>" + QByteArray(64, 'a') + "</Enqueue>") << 0;
    QTest::newRow("a queue of 65 characters") << response("<Enqueue>" + QByteArray(65, 'a') + "</Enqueue>") << 14205;
    QTest::newRow("a queue to dial of 65 characters")
        << response("<Dial><Queue>" + QByteArray(65, 'a') + "</Queue></Dial>") << 14213;
}

void TestContentCheck::measuresText() {
    QFETCH(const QByteArray, body);
    QFETCH(const int, code);
    const std::vector<Diagnostic> found = check(body);
    QCOMPARE(found.size(), std::size_t(code == 0 ? 0 : 1));
    if (code != 0)
        QCOMPARE(found.front().code, code);
}

void TestContentCheck::leavesPlaceholdersAlone() {
    CheckContext context;
    context.isTemplate = true;
    QVERIFY(test::lines(response("{{#if From}}<Message>{{Body}}</Message>{{/if}}"), context).isEmpty());
    QCOMPARE(test::lines(response("{{#if From}}a<Message>{{Body}}</Message>"), context).size(), 1);
}

QTEST_GUILESS_MAIN(TestContentCheck)
#include "tst_content_check.moc"
