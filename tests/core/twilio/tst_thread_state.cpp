#include "core/twilio/thread_state.h"
#include "tests/core/twilio/sample_requests.h"

#include <QtTest>

#include <algorithm>

using namespace offhook;
using namespace offhook::twilio;
using namespace std::chrono_literals;
using Statuses = QList<QByteArray>;

namespace {

constexpr WallTime Second = 1'000'000;

ThreadFact callback(Subject subject, const QByteArray &status, qint64 sequence = -1) {
    ThreadFact fact;
    fact.subject = subject;
    fact.sid = "X1";
    fact.status = status;
    fact.sequence = sequence;
    fact.callback = true;
    return fact;
}

ThreadFact request(const QByteArray &status, bool asksInput) {
    ThreadFact fact = callback(Subject::Call, status);
    fact.callback = false;
    fact.asksInput = asksInput;
    return fact;
}

ThreadFact factOf(const char *sample) {
    const test::Sample &s = test::sample(sample);
    const Meaning meaning = meaningOf(s.request, allParameters(s.request));
    return threadFact(
        meaning, s.request.target(), http::decodeForm(s.request.body()), http::decodeForm(s.request.query()));
}

ThreadState after(Subject subject, const Statuses &statuses) {
    ThreadState state;
    EventId id = 0;
    for (const QByteArray &status : statuses) {
        ++id;
        (void)state.add(callback(subject, status), id, id * Second);
    }
    return state;
}

} // namespace

class TestThreadState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void factsOfTheSamples_data();
    void factsOfTheSamples();
    void everyOrderEndsInTheFurthestStatus_data();
    void everyOrderEndsInTheFurthestStatus();
    void arrivals_data();
    void arrivals();
    void inboundMessageAtAnotherTargetIsARedirect();
    void numbersTellTheOrderOfACall();
    void requestsForInstructionsMayRepeat();
    void gapInTheNumbersIsDueAfterItsTime();
    void gapInTheNumbersClosesWhenTheyCome();
    void forgottenBeginningIsNoGap();
    void conferenceMayBeginAnywhere();
    void finalStatusOfAMessageIsDue_data();
    void finalStatusOfAMessageIsDue();
    void completionOfACallIsDueOnlyWhenItsProgressIsReported();
    void gatherIsDueUntilTheNextRequest();
    void gatherOfAnEndedCallIsDueSoon();
    void statusNobodyKnowsIsNoError();
};

void TestThreadState::factsOfTheSamples_data() {
    QTest::addColumn<Subject>("subject");
    QTest::addColumn<QByteArray>("sid");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<qint64>("sequence");
    QTest::addColumn<bool>("callback");
    const auto row = [](const char *sample, Subject subject, const char *prefix, int number, const char *status,
                         qint64 sequence, bool callback) {
        QTest::newRow(sample) << subject << QByteArray(prefix + QByteArray::number(number).rightJustified(32, '0'))
                              << QByteArray(status) << sequence << callback;
    };
    row("sms.inbound", Subject::Message, "SM", 1, "received", -1, true);
    row("message.status.sent", Subject::Message, "SM", 30, "sent", -1, true);
    row("voice.inbound.get", Subject::Call, "CA", 2, "ringing", -1, false);
    row("call.status.answered", Subject::Call, "CA", 7, "in-progress", 2, true);
    row("call.status.no-answer", Subject::Call, "CA", 8, "no-answer", 2, true);
    row("gather.digits", Subject::Call, "CA", 1, "in-progress", -1, false);
    row("dial.number.whisper", Subject::Call, "CA", 50, "in-progress", -1, false);
    row("dial.number.status", Subject::Call, "CA", 50, "completed", 3, true);
    row("recording.status.absent", Subject::Recording, "RE", 2, "absent", -1, true);
    row("conference.start", Subject::Conference, "CF", 1, "conference-start", 2, true);
    row("conversations.post.onMessageAdded", Subject::ConversationMessage, "IM", 1, "onMessageAdded", -1, true);
    row("conversations.post.onDeliveryUpdated", Subject::Delivery, "DY", 1, "delivered", -1, true);
    row("video.room", Subject::Room, "RM", 1, "participant-connected", 1, true);
    row("amd.async", Subject::Detection, "CA", 6, "machine_end_beep", -1, true);
}

void TestThreadState::factsOfTheSamples() {
    QFETCH(Subject, subject);
    QFETCH(QByteArray, sid);
    QFETCH(QByteArray, status);
    QFETCH(qint64, sequence);
    QFETCH(bool, callback);
    const ThreadFact fact = factOf(QTest::currentDataTag());
    QCOMPARE(fact.subject, subject);
    QCOMPARE(fact.sid, sid);
    QCOMPARE(fact.status, status);
    QCOMPARE(fact.sequence, sequence);
    QCOMPARE(fact.callback, callback);
}

// The orders are those of the documentation: message statuses of
// twilio.com/docs/messaging/guides/track-outbound-message-status, call statuses of
// twilio.com/docs/voice/api/call-resource.
void TestThreadState::everyOrderEndsInTheFurthestStatus_data() {
    QTest::addColumn<Subject>("subject");
    QTest::addColumn<Statuses>("statuses"); // in their documented order
    QTest::newRow("message") << Subject::Message
                             << Statuses{"accepted", "queued", "sending", "sent", "delivered", "read"};
    QTest::newRow("message that did not arrive") << Subject::Message << Statuses{"queued", "sent", "undelivered"};
    QTest::newRow("message refused at once") << Subject::Message << Statuses{"queued", "failed"};
    QTest::newRow("scheduled message called off") << Subject::Message << Statuses{"scheduled", "canceled"};
    QTest::newRow("call") << Subject::Call << Statuses{"queued", "initiated", "ringing", "in-progress", "completed"};
    QTest::newRow("call that nobody takes") << Subject::Call << Statuses{"initiated", "ringing", "no-answer"};
    QTest::newRow("recording") << Subject::Recording << Statuses{"in-progress", "completed"};
    QTest::newRow("stream") << Subject::Stream << Statuses{"stream-started", "stream-error", "stream-stopped"};
    QTest::newRow("room") << Subject::Room << Statuses{"room-created", "room-ended"};
    QTest::newRow("delivery receipt") << Subject::Delivery << Statuses{"sent", "delivered", "read"};
    QTest::newRow("message of a conversation")
        << Subject::ConversationMessage << Statuses{"onMessageAdded", "onMessageUpdated", "onMessageRemoved"};
}

void TestThreadState::everyOrderEndsInTheFurthestStatus() {
    QFETCH(Subject, subject);
    QFETCH(Statuses, statuses);
    const QByteArray last = statuses.last();
    std::sort(statuses.begin(), statuses.end());
    do {
        ThreadState state;
        const std::vector<QByteArrayView> order = statusOrder(subject);
        std::ptrdiff_t reached = -1;
        EventId id = 0;
        for (const QByteArray &status : statuses) {
            ++id;
            (void)state.add(callback(subject, status), id, id * Second);
            const auto now = std::find(order.begin(), order.end(), state.status()) - order.begin();
            QVERIFY2(now >= reached, "it went back");
            reached = now;
        }
        QCOMPARE(state.status().toByteArray(), last);
        QVERIFY(state.isFinal());
        QVERIFY(!state.isContradictory());
    } while (std::next_permutation(statuses.begin(), statuses.end()));
}

void TestThreadState::arrivals_data() {
    QTest::addColumn<Statuses>("before");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const Statuses &before, const char *status, const char *expected) {
        QTest::newRow(name) << before << QByteArray(status) << QByteArray(expected);
    };
    row("the first is nothing special", {}, "queued", "");
    row("the next is nothing special", {"queued"}, "sent", "");
    row("a step left out is nothing special", {"queued"}, "delivered", "");
    row("sent after delivered", {"queued", "delivered"}, "sent", "out-of-order");
    row("queued after failed", {"failed"}, "queued", "out-of-order");
    row("delivered after read", {"read"}, "delivered", "out-of-order");
    row("read after delivered", {"delivered"}, "read", "");
    row("the same again", {"sent"}, "sent", "duplicate");
    row("the same again after a later one", {"sent", "delivered"}, "sent", "duplicate");
    row("undelivered after delivered", {"delivered"}, "undelivered", "contradictory");
    row("delivered after undelivered", {"undelivered"}, "delivered", "contradictory");
    row("failed after sent", {"sent"}, "failed", "");
    row("a second contradiction", {"delivered", "undelivered"}, "failed", "contradictory");
    row("a contradiction again is only a duplicate", {"delivered", "undelivered"}, "undelivered", "duplicate");
}

void TestThreadState::arrivals() {
    QFETCH(Statuses, before);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, expected);
    ThreadState state = after(Subject::Message, before);
    const Arrival arrival = state.add(callback(Subject::Message, status), 100, 100 * Second);
    Statuses found;
    if (arrival.duplicate)
        found.append("duplicate");
    if (arrival.outOfOrder)
        found.append("out-of-order");
    if (arrival.contradictory)
        found.append("contradictory");
    QCOMPARE(found.join(' '), expected);
}

void TestThreadState::inboundMessageAtAnotherTargetIsARedirect() {
    ThreadFact fact = callback(Subject::Message, "received");
    fact.place = 1;
    ThreadState state;
    QVERIFY(!state.add(fact, 1, Second).duplicate);
    ThreadFact redirected = fact;
    redirected.place = 2;
    QVERIFY(!state.add(redirected, 2, 2 * Second).duplicate);
    QVERIFY(state.add(fact, 3, 3 * Second).duplicate);
}

void TestThreadState::numbersTellTheOrderOfACall() {
    ThreadState state;
    QVERIFY(!state.add(callback(Subject::Call, "initiated", 0), 1, Second).outOfOrder);
    QVERIFY(!state.add(callback(Subject::Call, "in-progress", 2), 2, Second).outOfOrder);
    const Arrival ringing = state.add(callback(Subject::Call, "ringing", 1), 3, Second);
    QVERIFY(ringing.outOfOrder);
    QVERIFY(!ringing.duplicate);
    QCOMPARE(ringing.before.toByteArray(), QByteArray("in-progress"));
    QVERIFY(state.add(callback(Subject::Call, "ringing", 1), 4, Second).duplicate);
    QCOMPARE(state.status().toByteArray(), QByteArray("in-progress"));
}

void TestThreadState::requestsForInstructionsMayRepeat() {
    ThreadState state;
    for (EventId id = 1; id < 5; ++id) {
        const Arrival arrival = state.add(request("in-progress", false), id, id * Second);
        QVERIFY(!arrival.duplicate && !arrival.outOfOrder && !arrival.contradictory);
    }
}

void TestThreadState::gapInTheNumbersIsDueAfterItsTime() {
    const ThreadLimits limits;
    ThreadState state;
    (void)state.add(callback(Subject::Call, "initiated", 0), 1, 10 * Second);
    QCOMPARE(state.due(Gap::Sequence, limits), 0);
    (void)state.add(callback(Subject::Call, "in-progress", 2), 2, 20 * Second);
    (void)state.add(callback(Subject::Call, "completed", 3), 3, 40 * Second);
    QCOMPARE(state.due(Gap::Sequence, limits), 50 * Second);
    QCOMPARE(state.rowOf(Gap::Sequence), 2);
    QCOMPARE(state.sequences().missing(state.firstSequence(), 8), std::vector<qint64>{1});
}

void TestThreadState::gapInTheNumbersClosesWhenTheyCome() {
    const ThreadLimits limits;
    ThreadState state;
    (void)state.add(callback(Subject::Call, "completed", 3), 1, Second);
    (void)state.add(callback(Subject::Call, "in-progress", 2), 2, 2 * Second);
    (void)state.add(callback(Subject::Call, "initiated", 0), 3, 3 * Second);
    QVERIFY(state.due(Gap::Sequence, limits) != 0);
    (void)state.add(callback(Subject::Call, "ringing", 1), 4, 4 * Second);
    QCOMPARE(state.due(Gap::Sequence, limits), 0);
}

void TestThreadState::forgottenBeginningIsNoGap() {
    ThreadState state;
    state.forgetBeginning();
    (void)state.add(callback(Subject::Call, "in-progress", 2), 1, Second);
    QCOMPARE(state.due(Gap::Sequence, {}), 0);
}

void TestThreadState::conferenceMayBeginAnywhere() {
    ThreadState state;
    (void)state.add(callback(Subject::Conference, "participant-join", 4), 1, Second);
    (void)state.add(callback(Subject::Conference, "participant-mute", 5), 2, Second);
    QCOMPARE(state.due(Gap::Sequence, {}), 0);
    QVERIFY(state.add(callback(Subject::Conference, "participant-mute", 5), 3, Second).duplicate);
    QVERIFY(!state.add(callback(Subject::Conference, "participant-mute", 7), 4, Second).duplicate);
    QVERIFY(state.due(Gap::Sequence, {}) != 0);
}

void TestThreadState::finalStatusOfAMessageIsDue_data() {
    QTest::addColumn<Statuses>("statuses");
    QTest::addColumn<bool>("due");
    QTest::newRow("queued") << Statuses{"queued"} << true;
    QTest::newRow("sent") << Statuses{"queued", "sent"} << true;
    QTest::newRow("delivered") << Statuses{"queued", "sent", "delivered"} << false;
    QTest::newRow("undelivered") << Statuses{"sent", "undelivered"} << false;
    QTest::newRow("failed") << Statuses{"failed"} << false;
    QTest::newRow("scheduled for later") << Statuses{"scheduled"} << false;
    QTest::newRow("received") << Statuses{"received"} << false;
}

void TestThreadState::finalStatusOfAMessageIsDue() {
    QFETCH(Statuses, statuses);
    QFETCH(bool, due);
    ThreadLimits limits;
    limits.delivery = 60s;
    const ThreadState state = after(Subject::Message, statuses);
    const WallTime expected = due ? statuses.size() * Second + 60 * Second : 0;
    QCOMPARE(state.due(Gap::Delivery, limits), expected);
    QCOMPARE(state.rowOf(Gap::Delivery), statuses.size());
}

void TestThreadState::completionOfACallIsDueOnlyWhenItsProgressIsReported() {
    ThreadLimits limits;
    limits.ringing = 60s;
    limits.call = 3600s;
    ThreadState state;
    (void)state.add(request("ringing", false), 1, Second);
    QCOMPARE(state.due(Gap::Completion, limits), 0);
    (void)state.add(callback(Subject::Call, "ringing", 0), 2, 2 * Second);
    QCOMPARE(state.due(Gap::Completion, limits), 62 * Second);
    (void)state.add(callback(Subject::Call, "in-progress", 1), 3, 3 * Second);
    QCOMPARE(state.due(Gap::Completion, limits), 3603 * Second);
    QCOMPARE(state.rowOf(Gap::Completion), 3);
    (void)state.add(callback(Subject::Call, "completed", 2), 4, 4 * Second);
    QCOMPARE(state.due(Gap::Completion, limits), 0);
}

void TestThreadState::gatherIsDueUntilTheNextRequest() {
    ThreadLimits limits;
    limits.input = 20s;
    ThreadState state;
    (void)state.add(request("ringing", true), 1, Second);
    QCOMPARE(state.due(Gap::Input, limits), 21 * Second);
    QCOMPARE(state.rowOf(Gap::Input), 1);
    (void)state.add(request("in-progress", true), 2, 5 * Second);
    QCOMPARE(state.due(Gap::Input, limits), 25 * Second);
    QCOMPARE(state.rowOf(Gap::Input), 2);
    (void)state.add(request("in-progress", false), 3, 9 * Second);
    QCOMPARE(state.due(Gap::Input, limits), 0);
}

void TestThreadState::gatherOfAnEndedCallIsDueSoon() {
    ThreadLimits limits;
    limits.input = 3600s;
    limits.sequence = 30s;
    ThreadState state;
    (void)state.add(request("ringing", true), 1, Second);
    (void)state.add(callback(Subject::Call, "completed", 0), 2, 10 * Second);
    QCOMPARE(state.due(Gap::Input, limits), 40 * Second);
}

void TestThreadState::statusNobodyKnowsIsNoError() {
    ThreadState state = after(Subject::Message, {"sent"});
    const Arrival arrival = state.add(callback(Subject::Message, "teleported"), 2, 2 * Second);
    QVERIFY(!arrival.duplicate && !arrival.outOfOrder && !arrival.contradictory);
    QCOMPARE(state.status().toByteArray(), QByteArray("sent"));
    QVERIFY(!state.add(callback(Subject::Message, "teleported"), 3, 3 * Second).duplicate);
}

QTEST_GUILESS_MAIN(TestThreadState)
#include "tst_thread_state.moc"
