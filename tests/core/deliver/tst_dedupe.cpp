#include "core/deliver/dedupe.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace offhook::flow::test;

class TestDedupe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whichAreTheSame_data();
    void whichAreTheSame();
    void keysHaveSixteenBytes();
};

namespace {

const QByteArray TokenA = "11111111-1111-4111-8111-111111111111";
const QByteArray TokenB = "22222222-2222-4222-8222-222222222222";

} // namespace

void TestDedupe::whichAreTheSame_data() {
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("otherForm");
    QTest::addColumn<QByteArray>("otherToken");
    QTest::addColumn<bool>("byToken");
    QTest::addColumn<bool>("byStatus");
    const QByteArray sent = messageStatus(1, "sent");
    QTest::newRow("a second attempt") << sent << TokenA << sent << TokenA << true << true;
    QTest::newRow("the same status with another token") << sent << TokenA << sent << TokenB << false << true;
    QTest::newRow("another status") << sent << TokenA << messageStatus(1, "delivered") << TokenB << false << false;
    QTest::newRow("another message") << sent << TokenA << messageStatus(2, "sent") << TokenB << false << false;
    QTest::newRow("no token at all") << sent << QByteArray() << sent << QByteArray() << false << true;
    QTest::newRow("the same status of a call with another number")
        << callStatus(1, "in-progress", 2) << TokenA << callStatus(1, "in-progress", 3) << TokenB << false << false;
    QTest::newRow("two inputs of one call")
        << gatherResult(1, "1") << TokenA << gatherResult(1, "2") << TokenB << false << false;
}

void TestDedupe::whichAreTheSame() {
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, otherForm);
    QFETCH(QByteArray, otherToken);
    QFETCH(bool, byToken);
    QFETCH(bool, byStatus);
    const auto one = formEvent(1, Begin, form, token);
    const auto other = formEvent(2, Begin, otherForm, otherToken);
    const auto same = [&](Dedupe by) {
        return !dedupeKey(*one, by).isEmpty() && dedupeKey(*one, by) == dedupeKey(*other, by);
    };
    QCOMPARE(same(Dedupe::Token), byToken);
    QCOMPARE(same(Dedupe::SidAndStatus), byStatus);
    QVERIFY(!same(Dedupe::Off));
}

void TestDedupe::keysHaveSixteenBytes() {
    const auto event = formEvent(1, Begin, messageStatus(1, "sent"), TokenA);
    QCOMPARE(dedupeKey(*event, Dedupe::Token).size(), 16);
    QCOMPARE(dedupeKey(*event, Dedupe::SidAndStatus).size(), 16);
    QVERIFY(dedupeKey(*event, Dedupe::Token) != dedupeKey(*event, Dedupe::SidAndStatus));
}

QTEST_GUILESS_MAIN(TestDedupe)
#include "tst_dedupe.moc"
