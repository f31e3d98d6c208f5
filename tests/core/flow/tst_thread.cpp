#include "core/flow/thread.h"
#include "core/flow/thread_tracker.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <set>

using namespace offhook;
using namespace offhook::flow;
using namespace offhook::flow::test;
using Type = Finding::Type;

namespace {

constexpr WallTime Later = Begin + 86'400 * Second;

/// One event of a trace; `loss`: what shows that it is missing, nothing when nothing can.
struct Step {
    QByteArray form;
    std::optional<Type> loss;
    bool gathers = false; ///< the answer to it holds a Gather
};
using Trace = std::vector<Step>;

QByteArray conference(qint64 number, int sequence, const QByteArray &event) {
    return "ConferenceSid=" + sid("CF", number) + "&SequenceNumber=" + QByteArray::number(sequence) +
           "&StatusCallbackEvent=" + event + "&FriendlyName=room";
}

// Orders and numbers as documented: twilio.com/docs/messaging/guides/track-outbound-message-status,
// .../voice/api/call-resource#statuscallback, .../voice/twiml/gather, .../voice/twiml/conference, read 2026-09.
std::vector<Trace> traces(qint64 n) {
    return {
        {{messageStatus(n, "queued"), {}}, {messageStatus(n, "sent"), {}},
            {messageStatus(n, "delivered"), Type::NoFinalStatus}},
        {{messageStatus(n, "sent"), {}}, {messageStatus(n, "undelivered"), Type::NoFinalStatus}},
        {{callStatus(n, "initiated", 0), Type::MissingSequence}, {callStatus(n, "ringing", 1), Type::MissingSequence},
            {callStatus(n, "in-progress", 2), Type::MissingSequence},
            {callStatus(n, "completed", 3), Type::NeverCompleted}},
        {{callStatus(n, "initiated", 0), Type::MissingSequence}, {callStatus(n, "ringing", 1), Type::MissingSequence},
            {callStatus(n, "no-answer", 2), Type::NeverCompleted}},
        {{inboundCall(n), {}, true}, {gatherResult(n, "1"), Type::NoInput}, {callStatus(n, "completed", 0), {}}},
        {{conference(n, 1, "participant-join"), {}}, {conference(n, 2, "conference-start"), Type::MissingSequence},
            {conference(n, 3, "participant-leave"), Type::MissingSequence}, {conference(n, 4, "conference-end"), {}}},
    };
}

EventPtr eventOf(const Step &step, EventId id) {
    return formEvent(id, Begin + id * Second, step.form, "token-" + QByteArray::number(id), 200,
        step.gathers ? QByteArray(GatherTwiml) : QByteArray());
}

std::vector<EventPtr> eventsOf(const Trace &trace) {
    std::vector<EventPtr> events;
    for (const Step &step : trace)
        events.push_back(eventOf(step, EventId(events.size()) + 1));
    return events;
}

std::vector<Finding> findingsOf(const Thread &thread) {
    std::vector<Finding> all;
    for (const Thread::Item &item : thread.items)
        all.insert(all.end(), item.findings.begin(), item.findings.end());
    return all;
}

/// What the tracker makes of the same events, with everything that was flagged later.
std::vector<EventFlags> trackedFlags(const std::vector<EventPtr> &events) {
    ThreadTracker tracker;
    std::map<EventId, EventFlags> flags;
    for (const EventPtr &event : events) {
        flags[event->id] = tracker.arrived(*event);
        tracker.kept();
    }
    tracker.sweep(Later);
    for (const FlagChange &change : tracker.takeChanges())
        flags[change.id] = (flags[change.id] | change.added) & ~change.removed;
    std::vector<EventFlags> all;
    for (const EventPtr &event : events)
        all.push_back(flags[event->id]);
    return all;
}

/// The same flags, as the thread says them.
std::vector<EventFlags> threadFlags(const Thread &thread) {
    std::vector<EventFlags> all;
    for (const Thread::Item &item : thread.items) {
        EventFlags flags;
        for (const Finding &finding : item.findings)
            flags |= flagOf(finding.type);
        all.push_back(flags);
    }
    return all;
}

} // namespace

class TestThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeTracesRaiseNoAlarm();
    void everySingleLossIsFoundAndNothingElse();
    void everySwapIsFoundAndNothingElse();
    void randomLossesAndSwapsAmongManyThreads();
    void reasonsNameTheOtherEvent();
    void missingNumbersAreNamed();
    void subjectsTellWhereTheyAre();
    void scopeOfACallHoldsItsLegs();
    void scopeOfACallHoldsWhatHangsOnIt();
    void scopes_data();
    void scopes();
    void scopeIsBounded();
};

void TestThread::wholeTracesRaiseNoAlarm() {
    for (const Trace &trace : traces(1)) {
        const Thread thread = Thread::of(eventsOf(trace), Later);
        QVERIFY(findingsOf(thread).empty());
        QVERIFY(trackedFlags(eventsOf(trace)) == threadFlags(thread));
    }
}

void TestThread::everySingleLossIsFoundAndNothingElse() {
    for (const Trace &trace : traces(1)) {
        for (std::size_t lost = 0; lost < trace.size(); ++lost) {
            std::vector<EventPtr> events = eventsOf(trace);
            events.erase(events.begin() + std::ptrdiff_t(lost));
            const Thread thread = Thread::of(events, Later);
            const std::vector<Finding> found = findingsOf(thread);
            QCOMPARE(found.size(), std::size_t(trace[lost].loss ? 1 : 0));
            if (trace[lost].loss)
                QCOMPARE(found[0].type, *trace[lost].loss);
            QVERIFY(trackedFlags(events) == threadFlags(thread));
        }
    }
}

void TestThread::everySwapIsFoundAndNothingElse() {
    for (const Trace &trace : traces(1)) {
        if (trace[1].loss == Type::NoInput) // Twilio cannot ask for the action before it has the answer
            continue;
        for (std::size_t i = 0; i < trace.size(); ++i) {
            for (std::size_t j = i + 1; j < trace.size(); ++j) {
                std::vector<std::size_t> order(trace.size());
                std::iota(order.begin(), order.end(), 0);
                std::swap(order[i], order[j]);
                std::vector<EventPtr> events;
                for (const std::size_t place : order)
                    events.push_back(eventOf(trace[place], EventId(events.size()) + 1));
                const Thread thread = Thread::of(events, Later);
                std::size_t furthest = 0;
                for (std::size_t k = 0; k < order.size(); ++k) {
                    const bool late = order[k] < furthest;
                    furthest = std::max(furthest, order[k]);
                    QCOMPARE(thread.items[k].findings.size(), std::size_t(late ? 1 : 0));
                    if (late)
                        QCOMPARE(thread.items[k].findings[0].type, Type::OutOfOrder);
                }
                QVERIFY(trackedFlags(events) == threadFlags(thread));
            }
        }
    }
}

void TestThread::randomLossesAndSwapsAmongManyThreads() {
    std::mt19937 random(7); // NOLINT: the same in every run
    std::vector<Step> steps;
    std::multiset<Type> lost;
    std::size_t swapped = 0;
    std::vector<std::vector<Step>> queues;
    for (qint64 n = 0; n < 2'000; ++n) {
        Trace trace = traces(n)[random() % 6];
        if (random() % 5 == 0) {
            const auto gone = trace.begin() + std::ptrdiff_t(random() % trace.size());
            if (gone->loss)
                lost.insert(*gone->loss);
            trace.erase(gone);
        } else if (random() % 5 == 0 && trace[1].loss != Type::NoInput) {
            std::swap(trace[0], trace[1]);
            ++swapped;
        }
        queues.push_back(std::move(trace));
    }
    // Interleave, each thread's own order kept.
    for (bool more = true; more;) {
        more = false;
        for (std::vector<Step> &queue : queues) {
            if (queue.empty())
                continue;
            more = true;
            if (random() % 2 == 0)
                continue;
            steps.push_back(queue.front());
            queue.erase(queue.begin());
        }
    }
    const std::vector<EventPtr> events = eventsOf(steps);
    const Thread thread = Thread::of(events, Later + 86'400 * Second);
    std::multiset<Type> found;
    std::size_t late = 0;
    for (const Finding &finding : findingsOf(thread)) {
        if (finding.type == Type::OutOfOrder)
            ++late;
        else
            found.insert(finding.type);
    }
    QVERIFY(lost.size() > 200 && swapped > 200);
    QCOMPARE(late, swapped);
    QVERIFY(found == lost);
}

void TestThread::reasonsNameTheOtherEvent() {
    std::vector<EventPtr> events{formEvent(1, Begin, messageStatus(1, "queued"), "t1", 503),
        formEvent(2, Begin, messageStatus(1, "queued"), "t1", 200),
        formEvent(3, Begin, messageStatus(1, "queued"), "t1", 200),
        formEvent(4, Begin, messageStatus(1, "delivered"), "t2"), formEvent(5, Begin, messageStatus(1, "sent"), "t3"),
        formEvent(6, Begin, messageStatus(1, "sent"), "t4"), formEvent(7, Begin, messageStatus(1, "failed"), "t5")};
    const Thread thread = Thread::of(events, Later);
    const auto only = [&](std::size_t index) {
        return thread.items[index].findings.size() == 1 ? thread.items[index].findings[0] : Finding();
    };
    QCOMPARE(only(1).type, Type::Retry);
    QCOMPARE(only(1).other, 1);
    QCOMPARE(only(1).otherStatus, 503);
    QCOMPARE(only(2).type, Type::RepeatedDelivery);
    QCOMPARE(only(2).other, 2);
    QCOMPARE(only(4).type, Type::OutOfOrder);
    QCOMPARE(only(4).word, QByteArray("delivered"));
    QCOMPARE(only(5).type, Type::Duplicate);
    QCOMPARE(only(5).other, 5);
    QCOMPARE(only(6).type, Type::Contradictory);
    QCOMPARE(only(6).word, QByteArray("delivered"));
    QCOMPARE(only(6).other, 4);
}

void TestThread::missingNumbersAreNamed() {
    const Thread thread = Thread::of({formEvent(1, Begin, callStatus(1, "completed", 3))}, Later);
    QCOMPARE(thread.items[0].findings.size(), std::size_t(1));
    QCOMPARE(thread.items[0].findings[0].numbers, (std::vector<qint64>{0, 1, 2}));
}

void TestThread::subjectsTellWhereTheyAre() {
    const Thread thread = Thread::of(
        {formEvent(3, Begin, messageStatus(1, "sent")), formEvent(1, Begin, messageStatus(1, "delivered")),
            formEvent(2, Begin, callStatus(1, "failed", 0)), formEvent(4, Begin, messageStatus(1, "undelivered"))},
        Later);
    QCOMPARE(thread.items.front().event->id, 1);
    QCOMPARE(thread.subjects.size(), std::size_t(2));
    QCOMPARE(thread.subjects[0].sid, sid("SM", 1));
    QCOMPARE(thread.subjects[0].status, QByteArray("delivered"));
    QVERIFY(thread.subjects[0].isFinal && thread.subjects[0].isContradictory);
    QCOMPARE(thread.subjects[1].status, QByteArray("failed"));
    QVERIFY(!thread.subjects[1].isContradictory);
}

void TestThread::scopeOfACallHoldsItsLegs() {
    ThreadScope scope = ThreadScope::of("CA2", "CA1"); // a child leg
    QVERIFY(scope.holds("CA1", ""));
    QVERIFY(scope.holds("CA2", "CA1"));
    QVERIFY(!scope.holds("CA3", "CA9"));
    QVERIFY(!scope.extend("CA3", "CA9"));
    QVERIFY(scope.extend("CA3", "CA1")); // another child
    QVERIFY(scope.holds("CA3", ""));
    QVERIFY(!scope.extend("CA3", "CA1"));
}

void TestThread::scopeOfACallHoldsWhatHangsOnIt() {
    const ThreadScope scope = ThreadScope::of("CA1", "");
    QVERIFY(scope.holds("RE1", "CA1"));  // a recording
    QVERIFY(scope.holds("NO1", "CA1"));  // what the debugger says of it
    QVERIFY(scope.holds("CF1", "CA1"));  // its part in a conference
    QVERIFY(!scope.holds("CF1", "CA2")); // but not the others'
    QVERIFY(!scope.holds("", ""));
}

void TestThread::scopes_data() {
    QTest::addColumn<QByteArray>("sid");
    QTest::addColumn<QByteArray>("parent");
    QTest::addColumn<QByteArray>("root");
    QTest::newRow("message") << QByteArray("SM1") << QByteArray() << QByteArray("SM1");
    QTest::newRow("conversation") << QByteArray("CH1") << QByteArray() << QByteArray("CH1");
    QTest::newRow("conference, though it names a call") << QByteArray("CF1") << QByteArray("CA1") << QByteArray("CF1");
    QTest::newRow("recording of a call") << QByteArray("RE1") << QByteArray("CA1") << QByteArray("CA1");
    QTest::newRow("recording of a conference") << QByteArray("RE1") << QByteArray("CF1") << QByteArray("CF1");
    QTest::newRow("recording alone") << QByteArray("RE1") << QByteArray() << QByteArray("RE1");
    QTest::newRow("alert about a message") << QByteArray("NO1") << QByteArray("SM1") << QByteArray("SM1");
    QTest::newRow("reservation of a task") << QByteArray("WR1") << QByteArray("WT1") << QByteArray("WT1");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
}

void TestThread::scopes() {
    QFETCH(QByteArray, sid);
    QFETCH(QByteArray, parent);
    QFETCH(QByteArray, root);
    const ThreadScope scope = ThreadScope::of(sid, parent);
    QCOMPARE(scope.isEmpty(), root.isEmpty());
    if (root.isEmpty())
        return;
    QCOMPARE(scope.sids(), ThreadScope::Sids{root});
    QVERIFY(scope.holds(sid, parent));
}

void TestThread::scopeIsBounded() {
    ThreadScope scope = ThreadScope::of("CA0", "");
    for (int i = 1; i < 10'000; ++i)
        (void)scope.extend(QByteArray("CA" + QByteArray::number(i)), "CA0");
    QCOMPARE(scope.sids().size(), ThreadScope::MaxSids);
}

QTEST_GUILESS_MAIN(TestThread)
#include "tst_thread.moc"
