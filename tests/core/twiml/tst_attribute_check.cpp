#include "core/twiml/attribute_check.h"
#include "tests/core/twiml/twiml_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook::twiml;
using test::response;

// Expected values: errors 12101, 12200, 13214, 13335, 13615 of twilio.com/docs/api/errors and the pages of the verbs.
class TestAttributeCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void mends_data();
    void mends();
};

void TestAttributeCheck::finds_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("known attributes") << response("<Say voice=\"Polly.Amy\" loop=\"2\">a</Say>") << QStringList{};
    QTest::newRow("an unknown attribute")
        << response("<Say colour=\"red\">a</Say>") << QStringList{u"warning 12200 unknown-attribute [colour]"_s};
    QTest::newRow("an attribute in another case") << response("<Gather numdigits=\"1\"/><Hangup/>")
                                                  << QStringList{u"warning 12200 unknown-attribute [numdigits]"_s};
    QTest::newRow("a version of the API of 2008")
        << QByteArray("<Response version=\"2008-08-01\"/>")
        << QStringList{u"error 12101 version-attribute [version=\"2008-08-01\"]"_s};
    QTest::newRow("another attribute of the root")
        << QByteArray("<Response lang=\"en\"/>") << QStringList{u"warning 12200 unknown-attribute [lang]"_s};
    QTest::newRow("a default namespace") << QByteArray("<Response xmlns=\"urn:a\"/>")
                                         << QStringList{u"warning 12200 default-namespace [xmlns=\"urn:a\"]"_s};
    QTest::newRow("other namespaces are left alone")
        << QByteArray("<Response xmlns:xsi=\"urn:a\" xsi:type=\"b\"/>") << QStringList{};
    QTest::newRow("an attribute that is out of date")
        << response("<Message statusCallback=\"https://a.example.com/\">a</Message>")
        << QStringList{u"hint 0 deprecated-attribute [statusCallback]"_s};
    QTest::newRow("the spelling of the node package")
        << response("<Connect><ConversationRelay url=\"wss://a.example.com/\" ignorebackchannel=\"true\"/></Connect>")
        << QStringList{u"hint 0 other-spelling [ignorebackchannel]"_s};
    QTest::newRow("an attribute that must be there")
        << response("<Connect><ConversationRelay/></Connect>")
        << QStringList{u"warning 0 missing-attribute [ConversationRelay]"_s};
    QTest::newRow("a recording too long to transcribe") << response("<Record maxLength=\"121\" transcribe=\"true\"/>")
                                                        << QStringList{u"warning 13615 transcription-too-long [121]"_s};
    QTest::newRow("a recording short enough to transcribe")
        << response("<Record maxLength=\"120\" transcribe=\"true\"/>") << QStringList{};
    QTest::newRow("a long recording without a transcription")
        << response("<Record maxLength=\"121\"/>") << QStringList{};
    QTest::newRow("speechTimeout auto beside a model")
        << response("<Gather speechTimeout=\"auto\" speechModel=\"phone_call\"/><Hangup/>")
        << QStringList{u"hint 13335 speech-timeout-auto [auto]"_s};
    QTest::newRow("digits inside of Gather") << response("<Gather><Play digits=\"1\"/></Gather><Hangup/>")
                                             << QStringList{u"warning 13430 digits-in-gather [digits=\"1\"]"_s};
    QTest::newRow("a name as the caller ID of a number")
        << response("<Dial callerId=\"bob\"><Number>+14155550100</Number></Dial>")
        << QStringList{u"warning 13214 caller-id-form [bob]"_s};
    QTest::newRow("a name as the caller ID of a client")
        << response("<Dial callerId=\"bob\"><Client>joe</Client></Dial>") << QStringList{};
    QTest::newRow("a stream with a query") << response("<Start><Stream url=\"wss://a.example.com/b?c=d\"/></Start>")
                                           << QStringList{u"warning 0 query-not-supported [?c=d]"_s};
}

void TestAttributeCheck::finds() {
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QCOMPARE(test::lines(body), expected);
}

void TestAttributeCheck::mends_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("an attribute in another case")
        << response("<Gather numdigits=\"1\"/><Hangup/>") << response("<Gather numDigits=\"1\"/><Hangup/>");
    QTest::newRow("an attribute that means nothing")
        << response("<Say colour=\"red\" loop=\"2\">a</Say>") << response("<Say loop=\"2\">a</Say>");
    QTest::newRow("the version of 2008") << QByteArray("<Response version=\"2008-08-01\"/>")
                                         << QByteArray("<Response/>");
    QTest::newRow("the spelling of the node package")
        << response("<Connect><ConversationRelay url=\"wss://a.example.com/\" ignorebackchannel=\"true\"/></Connect>")
        << response("<Connect><ConversationRelay url=\"wss://a.example.com/\" ignoreBackchannel=\"true\"/></Connect>");
    QTest::newRow("an attribute out of date")
        << response("<Message statusCallback=\"https://a.example.com/\">a</Message>")
        << response("<Message action=\"https://a.example.com/\">a</Message>");
    QTest::newRow("not when the newer one is there, too")
        << response("<Message statusCallback=\"https://a.example.com/\" action=\"https://a.example.com/\">a</Message>")
        << response("<Message statusCallback=\"https://a.example.com/\" action=\"https://a.example.com/\">a</Message>");
    QTest::newRow("an attribute that must be there") << response("<Connect><ConversationRelay/></Connect>")
                                                     << response("<Connect><ConversationRelay url=\"\"/></Connect>");
    QTest::newRow("a recording too long to transcribe") << response("<Record maxLength=\"3600\" transcribe=\"true\"/>")
                                                        << response("<Record maxLength=\"120\" transcribe=\"true\"/>");
}

void TestAttributeCheck::mends() {
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(test::mended(body), expected);
}

QTEST_GUILESS_MAIN(TestAttributeCheck)
#include "tst_attribute_check.moc"
