#include "core/exchange/readers/twilio_log.h"
#include "core/exchange/webhook_identity.h"
#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;
using namespace Qt::StringLiterals;

namespace {

constexpr WallTime Second = 1'000'000;

flow::WebhookEvent gather(const QByteArray &digits, WallTime at, const QByteArray &target = "/gather") {
    flow::WebhookEvent event =
        test::signedForm({{"CallSid", "CA0123456789abcdef0123456789abcdef", false},
                             {"CallStatus", "in-progress", false}, {"Digits", digits, false}, {"FromCity", "", false}},
            target);
    event.receivedAt = at;
    return event;
}

flow::WebhookEvent told(const QByteArray &digits, WallTime at, const QString &path = u"/gather"_s) {
    const QJsonObject parameters{{u"call_status"_s, u"in-progress"_s}, {u"digits"_s, QString::fromUtf8(digits)},
        {u"call_sid"_s, u"CA0123456789abcdef0123456789abcdef"_s}};
    const QString url = u"https://hooks.example.test"_s + path;
    const QJsonObject request{{u"method"_s, u"POST"_s}, {u"url"_s, url}, {u"parameters"_s, parameters}};
    const QJsonObject json{{u"request"_s, request}, {u"response"_s, QJsonObject()}};
    return *eventFromCallEvent(json, at);
}

flow::WebhookEvent withToken(flow::WebhookEvent event, const QByteArray &token) {
    event.meaning.idempotencyToken = token;
    return event;
}

flow::WebhookEvent alert(int code, WallTime at) {
    flow::WebhookEvent event = gather("1", at);
    event.note = u"Twilio alert NO1, error %1"_s.arg(code);
    return event;
}

} // namespace

class WebhookIdentityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothRecordsOfOneWebhookAreTheSame() {
        QCOMPARE(identityOf(gather("1", 5)).content, identityOf(told("1", 9)).content);
    }
    void theUrlThatWasSignedCounts() { // a proxy in front may change the path
        flow::WebhookEvent event = gather("1", 5);
        QByteArray head = event.request.head();
        head.replace("POST /gather", "POST /app/gather");
        event.request = http::Request(head, event.request.wireBody());
        event.decodeParams();
        QCOMPARE(event.verification.verdict, twilio::Verdict::Valid);
        QCOMPARE(identityOf(event).content, identityOf(told("1", 9)).content);
    }
    void othersDiffer() {
        const QByteArray content = identityOf(gather("1", 5)).content;
        QVERIFY(content != identityOf(told("2", 5)).content);
        QVERIFY(content != identityOf(told("1", 5, u"/other"_s)).content);
        QVERIFY(identityOf(test::binary()).content != identityOf(test::sms()).content);
    }
    void oneKeptStandsForOneTold() {
        KnownWebhooks known;
        known.add(gather("1", 30 * Second));
        const std::vector<flow::WebhookEvent> list{
            told("1", 10 * Second), told("1", 31 * Second), told("2", 40 * Second)};
        QCOMPARE(known.among(list), (std::vector<bool>{false, true, false}));
    }
    void allAreKnown() {
        KnownWebhooks known;
        known.add(gather("1", 0));
        known.add(gather("1", 100 * Second));
        QCOMPARE(
            known.among(std::vector{told("1", 90 * Second), told("1", 95 * Second)}), (std::vector<bool>{true, true}));
    }
    void tokensDecide() {
        KnownWebhooks known;
        known.add(withToken(gather("1", 0), "a"));
        const std::vector<flow::WebhookEvent> list{
            withToken(told("1", 0), "b"), withToken(told("9", 500 * Second), "a"), told("1", 7)};
        QCOMPARE(known.among(list), (std::vector<bool>{false, true, true}));
    }
    void nothingIsKnownOfNothing() {
        QCOMPARE(KnownWebhooks().among(std::vector{told("1", 0)}), std::vector<bool>{false});
        QVERIFY(KnownWebhooks().among({}).empty());
    }
    void alertsOfOneAnswerAreOneEvent() {
        std::vector events{alert(12200, 0), alert(12100, Second), alert(12200, Second), alert(12100, 60 * Second)};
        foldAlerts(events);
        QCOMPARE(events.size(), std::size_t(3));
        QVERIFY(events[0].note.contains(u"12200"_s) && events[0].note.contains(u"12100"_s));
        QCOMPARE(events[2].receivedAt, 60 * Second);
    }
};

QTEST_GUILESS_MAIN(WebhookIdentityTest)
#include "tst_webhook_identity.moc"
