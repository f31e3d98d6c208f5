#include "core/twilio/meaning.h"
#include "core/twilio/webhook_kind.h"
#include "tests/core/twilio/sample_requests.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::formRequest;
using test::makeRequest;

class TestClassifier : public QObject {
    Q_OBJECT

private:
    static WebhookKind kindOf(const http::Request &request) { return classify(request, allParameters(request)); }

private Q_SLOTS:
    void everySampleIsRecognised_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::samples().size(); ++i)
            QTest::newRow(test::samples()[i].kind.constData()) << int(i);
    }
    void everySampleIsRecognised() {
        QFETCH(int, index);
        const test::Sample &s = test::samples()[std::size_t(index)];
        const QByteArray name(info(kindOf(s.request)).name);
        QVERIFY2(s.kind == name || s.kind.startsWith(QByteArray(name + '.')), name.constData());
    }

    void thereAreAllSamples() { QCOMPARE(test::samples().size(), std::size_t(67)); }

    // Requests that several rules fit: the kinds of Twilio's pages decide.
    void theFirstRuleThatFitsDecides_data() {
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<QByteArray>("kind");
        const auto row = [](const char *what, const char *form, const char *kind) {
            QTest::newRow(what) << QByteArray(form) << QByteArray(kind);
        };
        row("typed by hand: the text and the two numbers are a message",
            "MessageSid=SM1&AccountSid=AC1&From=%2B1&To=%2B2&Body=", "sms.inbound");
        row("a message to the fallback URL repeats the inbound parameters",
            "MessageSid=SM1&SmsStatus=received&NumMedia=0&From=%2B1&ErrorCode=11200&ErrorUrl=https://x/sms",
            "messaging.fallback");
        row("a failed message's ErrorCode makes no fallback", "MessageSid=SM1&MessageStatus=failed&ErrorCode=30003",
            "message.status");
        row("Messenger by its address", "MessageSid=SM1&SmsStatus=received&NumMedia=0&From=messenger:12",
            "messenger.inbound");
        row("WhatsApp with media stays WhatsApp", "MessageSid=SM1&SmsStatus=received&NumMedia=2&From=whatsapp:%2B1",
            "whatsapp.inbound");
        row("the old SmsSid alone", "SmsSid=SM1&SmsStatus=received&NumMedia=0&From=%2B1", "sms.inbound");
        row("an empty Gather result with actionOnEmptyResult",
            "CallSid=CA1&CallStatus=in-progress&msg=Gather+End&Digits=", "gather");
        row("a record result with a finish key is no Gather",
            "CallSid=CA1&CallStatus=in-progress&RecordingUrl=https://x&RecordingDuration=3&Digits=%23",
            "record.action");
        row("a call's last status may name its recording",
            "CallSid=CA1&CallStatus=completed&CallDuration=9&RecordingUrl=https://x&RecordingDuration=3",
            "call.status");
        row("a number's status callback has no CallbackSource", "CallSid=CA1&CallStatus=completed&CallDuration=9",
            "call.status");
        row("a duration while the call goes on is no status", "CallSid=CA1&CallStatus=in-progress&CallDuration=9",
            "voice.inbound");
        row("a dialled leg without its parent", "CallSid=CA1&CallStatus=in-progress&Direction=outbound-dial",
            "voice.outbound");
        row("a user change is a Conversations event", "EventType=onUserUpdated&UserSid=US1", "conversations.post");
        row("a user change before it happens", "EventType=onUserUpdate&UserSid=US1", "conversations.pre");
        row("a read receipt's EventType is none of Conversations", "EventType=READ&MessageStatus=read&MessageSid=SM1",
            "message.status");
        row("a word that begins with on is no event", "EventType=online&MessageStatus=read&MessageSid=SM1",
            "message.status");
        row("a reservation event is an event", "EventType=reservation.created&WorkspaceSid=WS1&ReservationSid=WR1",
            "taskrouter.event");
        row("a conference's recording", "ConferenceSid=CF1&RecordingSid=RE1&RecordingStatus=completed",
            "recording.status");
        row("answering machine detection in the call itself",
            "CallSid=CA1&CallStatus=in-progress&Direction=outbound-api&AnsweredBy=human&MachineDetectionDuration=9",
            "voice.outbound");
        row("SIPREC", "SiprecSid=SR1&SiprecEvent=siprec-started&CallSid=CA1", "siprec.status");
        row("a payment's progress", "CallSid=CA1&CallStatus=in-progress&For=payment-card-number&Attempt=1",
            "pay.status");
        row("a failed payment", "CallSid=CA1&CallStatus=in-progress&Result=payment-connector-error&PayErrorCode=64000",
            "pay.action");
        row("the REFER result", "CallSid=CA1&CallStatus=in-progress&ReferCallStatus=completed", "refer.action");
        row("where a REFER goes", "CallSid=CA1&CallStatus=in-progress&ReferTransferTarget=sip:a@b", "refer.url");
        row("a stable partial result", "CallSid=CA1&CallStatus=in-progress&StableSpeechResult=hi", "gather.partial");
        row("digits without a call", "Digits=1", "other");
        row("a form that is not Twilio's", "name=ana&colour=blue", "other");
        row("nothing at all", "", "other");
    }
    void theFirstRuleThatFitsDecides() {
        QFETCH(QByteArray, form);
        QFETCH(QByteArray, kind);
        QCOMPARE(QByteArray(info(kindOf(formRequest(form))).name), kind);
    }

    void theSameByGet() {
        QCOMPARE(kindOf(makeRequest("GET", "/v?CallSid=CA1&CallStatus=ringing&Direction=inbound", {})),
            WebhookKind::VoiceInbound);
    }

    void webSocketUpgrades_data() {
        QTest::addColumn<QByteArray>("upgrade");
        QTest::addColumn<bool>("expected");
        QTest::newRow("as browsers write it") << QByteArray("websocket") << true;
        QTest::newRow("in another case") << QByteArray("WebSocket") << true;
        QTest::newRow("among others") << QByteArray("h2c , websocket") << true;
        QTest::newRow("another protocol") << QByteArray("h2c") << false;
        QTest::newRow("a longer word") << QByteArray("websockets") << false;
        QTest::newRow("only commas") << QByteArray(",,") << false;
    }
    void webSocketUpgrades() {
        QFETCH(QByteArray, upgrade);
        QFETCH(bool, expected);
        const http::Request request = makeRequest("GET", "/media", {{"Upgrade", upgrade}});
        QCOMPARE(isWebSocketUpgrade(request), expected);
        QCOMPARE(kindOf(request) == WebhookKind::WebSocketHandshake, expected);
    }

    // CloudEvents 1.0, JSON batch format: an array of objects with a member "specversion".
    void eventBatches_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *what, const char *body, bool expected) {
            QTest::newRow(what) << QByteArray(body) << expected;
        };
        row("one event", "[{\"specversion\":\"1.0\",\"id\":\"EZ1\"}]", true);
        row("with blanks", " \r\n[ {\t\"id\" : \"EZ1\", \"specversion\" : \"1.0\" } ]", true);
        row("a single event outside an array", "{\"specversion\":\"1.0\"}", false);
        row("an empty array", "[]", false);
        row("an array of words", "[\"specversion\"]", false);
        row("the word as a value only", "[{\"a\":\"specversion\"}]", false);
        row("the word inside a text", "[{\"a\":\"\\\"specversion\\\": 1\"}]", false);
        row("an array that ends too early", "[", false);
        row("not JSON", "[{specversion", false);
    }
    void eventBatches() {
        QFETCH(QByteArray, body);
        QFETCH(bool, expected);
        const http::Request request = makeRequest("POST", "/events", {{"Content-Type", "application/json"}}, body);
        QCOMPARE(kindOf(request) == WebhookKind::EventStreamsBatch, expected);
    }
};

QTEST_GUILESS_MAIN(TestClassifier)
#include "tst_classifier.moc"
