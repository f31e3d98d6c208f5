#include "core/flow/time_limit.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;
using namespace std::chrono_literals;

class TestTimeLimit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limitIsThatOfTheKind();
    void overridesInForceShortenIt();
    void latenessCountsFromTheBeginningOfTheRequest();
    void withoutALimitNothingIsLate();
};

namespace {

WebhookEvent eventOf(twilio::WebhookKind kind) {
    WebhookEvent event;
    event.meaning.kind = kind;
    event.startedMonotonic = MonotonicTime(10s);
    event.receivedMonotonic = MonotonicTime(12s);
    return event;
}

} // namespace

// 15 s in all, with the time spent connecting (twilio.com/docs/api/errors/11205, read 2026-09); 5 s for Conversations.
void TestTimeLimit::limitIsThatOfTheKind() {
    QCOMPARE(timeLimit(eventOf(twilio::WebhookKind::SmsInbound)), std::optional(15'000ms));
    QCOMPARE(timeLimit(eventOf(twilio::WebhookKind::ConversationsPre)), std::optional(5'000ms));
    QCOMPARE(timeLimit(eventOf(twilio::WebhookKind::Other)), std::nullopt);
}

// #rt and #tt bound the answer; Conversations take no overrides
// (twilio.com/docs/usage/webhooks/webhooks-connection-overrides, read 2026-09).
void TestTimeLimit::overridesInForceShortenIt() {
    WebhookEvent call = eventOf(twilio::WebhookKind::VoiceInbound);
    call.overrides = "#rt=4000&tt=9000";
    QCOMPARE(timeLimit(call), std::optional(4'000ms));
    QVERIFY(!isLate(call, 2'000'000)); // two seconds had gone by before
    QVERIFY(isLate(call, 2'000'001));
    call.overrides = "#rt=4s";
    QCOMPARE(timeLimit(call), std::optional(15'000ms));
    WebhookEvent conversation = eventOf(twilio::WebhookKind::ConversationsPre);
    conversation.overrides = "#rt=4000";
    QCOMPARE(timeLimit(conversation), std::optional(5'000ms));
}

void TestTimeLimit::latenessCountsFromTheBeginningOfTheRequest() {
    QVERIFY(!isLate(eventOf(twilio::WebhookKind::VoiceInbound), 13'000'000));
    QVERIFY(isLate(eventOf(twilio::WebhookKind::VoiceInbound), 13'000'001));
}

void TestTimeLimit::withoutALimitNothingIsLate() {
    QVERIFY(!isLate(eventOf(twilio::WebhookKind::Other), 3'600'000'000));
}

QTEST_GUILESS_MAIN(TestTimeLimit)
#include "tst_time_limit.moc"
