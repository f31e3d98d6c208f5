#include "core/flow/answer.h"

#include <QtTest>

using namespace offhook;
using flow::Answer;
using twilio::WebhookKind;

class TestAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void automatic_data();
    void automatic();
    void customAnswerIsSentAsItStands();
    void statusWithoutContentHasNoBody();
    void noContentTypeIsSentWhenThereIsNone();
};

void TestAnswer::automatic_data() {
    // Which requests have their TwiML answer run: Twilio's request catalogue, column "TwiML answer?".
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("twiml");
    QTest::newRow("an inbound SMS runs TwiML") << int(WebhookKind::SmsInbound) << true;
    QTest::newRow("an inbound call runs TwiML") << int(WebhookKind::VoiceInbound) << true;
    QTest::newRow("a Gather result runs TwiML") << int(WebhookKind::Gather) << true;
    QTest::newRow("a Dial action runs TwiML") << int(WebhookKind::DialAction) << true;
    QTest::newRow("a message status does not") << int(WebhookKind::MessageStatus) << false;
    QTest::newRow("a call status does not") << int(WebhookKind::CallStatus) << false;
    QTest::newRow("a Gather partial does not") << int(WebhookKind::GatherPartial) << false;
    QTest::newRow("what is not Twilio's does not") << int(WebhookKind::Other) << false;
}

void TestAnswer::automatic() {
    QFETCH(int, kind);
    QFETCH(bool, twiml);
    const http::Response response = flow::respond(Answer(), WebhookKind(kind));
    QCOMPARE(response.status, twiml ? 200 : 204);
    QCOMPARE(response.body.contains("<Response/>"), twiml);
    QCOMPARE(response.header("Content-Type").startsWith("text/xml"), twiml);
}

void TestAnswer::customAnswerIsSentAsItStands() {
    Answer answer;
    answer.automatic = false;
    answer.status = 418;
    answer.contentType = "application/json";
    answer.body = QByteArray("{\"a\":\0}", 7);
    const http::Response response = flow::respond(answer, WebhookKind::SmsInbound);
    QCOMPARE(response.status, 418);
    QCOMPARE(response.header("content-type").toByteArray(), QByteArray("application/json"));
    QCOMPARE(response.body, answer.body);
}

void TestAnswer::statusWithoutContentHasNoBody() {
    Answer answer;
    answer.automatic = false;
    answer.status = 204;
    answer.body = "not sent";
    const http::Response response = flow::respond(answer, WebhookKind::SmsInbound);
    QCOMPARE(response.body, QByteArray());
    QVERIFY(response.headers.empty());
}

void TestAnswer::noContentTypeIsSentWhenThereIsNone() {
    Answer answer;
    answer.automatic = false;
    answer.contentType.clear();
    answer.body = "x";
    QVERIFY(flow::respond(answer, WebhookKind::Other).headers.empty());
}

QTEST_GUILESS_MAIN(TestAnswer)
#include "tst_answer.moc"
