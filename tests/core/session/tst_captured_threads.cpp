#include "core/session/captured_threads.h"
#include "tests/core/session/log_support.h"
#include "tests/core/store/store_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::test;

namespace {

constexpr WallTime Noon = 1'790'000'000'000'000;
constexpr WallTime Hour = 3600LL * 1'000'000;

std::shared_ptr<flow::WebhookEvent> request(EventId id, const testing::Pairs &params, WallTime at = Noon) {
    auto made = testing::eventOf(id, testing::formRequest("/x", params));
    made->receivedAt = at;
    return made;
}

std::shared_ptr<flow::WebhookEvent> status(EventId id, const QByteArray &word, WallTime at = Noon) {
    return request(id, {{"MessageSid", MessageSid}, {"MessageStatus", word}, {"To", "+1"}}, at);
}

} // namespace

class CapturedThreadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statusesComeInOrderOfArrival() {
        const testing::Workspace workspace;
        workspace.add({status(1, "delivered"), status(2, "sent"), status(3, "failed", Noon - 26 * Hour)});
        const auto threads = capturedThreads(workspace.path(), {Noon - Hour, Noon + Hour}, {MessageSid});
        QVERIFY(threads);
        const CapturedThread thread = threads->value(MessageSid);
        QCOMPARE(thread.statuses, (std::vector<QByteArray>{"delivered", "sent"})); // what is far away is not looked at
        QCOMPARE(thread.status, QByteArray("delivered"));                          // and the order does not matter
        QCOMPARE(thread.events, (std::vector<EventId>{1, 2}));
        QCOMPARE(thread.requests, 0);
    }
    void requestsAndCallbacksOfACallAreToldApart() {
        const testing::Workspace workspace;
        auto recovered = request(3, {{"CallSid", CallSid}, {"CallStatus", "completed"}, {"CallDuration", "4"},
                                        {"CallbackSource", "call-progress-events"}, {"SequenceNumber", "3"}});
        recovered->flags |= flow::EventFlag::Recovered;
        workspace.add({request(1, {{"CallSid", CallSid}, {"CallStatus", "ringing"}, {"Direction", "inbound"}}),
            request(2, {{"CallSid", CallSid}, {"CallStatus", "in-progress"}, {"Digits", "1"}}), recovered,
            request(4, {{"RecordingSid", "RE1"}, {"CallSid", CallSid}, {"RecordingStatus", "completed"}})});
        const auto threads = capturedThreads(workspace.path(), {Noon, Noon + 1}, {CallSid});
        QVERIFY(threads);
        const CapturedThread thread = threads->value(CallSid);
        QCOMPARE(thread.requests, 2);
        QCOMPARE(thread.statuses, std::vector<QByteArray>{"completed"});
        QCOMPARE(thread.recovered, 1);
        QCOMPARE(thread.events.size(), std::size_t(4));
    }
    void wholeEventsOfTheSidsAreVisited() {
        const testing::Workspace workspace;
        workspace.add({status(1, "sent"), testing::sms(2), status(3, "delivered")});
        std::vector<EventId> ids;
        QVERIFY(eachCaptured(workspace.path(), {Noon, Noon + 1}, {MessageSid}, [&](const flow::WebhookEvent &e) {
            QVERIFY(!e.bodyParams.empty());
            ids.push_back(e.id);
        }));
        QCOMPARE(ids, (std::vector<EventId>{1, 3}));
    }
    void aWorkspaceThatIsNotThereHoldsNothing() {
        const auto threads = capturedThreads(QStringLiteral("/nowhere/at/all"), {0, Noon}, {MessageSid});
        QVERIFY(threads);
        QVERIFY(threads->isEmpty());
    }
};

QTEST_GUILESS_MAIN(CapturedThreadsTest)
#include "tst_captured_threads.moc"
