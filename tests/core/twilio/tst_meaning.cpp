#include "core/twilio/meaning.h"
#include "tests/core/twilio/sample_requests.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::formRequest;
using test::makeRequest;

namespace {

// The SIDs of the samples: a prefix and 32 digits.
QByteArray sid(const char *prefix, int number) {
    return prefix + QByteArray::number(number).rightJustified(32, '0');
}

} // namespace

class TestMeaning : public QObject {
    Q_OBJECT

private:
    static Meaning meaning(const http::Request &request) { return meaningOf(request, allParameters(request)); }

private Q_SLOTS:
    void kindNamesAreThoseOfTheSamples_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::samples().size(); ++i)
            QTest::newRow(test::samples()[i].kind.constData()) << int(i);
    }
    void kindNamesAreThoseOfTheSamples() {
        QFETCH(int, index);
        const test::Sample &s = test::samples()[std::size_t(index)];
        const Meaning m = meaning(s.request);
        QVERIFY2(s.kind == m.kindName || s.kind.startsWith(QByteArray(m.kindName + '.')), m.kindName.constData());
        QCOMPARE(m.idempotencyToken, s.request.header("I-Twilio-Idempotency-Token").toByteArray());
        QVERIFY(!m.idempotencyToken.isEmpty());
        if (s.answer != "websocket")
            QCOMPARE(m.accountSid, sid("AC", 1));
    }

    void variants_data() {
        QTest::addColumn<QByteArray>("kindName");
        const auto row = [](const char *sample, const char *kindName) {
            QTest::newRow(sample) << QByteArray(kindName);
        };
        row("sms.inbound.get", "sms.inbound");
        row("message.status.delivered", "message.status.delivered");
        row("message.status.failed.whatsapp", "message.status.failed");
        row("call.status.answered", "call.status.answered");
        row("call.status.no-answer", "call.status.no-answer");
        row("conference.join", "conference.join");
        row("conference.start", "conference.start");
        row("conference.speech-start", "conference.speech-start");
        row("gather.digits", "gather.digits");
        row("gather.speech", "gather.speech");
        row("recording.status.in-progress", "recording.status.in-progress");
        row("conversations.pre.onMessageAdd", "conversations.pre.onMessageAdd");
        row("conversations.post.onConversationAdded.groupmms", "conversations.post.onConversationAdded");
        row("debugger.warning.12200", "debugger.warning");
        row("websocket.stream.handshake", "websocket.stream.handshake");
        row("regulatory.bundle.status", "regulatory.bundle.status");
    }
    void variants() {
        QFETCH(QByteArray, kindName);
        QCOMPARE(meaning(test::sample(QTest::currentDataTag()).request).kindName, kindName);
    }

    void variantsFromTheWireAreWords_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("kindName");
        QTest::newRow("a status of tomorrow")
            << QByteArray("partially_delivered") << QByteArray("message.status.partially_delivered");
        QTest::newRow("empty") << QByteArray("") << QByteArray("message.status");
        QTest::newRow("with dots") << QByteArray("a.b") << QByteArray("message.status");
        QTest::newRow("with blanks") << QByteArray("a+b") << QByteArray("message.status");
        QTest::newRow("with an escape sequence") << QByteArray("%1B%5B31m") << QByteArray("message.status");
        QTest::newRow("beyond measure") << QByteArray(41, 'x') << QByteArray("message.status");
    }
    void variantsFromTheWireAreWords() {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, kindName);
        QCOMPARE(meaning(formRequest("MessageSid=SM1&MessageStatus=" + status)).kindName, kindName);
    }

    void whoAndWhat_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("sid");
        QTest::addColumn<QByteArray>("parent");
        QTest::addColumn<QByteArray>("status");
        const auto row = [](const char *sample, const QByteArray &from, const QByteArray &to,
                             const QByteArray &sidValue, const QByteArray &parent, const QByteArray &status) {
            QTest::newRow(sample) << from << to << sidValue << parent << status;
        };
        const QByteArray a("+15005550006");
        const QByteArray b("+15555550100");
        row("sms.inbound", b, a, sid("SM", 1), "", "received");
        row("whatsapp.inbound.text", "whatsapp:" + b, "whatsapp:" + a, sid("SM", 10), "", "received");
        row("rcs.inbound.suggestion", "rcs:" + b, "rcs:fake_agent", sid("SM", 20), "", "received");
        row("message.status.delivered", a, b, sid("SM", 30), "", "delivered");
        row("voice.inbound", b, a, sid("CA", 1), "", "ringing");
        row("voice.inbound.sip", "sip:alice@fake-domain.sip.twilio.com", "sip:100@fake-domain.sip.twilio.com",
            sid("CA", 4), "", "ringing");
        row("dial.number.status", b, "+15555550199", sid("CA", 50), sid("CA", 1), "completed");
        row("recording.status.completed", sid("CA", 1), "", sid("RE", 1), sid("CA", 1), "completed");
        row("transcription.recording", b, a, sid("TR", 1), sid("CA", 1), "completed");
        row("stream.status", sid("CA", 1), "", sid("MZ", 1), sid("CA", 1), "stream-started");
        row("amd.async", sid("CA", 6), "", sid("CA", 6), "", "machine_end_beep");
        row("conference.join", sid("CA", 1), "FakeRoom", sid("CF", 1), sid("CA", 1), "participant-join");
        row("conference.start", "", "FakeRoom", sid("CF", 1), "", "conference-start");
        row("dial.action", b, a, sid("CA", 1), "", "completed");
        row("conversations.pre.onMessageAdd", "agent1", sid("CH", 1), sid("CH", 1), "", "");
        row("conversations.post.onMessageAdded", b, sid("CH", 1), sid("CH", 1), "", "");
        row("conversations.post.onConversationStateUpdated", "", sid("CH", 1), sid("CH", 1), "", "inactive");
        row("conversations.post.onDeliveryUpdated", "", sid("CH", 1), sid("CH", 1), "", "delivered");
        row("taskrouter.event", sid("WT", 1), "", sid("WT", 1), "", "pending");
        row("taskrouter.assignment", sid("WT", 1), "Fake Worker", sid("WR", 1), sid("WT", 1), "");
        row("video.room", "alice", "fake-room", sid("RM", 1), "", "participant-connected");
        row("debugger.error", "", "", sid("NO", 1), sid("CA", 1), "ERROR");
        row("event-streams.batch", a, b, sid("EZ", 1), sid("SM", 30), "sent");
        row("regulatory.bundle.status", "", "", sid("BU", 1), "", "twilio-rejected");
        row("websocket.stream.handshake", "", "", "", "", "");
    }
    void whoAndWhat() {
        const Meaning m = meaning(test::sample(QTest::currentDataTag()).request);
        QTEST(m.from, "from");
        QTEST(m.to, "to");
        QTEST(m.sid, "sid");
        QTEST(m.parentSid, "parent");
        QTEST(m.status, "status");
    }

    void accountOfABatchOnlyWhenAllAgree() {
        const auto batch = [](const char *second) {
            return makeRequest("POST", "/", {{"Content-Type", "application/json"}},
                R"([{"specversion":"1.0","data":{"accountSid":"AC1"}},{"specversion":"1.0","data":{"accountSid":")" +
                    QByteArray(second) + R"("}}])");
        };
        QCOMPARE(meaning(batch("AC1")).accountSid, "AC1");
        QCOMPARE(meaning(batch("AC2")).accountSid, "");
        QCOMPARE(meaning(batch("")).accountSid, "");
    }

    void jsonOfStudioNamesItsMessage() {
        const Meaning m = meaning(makeRequest("POST", "/", {{"Content-Type", "application/json; charset=utf-8"}},
            R"({"AccountSid":"AC1","CallSid":"CA1","From":"+1","To":7})"));
        QCOMPARE(m.kindName, "other");
        QCOMPARE(m.accountSid, "AC1");
        QCOMPARE(m.sid, "CA1");
        QCOMPARE(m.from, "+1");
        QCOMPARE(m.to, "");
    }

    void parametersAreBodyThenQuery() {
        const http::Request request = makeRequest(
            "POST", "/?tenant=7&From=q", {{"Content-Type", "application/x-www-form-urlencoded"}}, "From=b&Body=");
        const http::Parameters expected{{"From", "b"}, {"Body", ""}, {"tenant", "7"}, {"From", "q"}};
        QVERIFY(allParameters(request) == expected);
        QCOMPARE(meaning(request).from, "b");
    }

    void onlyFormsAreReadAsForms() {
        QVERIFY(allParameters(makeRequest("POST", "/", {}, "From=b")).empty());
        QVERIFY(allParameters(makeRequest("POST", "/", {{"Content-Type", "text/plain"}}, "From=b")).empty());
        QCOMPARE(
            allParameters(makeRequest("POST", "/", {{"Content-Type", "Application/X-Www-Form-Urlencoded;x"}}, "From=b"))
                .size(),
            std::size_t(1));
    }

    void anEmptyRequestMeansNothing() {
        const Meaning m = meaningOf(http::Request(), {});
        QCOMPARE(m.kind, WebhookKind::Other);
        QCOMPARE(m.kindName, "other");
        QCOMPARE(m.summary, "");
    }
};

QTEST_GUILESS_MAIN(TestMeaning)
#include "tst_meaning.moc"
