#include "core/store/message_funnel.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace offhook::store;

Q_DECLARE_METATYPE(DeliveryFunnel)

class TestMessageFunnel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneMessage_data();
    void oneMessage();
    void orderAndRepetitionDoNotMatter();
    void withoutASidNothingIsCounted();
};

// What counts as what: the guide named in message_funnel.h.
void TestMessageFunnel::oneMessage_data() {
    QTest::addColumn<QByteArrayList>("statuses");
    QTest::addColumn<DeliveryFunnel>("expected");
    QTest::newRow("queued only") << QByteArrayList{"queued"} << DeliveryFunnel{1, 0, 0, 0, 0};
    QTest::newRow("sending is not sent") << QByteArrayList{"accepted", "sending"} << DeliveryFunnel{1, 0, 0, 0, 0};
    QTest::newRow("sent") << QByteArrayList{"sent"} << DeliveryFunnel{1, 1, 0, 0, 0};
    QTest::newRow("delivered was sent") << QByteArrayList{"delivered"} << DeliveryFunnel{1, 1, 1, 0, 0};
    QTest::newRow("read was delivered") << QByteArrayList{"read"} << DeliveryFunnel{1, 1, 1, 1, 0};
    QTest::newRow("undelivered was sent") << QByteArrayList{"undelivered"} << DeliveryFunnel{1, 1, 0, 0, 1};
    QTest::newRow("failed was not") << QByteArrayList{"queued", "failed"} << DeliveryFunnel{1, 0, 0, 0, 1};
    QTest::newRow("delivered wins over failed")
        << QByteArrayList{"failed", "delivered"} << DeliveryFunnel{1, 1, 1, 0, 0};
    QTest::newRow("an unknown status is a beginning") << QByteArrayList{"shipped"} << DeliveryFunnel{1, 0, 0, 0, 0};
}

void TestMessageFunnel::oneMessage() {
    QFETCH(const QByteArrayList, statuses);
    QFETCH(const DeliveryFunnel, expected);
    MessageFunnel funnel;
    for (const QByteArray &status : statuses)
        funnel.add("SM00112233445566778899aabbccddeeff", status);
    QCOMPARE(funnel.funnel(), expected);
}

void TestMessageFunnel::orderAndRepetitionDoNotMatter() {
    std::vector<std::pair<QByteArray, QByteArray>> told;
    const QByteArrayList ways[] = {{"queued", "sent", "delivered", "read"}, {"queued", "sent", "undelivered"},
        {"queued", "failed"}, {"sent", "delivered"}, {"queued"}};
    for (int i = 0; i < 1000; ++i) {
        for (const QByteArray &status : ways[i % 5])
            told.emplace_back("SM" + QByteArray::number(i), status);
    }
    told.insert(told.end(), told.begin(), told.begin() + 500);
    const DeliveryFunnel expected{1000, 600, 400, 200, 400};
    std::mt19937 random(3);
    for (int round = 0; round < 3; ++round) {
        std::shuffle(told.begin(), told.end(), random);
        MessageFunnel funnel;
        for (const auto &[sid, status] : told)
            funnel.add(sid, status);
        QCOMPARE(funnel.funnel(), expected);
    }
}

void TestMessageFunnel::withoutASidNothingIsCounted() {
    MessageFunnel funnel;
    funnel.add({}, "delivered");
    QCOMPARE(funnel.funnel(), DeliveryFunnel());
}

QTEST_GUILESS_MAIN(TestMessageFunnel)
#include "tst_message_funnel.moc"
