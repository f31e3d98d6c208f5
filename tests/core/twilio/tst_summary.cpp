#include "core/twilio/meaning.h"
#include "core/twilio/summary.h"
#include "tests/core/twilio/sample_requests.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::formRequest;
using test::makeRequest;

class TestSummary : public QObject {
    Q_OBJECT

private:
    static QByteArray summaryOf(const http::Request &request) {
        return meaningOf(request, allParameters(request)).summary;
    }

private Q_SLOTS:
    void errorCodesAreFound_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("summary");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, WebhookKind kind, const char *summary, int code) {
            QTest::newRow(name) << int(kind) << QByteArray(summary) << code;
        };
        row("undelivered, of the samples", WebhookKind::MessageStatus, "undelivered · 30003", 30003);
        row("without a code", WebhookKind::MessageStatus, "delivered", 0);
        row("a recording's length is none", WebhookKind::RecordingStatus, "completed · 12 s", 0);
        row("a recording's code", WebhookKind::RecordingStatus, "absent · 12400", 12400);
        row("a text that looks like it", WebhookKind::SmsInbound, "failed · 30003", 0);
        row("no number", WebhookKind::MessageStatus, "failed · 3000x", 0);
    }
    void errorCodesAreFound() {
        QFETCH(const int, kind);
        QFETCH(const QByteArray, summary);
        QTEST(errorCodeIn(WebhookKind(kind), summary), "code");
    }

    // The words are ours; the values are those of the samples.
    void samples_data() {
        QTest::addColumn<QByteArray>("summary");
        const auto row = [](const char *kind, const char *summary) { QTest::newRow(kind) << QByteArray(summary); };
        row("sms.inbound", "Hello from Twilio  ");
        row("sms.inbound.get", "It's 5+5? @home: yes");
        row("mms.inbound", "two pics · 2 media");
        row("whatsapp.inbound.text", "hi 😀 café");
        row("whatsapp.inbound.button", "Yes, please");
        row("whatsapp.inbound.location", "Location · Fake Cafe");
        row("whatsapp.inbound.media", "Photo · 1 media");
        row("whatsapp.inbound.flow", "Flow answer");
        row("message.status.queued", "queued");
        row("message.status.delivered", "delivered");
        row("message.status.undelivered", "undelivered · 30003");
        row("message.status.failed.whatsapp", "failed · 63016");
        row("voice.inbound", "ringing");
        row("voice.fallback", "error 11200 · https://hooks.example.com/voice");
        row("voice.outbound", "in-progress · human");
        row("gather.digits", "Digits 1");
        row("gather.speech", "Sales please.");
        row("gather.partial", "sales ple");
        row("record.action", "recorded · 12 s");
        row("recording.status.in-progress", "in-progress");
        row("recording.status.completed", "completed · 12 s");
        row("recording.status.absent", "absent");
        row("transcription.recording", "hello world");
        row("call.status.completed", "completed · 42 s");
        row("call.status.no-answer", "no-answer · SIP 487");
        row("dial.action", "completed · 31 s");
        row("dial.number.whisper", "in-progress");
        row("dial.number.status", "completed · 31 s");
        row("amd.async", "machine_end_beep · 4210 ms");
        row("enqueue.wait", "position 2 of 2 · 14 s");
        row("enqueue.action", "bridged · 31 s");
        row("queue.agent", "to agent · waited 31 s");
        row("conference.join", "participant-join · agent");
        row("conference.leave", "participant-leave · agent · participant_hung_up");
        row("conference.end", "conference-end · last-participant-left");
        row("stream.status", "stream-started · fake");
        row("transcription.realtime", "to be or not to be");
        row("conversationrelay.action", "completed · 25 s");
        row("pay.action", "success · credit-card · visa");
        row("conversations.pre.onMessageAdd", "hello");
        row("conversations.post.onConversationAdded.groupmms", "+15555550199");
        row("conversations.post.onParticipantAdded", "+15555550100");
        row("conversations.post.onConversationStateUpdated", "active → inactive");
        row("conversations.post.onDeliveryUpdated", "delivered");
        row("event-streams.batch", "2 events · messaging.message.sent, messaging.message.delivered");
        row("debugger.error",
            "11200 · An attempt to retrieve content from https://hooks.example.com/voice returned the "
            "HTTP status code 500");
        row("taskrouter.event", "Task created");
        row("taskrouter.assignment", "to Fake Worker");
        row("video.room", "participant-connected · alice");
        row("regulatory.bundle.status", "twilio-rejected · fake reason");
        row("websocket.stream.handshake", "/media");
    }
    void samples() {
        QFETCH(QByteArray, summary);
        QCOMPARE(summaryOf(test::sample(QTest::currentDataTag()).request), summary);
    }

    void everySampleSaysSomething_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::samples().size(); ++i)
            QTest::newRow(test::samples()[i].kind.constData()) << int(i);
    }
    void everySampleSaysSomething() {
        QFETCH(int, index);
        const QByteArray summary = summaryOf(test::samples()[std::size_t(index)].request);
        QVERIFY(!summary.isEmpty());
        QVERIFY(summary.size() <= MaxSummary);
    }

    void forms_data() {
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<QByteArray>("summary");
        const auto row = [](const char *what, const char *form, const char *summary) {
            QTest::newRow(what) << QByteArray(form) << QByteArray(summary);
        };
        const char *message = "MessageSid=SM1&SmsStatus=received&From=%2B1";
        const auto inbound = [&](const char *what, const QByteArray &more, const char *summary) {
            QTest::newRow(what) << QByteArray(message) + more << QByteArray(summary);
        };
        inbound("an empty message", "&NumMedia=0&Body=", "Empty message");
        inbound("a video", "&NumMedia=1&Body=&MediaContentType0=video/mp4", "Video · 1 media");
        inbound("a contact", "&NumMedia=1&Body=&MediaContentType0=text/vcard", "Contact · 1 media");
        inbound("a document", "&NumMedia=1&Body=&MediaContentType0=application/pdf", "Document · 1 media");
        inbound("media of no type", "&NumMedia=3&Body=", "Media · 3 media");
        inbound(
            "a place without a name", "&NumMedia=0&Body=&Latitude=37.5&Longitude=-122.25", "Location · 37.5, -122.25");
        row("an empty Gather", "CallSid=CA1&CallStatus=in-progress&msg=Gather+End&Digits=", "No input");
        row("a delivery error of a conversation", "EventType=onDeliveryUpdated&Status=failed&ErrorCode=30008",
            "failed · 30008");
        row("a photo in a conversation",
            "EventType=onMessageAdded&Body=&Media=%5B%7B%22Sid%22%3A%22ME1%22%2C%22ContentType%22%3A%22image%2Fpng%22"
            "%7D%5D",
            "Photo · 1 media");
        row("an alert whose payload is no JSON", "Payload=oops&PayloadType=text&Level=ERROR", "");
        row("a form that is not Twilio's", "name=ana", "8 bytes");
    }
    void forms() {
        QFETCH(QByteArray, form);
        QFETCH(QByteArray, summary);
        QCOMPARE(summaryOf(formRequest(form)), summary);
    }

    void otherJson_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("summary");
        const auto row = [](const char *what, const QByteArray &body, const char *summary) {
            QTest::newRow(what) << body << QByteArray(summary);
        };
        row("a type", R"({"id":1,"type":"order.created"})", "order.created");
        row("only other members", R"({"b":1,"a":2})", "JSON · a, b");
        row("an array", "[1,2,3]", "JSON array · 3");
        row("broken", "{", "1 bytes");
        row("too large to parse for a table row", "{\"type\":\"" + QByteArray(2 * 1024 * 1024, 'x') + "\"}",
            "2097163 bytes");
    }
    void otherJson() {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, summary);
        QCOMPARE(summaryOf(makeRequest("POST", "/", {{"Content-Type", "application/json"}}, body)), summary);
    }

    void cutting_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("short text stays") << QByteArray("abcdefghij") << QByteArray("abcdefghij");
        QTest::newRow("plain text") << QByteArray("abcdefghijk") << QByteArray("abcdefg…");
        QTest::newRow("before a two-byte character") << QByteArray("abcdefé____") << QByteArray("abcdef…");
        QTest::newRow("before a four-byte character") << QByteArray("abcd😀____") << QByteArray("abcd…");
        QTest::newRow("behind a four-byte character") << QByteArray("abc😀_____") << QByteArray("abc😀…");
        QTest::newRow("bytes that are no UTF-8")
            << QByteArray(20, '\x80') << QByteArray(QByteArray(4, '\x80') + QByteArray("…"));
    }
    void cutting() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(cut(text, 10), expected);
    }

    void aLongMessageIsCut() {
        const QByteArray summary =
            summaryOf(formRequest("MessageSid=SM1&SmsStatus=received&NumMedia=2&From=1&Body=" + QByteArray(1600, 'x')));
        QVERIFY(summary.size() <= MaxSummary);
        QVERIFY(summary.endsWith("… · 2 media"));
    }
};

QTEST_GUILESS_MAIN(TestSummary)
#include "tst_summary.moc"
