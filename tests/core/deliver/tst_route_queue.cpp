#include "core/deliver/route_queue.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace offhook;
using namespace offhook::deliver;
using flow::Delivery;
using std::chrono::milliseconds;

class TestRouteQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLongestDueGoesFirst();
    void whatIsInFlightIsNotGivenTwice();
    void aRetryComesWhenItIsDue();
    void aThreadGoesInItsOrder();
    void itWaitsForWhatIsMissing();
    void itWaitsNoLongerThanTheLimit();
    void threadsDoNotWaitForEachOther();
    void anyOrderOfArrivalLeavesInOrder();
    void withoutAnOrderNothingWaits();
};

namespace {

constexpr WallTime Begin = 1'795'000'000'000'000;
constexpr WallTime Second = 1'000'000;
const Ordering InOrder{true, milliseconds(5'000)};

Delivery delivery(qint64 id, const QByteArray &thread = {}, qint64 place = 0, qint64 needs = -1) {
    Delivery made;
    made.id = id;
    made.event = id;
    made.queuedAt = Begin;
    made.dueAt = Begin;
    made.place = {thread, place, needs};
    return made;
}

qint64 taken(RouteQueue &queue, WallTime now) {
    const auto next = queue.take(now);
    return next ? next->id : 0;
}

} // namespace

void TestRouteQueue::theLongestDueGoesFirst() {
    RouteQueue queue;
    QVERIFY(!queue.readyAt());
    Delivery later = delivery(1);
    later.dueAt = Begin + Second;
    queue.add(later);
    queue.add(delivery(2));
    queue.add(delivery(3));
    QCOMPARE(queue.readyAt(), std::optional(Begin));
    QCOMPARE(taken(queue, Begin - 1), 0);
    QCOMPARE(taken(queue, Begin), 2);
    QCOMPARE(taken(queue, Begin), 3);
    QCOMPARE(taken(queue, Begin), 0);
    QCOMPARE(queue.readyAt(), std::optional(Begin + Second));
    QCOMPARE(taken(queue, Begin + Second), 1);
}

void TestRouteQueue::whatIsInFlightIsNotGivenTwice() {
    RouteQueue queue;
    queue.add(delivery(1));
    QCOMPARE(taken(queue, Begin), 1);
    queue.add(delivery(1));
    QCOMPARE(taken(queue, Begin), 0);
    QCOMPARE(queue.inFlight(), std::size_t(1));
    queue.done(1);
    QCOMPARE(queue.size(), std::size_t(0));
    QCOMPARE(queue.inFlight(), std::size_t(0));
}

void TestRouteQueue::aRetryComesWhenItIsDue() {
    RouteQueue queue;
    queue.add(delivery(1));
    QCOMPARE(taken(queue, Begin), 1);
    queue.again(1, 1, Begin + 3 * Second);
    QCOMPARE(queue.readyAt(), std::optional(Begin + 3 * Second));
    QCOMPARE(taken(queue, Begin + 2 * Second), 0);
    QCOMPARE(queue.take(Begin + 3 * Second)->tries, 1);
}

void TestRouteQueue::aThreadGoesInItsOrder() {
    RouteQueue queue(InOrder);
    queue.add(delivery(1, "SM1", 5));
    queue.add(delivery(2, "SM1", 4));
    QCOMPARE(taken(queue, Begin), 2);
    QCOMPARE(taken(queue, Begin), 0);
    queue.done(2);
    QCOMPARE(taken(queue, Begin), 1);
}

void TestRouteQueue::itWaitsForWhatIsMissing() {
    RouteQueue queue(InOrder);
    queue.add(delivery(1, "CA1", 2, 1));
    QCOMPARE(taken(queue, Begin), 0);
    queue.add(delivery(2, "CA1", 1, -1));
    QCOMPARE(taken(queue, Begin), 2);
    queue.done(2);
    QCOMPARE(taken(queue, Begin), 1);
    queue.done(1);
    queue.add(delivery(3, "CA1", 3, 2));
    QCOMPARE(taken(queue, Begin), 3);
}

void TestRouteQueue::itWaitsNoLongerThanTheLimit() {
    RouteQueue queue(InOrder);
    queue.add(delivery(1, "CA1", 2, 1));
    QCOMPARE(queue.readyAt(), std::optional(Begin + 5 * Second));
    QCOMPARE(taken(queue, Begin + 5 * Second), 1);
    queue.done(1);
    queue.add(delivery(2, "SM1", 1));
    queue.add(delivery(3, "SM1", 2));
    QCOMPARE(taken(queue, Begin), 2);
    queue.again(2, 1, Begin + 600 * Second); // the app fails: those behind it wait no longer than the limit
    QCOMPARE(taken(queue, Begin + 4 * Second), 0);
    QCOMPARE(taken(queue, Begin + 5 * Second), 3);
}

void TestRouteQueue::threadsDoNotWaitForEachOther() {
    RouteQueue queue(InOrder);
    queue.add(delivery(1, "SM1", 2, 1));
    queue.add(delivery(2, "SM2", 1));
    queue.add(delivery(3));
    QCOMPARE(taken(queue, Begin), 2);
    QCOMPARE(taken(queue, Begin), 3);
}

void TestRouteQueue::anyOrderOfArrivalLeavesInOrder() {
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same orders in every run
    std::vector<qint64> places{0, 1, 2, 3, 4, 5, 6, 7};
    for (int round = 0; round < 500; ++round) {
        std::shuffle(places.begin(), places.end(), random);
        RouteQueue queue(InOrder);
        std::vector<qint64> left;
        const auto drain = [&] {
            while (const auto next = queue.take(Begin)) {
                left.push_back(next->place.at);
                queue.done(next->id);
            }
        };
        for (const qint64 place : places) {
            queue.add(delivery(place + 1, "CA1", place, place - 1));
            if (random() % 2 == 0)
                drain();
        }
        drain();
        QCOMPARE(left, (std::vector<qint64>{0, 1, 2, 3, 4, 5, 6, 7}));
    }
}

void TestRouteQueue::withoutAnOrderNothingWaits() {
    RouteQueue queue(InOrder);
    queue.add(delivery(1, "CA1", 2, 1));
    QCOMPARE(taken(queue, Begin), 0);
    queue.setOrdering({});
    QCOMPARE(taken(queue, Begin), 1);
}

QTEST_GUILESS_MAIN(TestRouteQueue)
#include "tst_route_queue.moc"
