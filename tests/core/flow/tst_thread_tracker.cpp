#include "core/flow/thread_tracker.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace offhook;
using namespace offhook::flow;
using namespace offhook::flow::test;
using namespace std::chrono_literals;

namespace {

using Changes = std::vector<FlagChange>;

void sweepAll(ThreadTracker &tracker, WallTime now, std::size_t capacity = ThreadTracker::Capacity) {
    for (std::size_t swept = 0; swept <= capacity; swept += ThreadTracker::SweptAtOnce)
        tracker.sweep(now);
}

EventFlags take(ThreadTracker &tracker, const WebhookEvent &event) {
    const EventFlags flags = tracker.arrived(event);
    tracker.kept();
    return flags;
}

QByteArray names(EventFlags flags) {
    QByteArrayList all;
    for (unsigned bit = 0; bit < 32; ++bit) {
        if (flags.toInt() & (1U << bit))
            all.append(flagName(EventFlag(1U << bit)));
    }
    return all.join(' ');
}

struct Told {
    qint64 message;
    const char *status;
};

// Three events each of 33,333 messages, and one more: 100,000.
std::vector<Told> storm() {
    std::vector<Told> told;
    for (qint64 message = 0; message < 33'333; ++message) {
        for (const char *status : {"queued", "sent", message % 10 == 0 ? "undelivered" : "delivered"})
            told.push_back({message, status});
    }
    told.push_back({0, "queued"});
    return told;
}

twilio::ThreadFact factOf(const Told &told) {
    return threadFactOf(*formEvent(1, Begin, messageStatus(told.message, told.status)));
}

} // namespace

class TestThreadTracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flagsOnArrival();
    void tokenOfAFailedAttemptIsARetryAndNoDuplicate();
    void tokenOfAnAnswerThatCameTooLateIsNoDuplicate();
    void answerThatComesLaterCounts();
    void stormInAnyOrderEndsInTheSameState();
    void overdueDeliveryIsFlaggedAndUnflagged();
    void limitCanBeSet();
    void missingNumberIsFlaggedOnceAndUnflagged();
    void whatWasNotStoredLeavesNoTrace();
    void recalledEventsAreKnownButAccuseNobody();
    void gapOfAnEarlierRunIsUnflagged();
    void memoryIsBoundedAndKeepsWhatIsExpected();
    void forgottenBeginningIsNoGap();
    void refusedRequestBelongsToNothing();
};

void TestThreadTracker::flagsOnArrival() {
    ThreadTracker tracker;
    QCOMPARE(names(take(tracker, *formEvent(1, Begin, messageStatus(1, "queued"), "t1"))), QByteArray());
    QCOMPARE(names(take(tracker, *formEvent(2, Begin, messageStatus(1, "delivered"), "t2"))), QByteArray());
    QCOMPARE(names(take(tracker, *formEvent(3, Begin, messageStatus(1, "sent"), "t3"))), QByteArray("out-of-order"));
    QCOMPARE(names(take(tracker, *formEvent(4, Begin, messageStatus(1, "sent"), "t4"))), QByteArray("duplicate"));
    QCOMPARE(names(take(tracker, *formEvent(5, Begin, messageStatus(1, "failed"), "t5"))), QByteArray("contradictory"));
    QCOMPARE(names(take(tracker, *formEvent(6, Begin, messageStatus(2, "sent"), "t6"))), QByteArray());
}

void TestThreadTracker::tokenOfAFailedAttemptIsARetryAndNoDuplicate() {
    ThreadTracker tracker;
    (void)take(tracker, *formEvent(1, Begin, messageStatus(1, "sent"), "t1", 503));
    auto second = formEvent(2, Begin, messageStatus(1, "sent"), "t1", 200);
    second->flags = EventFlag::Retry; // as the pipeline found by the token
    QCOMPARE(names(take(tracker, *second)), QByteArray());
    auto third = formEvent(3, Begin, messageStatus(1, "sent"), "t1", 200);
    third->flags = EventFlag::Retry;
    QCOMPARE(names(take(tracker, *third)), QByteArray("duplicate"));
}

void TestThreadTracker::tokenOfAnAnswerThatCameTooLateIsNoDuplicate() {
    ThreadTracker tracker;
    (void)take(tracker, *formEvent(1, Begin, messageStatus(1, "sent"), "t1", 200));
    tracker.answered(1, EventFlag::Late);
    auto second = formEvent(2, Begin, messageStatus(1, "sent"), "t1", 200);
    second->flags = EventFlag::Retry;
    QCOMPARE(names(take(tracker, *second)), QByteArray());
}

void TestThreadTracker::answerThatComesLaterCounts() {
    ThreadTracker tracker;
    (void)take(tracker, *formEvent(1, Begin, inboundCall(1), "t1", 0)); // is held
    tracker.revised(*formEvent(1, Begin, inboundCall(1), "t1", 200, GatherTwiml));
    sweepAll(tracker, Begin + 120 * Second);
    QCOMPARE(tracker.takeChanges(), (Changes{{1, EventFlag::Gap, {}}}));
    (void)take(tracker, *formEvent(2, Begin, inboundCall(2), "t2", 0));
    tracker.revised(*formEvent(2, Begin, inboundCall(2), "t2", 500));
    auto again = formEvent(3, Begin, inboundCall(2), "t2", 200);
    again->flags = EventFlag::Retry;
    QCOMPARE(names(take(tracker, *again)), QByteArray());
}

void TestThreadTracker::stormInAnyOrderEndsInTheSameState() {
    const std::vector<Told> inOrder = storm();
    QCOMPARE(inOrder.size(), std::size_t(100'000));
    std::vector<Told> shuffled = inOrder;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(20261124)); // NOLINT: the same order in every run
    ThreadTracker first;
    ThreadTracker second;
    EventId id = 0;
    qint64 outOfOrder = 0;
    for (std::size_t i = 0; i < inOrder.size(); ++i) {
        ++id;
        const Told &one = inOrder[i];
        const Told &other = shuffled[i];
        const EventFlags flags = take(first, *formEvent(id, Begin + id, messageStatus(one.message, one.status)));
        QCOMPARE(flags.testFlag(EventFlag::Duplicate), i == 99'999);
        QVERIFY(!flags.testFlag(EventFlag::OutOfOrder));
        const QByteArrayView before = second.state(factOf(other)) ? second.state(factOf(other))->status() : "";
        const auto found = take(second, *formEvent(id, Begin + id, messageStatus(other.message, other.status)));
        outOfOrder += found.testFlag(EventFlag::OutOfOrder) ? 1 : 0;
        QVERIFY(!found.testFlag(EventFlag::Contradictory));
        const auto order = twilio::statusOrder(twilio::Subject::Message);
        const auto place = [&](QByteArrayView status) {
            return status.isEmpty() ? -1 : std::find(order.begin(), order.end(), status) - order.begin();
        };
        QVERIFY2(place(second.state(factOf(other))->status()) >= place(before), "it went back");
    }
    // Of six orders of three events, four bring one late event and one two: on average more than one in two messages.
    QVERIFY(outOfOrder > 33'333 / 2);
    for (const Told &told : inOrder) {
        const twilio::ThreadFact fact = factOf(told);
        QVERIFY(first.state(fact) && second.state(fact));
        QCOMPARE(second.state(fact)->status().toByteArray(), first.state(fact)->status().toByteArray());
        QVERIFY(second.state(fact)->isFinal());
    }
    sweepAll(second, Begin + 86'400 * Second);
    QVERIFY(!second.hasChanges());
}

void TestThreadTracker::overdueDeliveryIsFlaggedAndUnflagged() {
    ThreadTracker tracker;
    (void)take(tracker, *formEvent(1, Begin, messageStatus(1, "queued")));
    (void)take(tracker, *formEvent(2, Begin + Second, messageStatus(1, "sent")));
    sweepAll(tracker, Begin + 600 * Second);
    QCOMPARE(tracker.takeChanges(), Changes());
    sweepAll(tracker, Begin + 601 * Second);
    QCOMPARE(tracker.takeChanges(), (Changes{{2, EventFlag::Gap, {}}}));
    sweepAll(tracker, Begin + 9'000 * Second);
    QCOMPARE(tracker.takeChanges(), Changes());
    QCOMPARE(names(take(tracker, *formEvent(3, Begin + 9'001 * Second, messageStatus(1, "delivered")))), QByteArray());
    QCOMPARE(tracker.takeChanges(), (Changes{{2, {}, EventFlag::Gap}}));
}

void TestThreadTracker::limitCanBeSet() {
    ThreadTracker tracker;
    twilio::ThreadLimits limits;
    limits.delivery = 5s;
    tracker.setLimits(limits);
    (void)take(tracker, *formEvent(1, Begin, messageStatus(1, "sent")));
    sweepAll(tracker, Begin + 5 * Second);
    QCOMPARE(tracker.takeChanges(), (Changes{{1, EventFlag::Gap, {}}}));
    limits.delivery = 50s;
    tracker.setLimits(limits);
    sweepAll(tracker, Begin + 6 * Second);
    QCOMPARE(tracker.takeChanges(), (Changes{{1, {}, EventFlag::Gap}}));
}

void TestThreadTracker::missingNumberIsFlaggedOnceAndUnflagged() {
    ThreadTracker tracker;
    (void)take(tracker, *formEvent(1, Begin, callStatus(1, "initiated", 0)));
    (void)take(tracker, *formEvent(2, Begin, callStatus(1, "in-progress", 2)));
    (void)take(tracker, *formEvent(3, Begin, callStatus(1, "completed", 3)));
    sweepAll(tracker, Begin + 30 * Second);
    sweepAll(tracker, Begin + 31 * Second);
    QCOMPARE(tracker.takeChanges(), (Changes{{2, EventFlag::Gap, {}}}));
    const EventFlags late = take(tracker, *formEvent(4, Begin + 32 * Second, callStatus(1, "ringing", 1)));
    QCOMPARE(names(late), QByteArray("out-of-order"));
    QCOMPARE(tracker.takeChanges(), (Changes{{2, {}, EventFlag::Gap}}));
}

void TestThreadTracker::whatWasNotStoredLeavesNoTrace() {
    ThreadTracker tracker;
    (void)take(tracker, *formEvent(1, Begin, messageStatus(1, "queued"), "t1", 503));
    (void)tracker.arrived(*formEvent(2, Begin, messageStatus(1, "delivered"), "t2"));
    (void)tracker.arrived(*formEvent(3, Begin, messageStatus(2, "delivered"), "t3"));
    auto retry = formEvent(4, Begin, messageStatus(1, "queued"), "t1", 200);
    retry->flags = EventFlag::Retry;
    (void)tracker.arrived(*retry);
    tracker.dropped();
    QCOMPARE(names(take(tracker, *formEvent(5, Begin, messageStatus(1, "sent")))), QByteArray());
    QCOMPARE(names(take(tracker, *formEvent(6, Begin, messageStatus(2, "sent")))), QByteArray());
    QCOMPARE(names(take(tracker, *retry)), QByteArray()); // the attempt before it is still the failed one
}

void TestThreadTracker::recalledEventsAreKnownButAccuseNobody() {
    ThreadTracker tracker;
    tracker.recall(*formEvent(3, Begin + 2 * Second, messageStatus(1, "sent")));
    tracker.recall(*formEvent(2, Begin + Second, callStatus(1, "in-progress", 2)));
    tracker.recall(*formEvent(1, Begin, messageStatus(1, "queued")));
    sweepAll(tracker, Begin + 86'400 * Second);
    QVERIFY(!tracker.hasChanges());
    QCOMPARE(
        names(take(tracker, *formEvent(4, Begin + 3 * Second, messageStatus(1, "sent")))), QByteArray("duplicate"));
}

void TestThreadTracker::gapOfAnEarlierRunIsUnflagged() {
    ThreadTracker tracker;
    auto sent = formEvent(2, Begin, messageStatus(1, "sent"));
    sent->flags = EventFlag::Gap;
    tracker.recall(*sent);
    tracker.recall(*formEvent(1, Begin, messageStatus(1, "queued")));
    (void)take(tracker, *formEvent(3, Begin + 700 * Second, messageStatus(1, "delivered")));
    QCOMPARE(tracker.takeChanges(), (Changes{{2, {}, EventFlag::Gap}}));
}

void TestThreadTracker::memoryIsBoundedAndKeepsWhatIsExpected() {
    constexpr std::size_t Few = 64;
    ThreadTracker tracker(Few);
    (void)take(tracker, *formEvent(1, Begin, messageStatus(1, "sent"))); // something is expected of it
    for (EventId id = 2; id < 500; ++id)
        (void)take(tracker, *formEvent(id, Begin, messageStatus(id, "delivered")));
    QVERIFY(tracker.state(factOf({1, "sent"})) != nullptr);
    QVERIFY(tracker.state(factOf({499, "sent"})) != nullptr);
    QVERIFY(tracker.state(factOf({2, "sent"})) == nullptr);
    sweepAll(tracker, Begin + 600 * Second, Few);
    QCOMPARE(tracker.takeChanges(), (Changes{{1, EventFlag::Gap, {}}}));
    // Also when everything is expected, and when some of it is not stored.
    for (EventId id = 500; id < 2'000; ++id) {
        (void)tracker.arrived(*formEvent(id, Begin, messageStatus(id, "sent")));
        if (id % 3 == 0)
            tracker.dropped();
        else
            tracker.kept();
        QCOMPARE(tracker.state(factOf({id, "sent"})) != nullptr, id % 3 != 0);
    }
}

void TestThreadTracker::forgottenBeginningIsNoGap() {
    ThreadTracker tracker(4);
    for (EventId id = 1; id < 10; ++id)
        (void)take(tracker, *formEvent(id, Begin, messageStatus(id, "delivered")));
    (void)take(tracker, *formEvent(10, Begin, callStatus(1, "completed", 3)));
    sweepAll(tracker, Begin + 3'600 * Second, 4);
    QVERIFY(!tracker.hasChanges());
}

void TestThreadTracker::refusedRequestBelongsToNothing() {
    ThreadTracker tracker;
    const auto event = formEvent(1, Begin, messageStatus(1, "sent"));
    event->refusal = http::Refusal{};
    QCOMPARE(names(take(tracker, *event)), QByteArray());
    QVERIFY(tracker.state(factOf({1, "sent"})) == nullptr);
}

QTEST_GUILESS_MAIN(TestThreadTracker)
#include "tst_thread_tracker.moc"
