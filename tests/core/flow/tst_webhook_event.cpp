#include "core/flow/event_summary.h"
#include "core/flow/webhook_event.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;

class TestWebhookEvent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formBodyAndQueryAreDecodedApart();
    void bodyThatIsNoFormHasNoParameters();
    void everyFlagHasANameAndComesBack();
    void summaryHasWhatARowShows();
    void summaryOfARefusedRequestNamesTheReason();
};

void TestWebhookEvent::formBodyAndQueryAreDecodedApart() {
    WebhookEvent event;
    event.request =
        http::Request("POST /sms?tenant=7 HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
            "Body=a+b&Body=&To=%2B1");
    event.decodeParams();
    QCOMPARE(event.bodyParams, (http::Parameters{{"Body", "a b"}, {"Body", ""}, {"To", "+1"}}));
    QCOMPARE(event.queryParams, (http::Parameters{{"tenant", "7"}}));
    QCOMPARE(event.allParams().size(), std::size_t(4));
    QCOMPARE(event.allParams().back().name, QByteArray("tenant"));
}

void TestWebhookEvent::bodyThatIsNoFormHasNoParameters() {
    WebhookEvent event;
    event.request = http::Request("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n", "a=b");
    event.decodeParams();
    QVERIFY(event.allParams().empty());
}

void TestWebhookEvent::everyFlagHasANameAndComesBack() {
    QSet<QByteArray> names;
    for (quint32 bit = 1; bit <= quint32(EventFlag::Test); bit <<= 1U) {
        const QByteArray name = flagName(EventFlag(bit));
        QVERIFY(!name.isEmpty());
        QVERIFY(!names.contains(name));
        names.insert(name);
        QCOMPARE(flagFromName(name), std::optional(EventFlag(bit)));
    }
    QCOMPARE(flagFromName("nonsense"), std::nullopt);
}

void TestWebhookEvent::summaryHasWhatARowShows() {
    WebhookEvent event;
    event.id = 7;
    event.receivedAt = 42;
    event.request = http::Request("GET /voice?x=1 HTTP/1.1\r\nHost: h\r\n\r\n", {});
    event.meaning.kind = twilio::WebhookKind::VoiceInbound;
    event.meaning.from = "+14155550100";
    event.verification.verdict = twilio::Verdict::Valid;
    event.response = {200, {{"Content-Type", "Text/XML; charset=utf-8"}}, "<Response/>"};
    event.tookUs = 1500;
    const EventSummary summary = summaryOf(event);
    QCOMPARE(summary.id, 7);
    QCOMPARE(summary.method, QByteArray("GET"));
    QCOMPARE(summary.target, QByteArray("/voice?x=1"));
    QCOMPARE(summary.from, QByteArray("+14155550100"));
    QCOMPARE(summary.verdict, twilio::Verdict::Valid);
    QCOMPARE(summary.responseStatus, qint16(200));
    QCOMPARE(summary.responseType, QByteArray("text/xml"));
    QCOMPARE(summary.responseBytes, 11);
    QCOMPARE(summary.tookUs, 1500);
    QVERIFY(summary.refusal.isEmpty());
}

void TestWebhookEvent::summaryOfARefusedRequestNamesTheReason() {
    WebhookEvent event;
    event.refusal = http::Refusal{http::RefusalReason::ObsoleteFolding, 400, 20};
    QCOMPARE(summaryOf(event).refusal, http::refusalName(http::RefusalReason::ObsoleteFolding).toByteArray());
}

QTEST_GUILESS_MAIN(TestWebhookEvent)
#include "tst_webhook_event.moc"
