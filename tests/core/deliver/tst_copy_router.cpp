#include "core/deliver/copy_request.h"
#include "core/deliver/copy_router.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace offhook::flow::test;
using namespace Qt::StringLiterals;

class TestCopyRouter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachRouteThatAnEventMeetsTakesIt();
    void unusableRoutesTakeNothing_data();
    void unusableRoutesTakeNothing();
    void whatIsDroppedIsCountedAndMayGoUnstored();
    void anotherRouteKeepsWhatOneDrops();
    void refusedRequestsAreNotCopied();
    void whatCameAlreadyIsNotWaitedFor();
    void whatARouteSentDoesNotComeBackToIt();
};

namespace {

Route route(const QString &id, const QString &condition = {}) {
    Route made;
    made.id = id;
    made.name = id;
    made.target = u"http://localhost:1"_s;
    made.condition = condition;
    return made;
}

CopyRouter routerOf(const RouteList &routes) {
    CopyRouter router;
    router.setRoutes(compiled(routes, Begin));
    return router;
}

QStringList takers(const flow::Routing &routing) {
    QStringList ids;
    for (const flow::Copy &copy : routing.copies)
        ids.append(copy.route);
    return ids;
}

} // namespace

void TestCopyRouter::eachRouteThatAnEventMeetsTakesIt() {
    CopyRouter router =
        routerOf({route(u"all"_s), route(u"calls"_s, u"kind:voice"_s), route(u"status"_s, u"status:sent"_s)});
    const flow::Routing routing = router.routingOf(*formEvent(1, Begin, messageStatus(1, "sent"), "token"));
    QCOMPARE(takers(routing), (QStringList{u"all"_s, u"status"_s}));
    QVERIFY(routing.isStored);
    QVERIFY(!routing.copies.front().key.isEmpty());
    QVERIFY(takers(CopyRouter().routingOf(*formEvent(1, Begin, messageStatus(1, "sent")))).isEmpty());
}

void TestCopyRouter::unusableRoutesTakeNothing_data() {
    QTest::addColumn<QString>("what");
    QTest::newRow("switched off") << u"off"_s;
    QTest::newRow("a mistake in its condition") << u"condition"_s;
    QTest::newRow("a mistake in what it drops") << u"drop"_s;
    QTest::newRow("no target") << u"target"_s;
}

void TestCopyRouter::unusableRoutesTakeNothing() {
    QFETCH(QString, what);
    Route one = route(u"one"_s);
    one.isEnabled = what != u"off"_s;
    if (what == u"condition"_s)
        one.condition = u"nokey:1"_s;
    if (what == u"drop"_s)
        one.drop.condition = u"nokey:1"_s;
    if (what == u"target"_s)
        one.target.clear();
    CopyRouter router = routerOf({one});
    QVERIFY(router.routingOf(*formEvent(1, Begin, messageStatus(1, "sent"))).copies.empty());
}

void TestCopyRouter::whatIsDroppedIsCountedAndMayGoUnstored() {
    Route one = route(u"one"_s);
    one.drop = {u"status:sent"_s, true};
    flow::Routing routing = routerOf({one}).routingOf(*formEvent(1, Begin, messageStatus(1, "sent")));
    QVERIFY(routing.copies.empty());
    QCOMPARE(routing.droppedBy, std::vector<QString>{u"one"_s});
    QVERIFY(routing.isStored);

    one.drop.isStored = false;
    routing = routerOf({one}).routingOf(*formEvent(1, Begin, messageStatus(1, "sent")));
    QVERIFY(!routing.isStored);
    routing = routerOf({one}).routingOf(*formEvent(1, Begin, messageStatus(1, "delivered")));
    QVERIFY(routing.isStored);

    const auto held = formEvent(1, Begin, messageStatus(1, "sent"), {}, 0);
    QVERIFY(held->isWaiting());
    QVERIFY(routerOf({one}).routingOf(*held).isStored);
}

void TestCopyRouter::anotherRouteKeepsWhatOneDrops() {
    Route one = route(u"one"_s);
    one.drop = {u"status:sent"_s, false};
    const flow::Routing routing =
        routerOf({one, route(u"two"_s)}).routingOf(*formEvent(1, Begin, messageStatus(1, "sent")));
    QCOMPARE(takers(routing), QStringList{u"two"_s});
    QVERIFY(routing.isStored);
}

void TestCopyRouter::refusedRequestsAreNotCopied() {
    const auto event = formEvent(1, Begin, messageStatus(1, "sent"));
    event->refusal = http::Refusal{};
    QVERIFY(routerOf({route(u"all"_s)}).routingOf(*event).copies.empty());
}

void TestCopyRouter::whatCameAlreadyIsNotWaitedFor() {
    Route one = route(u"one"_s, u"status:delivered OR status:read"_s);
    one.ordering.isOn = true;
    CopyRouter router = routerOf({one});
    QVERIFY(router.routingOf(*formEvent(1, Begin, messageStatus(1, "sent"))).copies.empty());
    QCOMPARE(router.routingOf(*formEvent(2, Begin, messageStatus(1, "delivered"))).copies.front().place.needs, -1);
    QVERIFY(router.routingOf(*formEvent(3, Begin, messageStatus(2, "delivered"))).copies.front().place.needs >= 0);
}

void TestCopyRouter::whatARouteSentDoesNotComeBackToIt() {
    CopyRouter router = routerOf({route(u"ä 1"_s), route(u"two"_s)});
    const auto event = formEvent(1, Begin, messageStatus(1, "sent"));
    const flow::EventPtr sent = copyOf(event, route(u"ä 1"_s));
    QCOMPARE(takers(router.routingOf(*sent)), QStringList{u"two"_s});
}

QTEST_GUILESS_MAIN(TestCopyRouter)
#include "tst_copy_router.moc"
