#include "core/deliver/order.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace offhook::flow::test;

class TestOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messageStatusesGoByTheirLife();
    void callsGoByTheirNumbers();
    void requestsGoAsTheyCame();
    void whatBelongsToNothingStandsAlone();
};

namespace {

flow::CopyPlace of(const QByteArray &form, EventId id = 1) {
    return placeOf(*formEvent(id, Begin, form));
}

} // namespace

void TestOrder::messageStatusesGoByTheirLife() {
    const flow::CopyPlace sent = of(messageStatus(1, "sent"), 9);
    const flow::CopyPlace delivered = of(messageStatus(1, "delivered"), 3);
    const flow::CopyPlace read = of(messageStatus(1, "read"));
    const flow::CopyPlace failed = of(messageStatus(1, "failed"));
    QCOMPARE(sent.thread, delivered.thread);
    QVERIFY(sent.thread != of(messageStatus(2, "sent")).thread);
    QVERIFY(of(messageStatus(1, "queued")).at < sent.at && sent.at < delivered.at && delivered.at < read.at);
    QCOMPARE(sent.needs, -1);
    QCOMPARE(delivered.needs, sent.at);
    QCOMPARE(read.needs, delivered.at);
    QCOMPARE(failed.needs, -1);
}

void TestOrder::callsGoByTheirNumbers() {
    const flow::CopyPlace first = of(callStatus(1, "initiated", 0));
    const flow::CopyPlace third = of(callStatus(1, "completed", 2));
    QCOMPARE(first.thread, third.thread);
    QCOMPARE(first.at, 0);
    QCOMPARE(first.needs, -1);
    QCOMPARE(third.at, 2);
    QCOMPARE(third.needs, 1);
}

void TestOrder::requestsGoAsTheyCame() {
    const flow::CopyPlace call = of(inboundCall(1), 4);
    const flow::CopyPlace input = of(gatherResult(1, "1"), 7);
    QVERIFY(!call.thread.isEmpty());
    QCOMPARE(call.thread, input.thread);
    QVERIFY(call.at < input.at);
    QCOMPARE(input.needs, -1);
    QVERIFY(call.thread != of(callStatus(1, "ringing", 1)).thread);
}

void TestOrder::whatBelongsToNothingStandsAlone() {
    QCOMPARE(of("hello=1"), flow::CopyPlace());
}

QTEST_GUILESS_MAIN(TestOrder)
#include "tst_order.moc"
