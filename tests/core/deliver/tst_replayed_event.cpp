#include "core/deliver/replayed_event.h"
#include "tests/core/deliver/replay_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::deliver;

class ReplayedEventTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasSentAndTheAnswerAreAnEvent() {
        ReplayAttempt attempt;
        attempt.origin = test::sms(7);
        attempt.startedAt = 1'764'000'000'000'000;
        RequestDraft draft = *draftOf(*attempt.origin);
        QVERIFY(setParameter(draft, "Body", "STOP"));
        ReplayOptions options;
        options.target = *replayTarget("http://127.0.0.1:3000");
        attempt.request = *replayRequest(draft, 7, options, nullptr);
        attempt.answer = {200, {{"Content-Type", "text/xml"}}, "<Response/>"};
        attempt.tookUs = 1'000;
        const auto event = replayedEvent(attempt);
        QVERIFY(event);
        QCOMPARE(event->id, 0);
        QCOMPARE(event->receivedAt, attempt.startedAt);
        QCOMPARE(event->request.header(ReplayOfHeader), QByteArrayView("7"));
        QCOMPARE(event->meaning.summary, "STOP");
        QCOMPARE(event->meaning.kindName, "sms.inbound");
        QCOMPARE(event->response, attempt.answer);
        QCOMPARE(event->tookUs, 1'000);
        QCOMPARE(event->verification.verdict, twilio::Verdict::Unchecked);
    }
    void theRecordHasEverything() {
        ReplayAttempt attempt;
        attempt.origin = test::sms(7);
        attempt.startedAt = 5;
        attempt.request = {"http://a/sms", {}, "POST /sms HTTP/1.1\r\n\r\n", "a=1"};
        attempt.answer.status = 500;
        attempt.raw.status = 500;
        attempt.raw.body = "oops";
        attempt.timings.totalUs = 12;
        attempt.comparison.verdict = ReplayVerdict::Regressed;
        const flow::Attempt record = attemptRecord(attempt);
        QCOMPARE(record.event, 7);
        QCOMPARE(flow::purposeName(record.purpose), "replay");
        QCOMPARE(record.url, "http://a/sms");
        QCOMPARE(record.request.body(), "a=1");
        QCOMPARE(record.response->body, "oops");
        QCOMPARE(record.timings.totalUs, 12);
        QVERIFY(!record.error);
    }
    void verdictsKeepTheirNames() {
        for (int i = 0; i < ReplayVerdictCount; ++i) {
            ReplayAttempt attempt;
            attempt.origin = test::sms(7);
            attempt.answer.status = 0;
            attempt.comparison.verdict = ReplayVerdict(i);
            const flow::Attempt record = attemptRecord(attempt);
            QCOMPARE(flow::attemptVerdictName(record.verdict), replayVerdictName(ReplayVerdict(i)));
            QVERIFY(!record.response);
        }
    }
    void whatWasNeverSentIsNone() {
        ReplayAttempt attempt;
        attempt.origin = test::sms(7);
        QVERIFY(replayedEvent(attempt) == nullptr);
    }
};

QTEST_GUILESS_MAIN(ReplayedEventTest)
#include "tst_replayed_event.moc"
