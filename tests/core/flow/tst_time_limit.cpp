#include "core/flow/time_limit.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;
using namespace std::chrono_literals;

class TestTimeLimit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limitIsThatOfTheKind();
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

void TestTimeLimit::latenessCountsFromTheBeginningOfTheRequest() {
    QVERIFY(!isLate(eventOf(twilio::WebhookKind::VoiceInbound), 13'000'000));
    QVERIFY(isLate(eventOf(twilio::WebhookKind::VoiceInbound), 13'000'001));
}

void TestTimeLimit::withoutALimitNothingIsLate() {
    QVERIFY(!isLate(eventOf(twilio::WebhookKind::Other), 3'600'000'000));
}

QTEST_GUILESS_MAIN(TestTimeLimit)
#include "tst_time_limit.moc"
