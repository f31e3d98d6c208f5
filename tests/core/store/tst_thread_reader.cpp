#include "core/store/event_reader.h"
#include "core/store/thread_reader.h"
#include "tests/core/flow/thread_support.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using namespace offhook::flow::test;

namespace {

using Ids = std::vector<EventId>;
using Events = std::vector<std::shared_ptr<flow::WebhookEvent>>;

Ids idsOf(const ThreadEvents &thread) {
    Ids ids;
    for (const flow::EventPtr &event : thread.events)
        ids.push_back(event->id);
    return ids;
}

ThreadEvents threadOf(const Workspace &workspace, EventId id) {
    return must(must(EventReader::open(workspace.path()))->thread(id));
}

QByteArray leg(qint64 child, qint64 parent) {
    return "CallSid=" + sid("CA", child) + "&ParentCallSid=" + sid("CA", parent) +
           "&CallStatus=in-progress&Direction=outbound-dial";
}

QByteArray recording(qint64 number, qint64 call) {
    return "RecordingSid=" + sid("RE", number) + "&CallSid=" + sid("CA", call) + "&RecordingStatus=completed";
}

} // namespace

class TestThreadReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsOfAMessageAndNothingElse();
    void legsAreFoundFromEveryEnd_data();
    void legsAreFoundFromEveryEnd();
    void conferenceDoesNotDrawInItsCalls();
    void eventOfNothingIsAlone();
    void tooManyAreLeftOutTheOldestFirst();
    void largeOnesAreLeftOut();
    void missingEventIsNotFound();
};

void TestThreadReader::eventsOfAMessageAndNothingElse() {
    const Workspace workspace;
    workspace.add({formEvent(1, Begin, messageStatus(1, "sent")), formEvent(2, Begin, messageStatus(2, "sent")),
        formEvent(3, Begin, messageStatus(1, "delivered")), formEvent(4, Begin, inboundCall(1))});
    const ThreadEvents thread = threadOf(workspace, 3);
    QCOMPARE(idsOf(thread), (Ids{1, 3}));
    QCOMPARE(thread.events[0]->meaning.status, QByteArray("sent"));
    QCOMPARE(thread.scope.sids(), flow::ThreadScope::Sids{sid("SM", 1)});
    QCOMPARE(thread.left, std::size_t(0));
}

// 1 to 7: a call, two of its legs, one leg of a leg, what hangs on them. 8: another call.
void TestThreadReader::legsAreFoundFromEveryEnd_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 7; ++seed)
        QTest::newRow(qPrintable(QStringLiteral("from event %1").arg(seed))) << seed;
}

void TestThreadReader::legsAreFoundFromEveryEnd() {
    QFETCH(int, seed);
    const Workspace workspace;
    workspace.add({formEvent(1, Begin, recording(1, 30)), formEvent(2, Begin, leg(30, 20)),
        formEvent(3, Begin, leg(20, 10)), formEvent(4, Begin, inboundCall(10)), formEvent(5, Begin, leg(21, 10)),
        formEvent(6, Begin, callStatus(21, "completed", 0)), formEvent(7, Begin, recording(2, 10)),
        formEvent(8, Begin, inboundCall(11))});
    QCOMPARE(idsOf(threadOf(workspace, seed)), (Ids{1, 2, 3, 4, 5, 6, 7}));
}

void TestThreadReader::conferenceDoesNotDrawInItsCalls() {
    const auto joins = [](qint64 call) {
        return QByteArray("ConferenceSid=" + sid("CF", 1) + "&StatusCallbackEvent=participant-join&CallSid=" +
                          sid("CA", call) + "&SequenceNumber=" + QByteArray::number(call));
    };
    const Workspace workspace;
    workspace.add({formEvent(1, Begin, inboundCall(1)), formEvent(2, Begin, inboundCall(2)),
        formEvent(3, Begin, joins(1)), formEvent(4, Begin, joins(2))});
    QCOMPARE(idsOf(threadOf(workspace, 3)), (Ids{3, 4}));
    QCOMPARE(idsOf(threadOf(workspace, 1)), (Ids{1, 3}));
}

void TestThreadReader::eventOfNothingIsAlone() {
    const Workspace workspace;
    workspace.add({formEvent(1, Begin, "a=b"), formEvent(2, Begin, "a=b")});
    QCOMPARE(idsOf(threadOf(workspace, 2)), Ids{2});
}

void TestThreadReader::tooManyAreLeftOutTheOldestFirst() {
    const Workspace workspace;
    Events many;
    const auto count = EventId(ThreadEvents::MaxEvents) + 100;
    for (EventId id = 1; id <= count; ++id)
        many.push_back(formEvent(id, Begin, "ConversationSid=" + sid("CH", 1) + "&EventType=onMessageAdded"));
    workspace.add(many);
    const ThreadEvents thread = threadOf(workspace, count);
    QCOMPARE(thread.events.size(), ThreadEvents::MaxEvents);
    QCOMPARE(thread.events.front()->id, 101);
    QCOMPARE(thread.left, std::size_t(100));
    QCOMPARE(idsOf(threadOf(workspace, 5)).front(), 5); // the one asked for is always there
}

void TestThreadReader::largeOnesAreLeftOut() {
    const Workspace workspace;
    Events large;
    for (EventId id = 1; id <= 10; ++id)
        large.push_back(formEvent(id, Begin, messageStatus(1, "sent") + "&Body=" + QByteArray(10 * 1024 * 1024, 'x')));
    workspace.add(large);
    const ThreadEvents thread = threadOf(workspace, 10);
    QCOMPARE(thread.events.size(), std::size_t(7)); // the first beyond MaxBytes is the last
    QCOMPARE(thread.left, std::size_t(3));
}

void TestThreadReader::missingEventIsNotFound() {
    const Workspace workspace;
    const auto reader = must(EventReader::open(workspace.path()));
    QCOMPARE(reader->thread(7).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestThreadReader)
#include "tst_thread_reader.moc"
