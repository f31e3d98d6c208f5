#include "core/twilio/webhook_kind.h"
#include "tests/core/twilio/sample_requests.h"

#include <QSet>
#include <QTest>

using namespace offhook;
using namespace offhook::twilio;
using test::sample;

class TestWebhookKind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsComplete() {
        QSet<QByteArray> names;
        QSet<QByteArray> labels;
        for (const KindInfo &kind : allKinds()) {
            QVERIFY2(!names.contains(kind.name) && !labels.contains(kind.label), kind.name);
            names.insert(kind.name);
            labels.insert(kind.label);
            QVERIFY(qstrlen(kind.name) > 0 && qstrlen(kind.label) > 0);
            QCOMPARE(&info(kind.kind), &kind);
            QCOMPARE(kindFromName(kind.name), kind.kind);
        }
        QVERIFY(!kindFromName("").has_value());
        QVERIFY(!kindFromName("sms").has_value());
    }

    // The numbers are in the users' workspaces.
    void storedNumbersStay_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("what was not recognised") << 0 << QByteArray("other");
        QTest::newRow("message status") << 15 << QByteArray("message.status");
        QTest::newRow("inbound SMS") << 16 << QByteArray("sms.inbound");
        QTest::newRow("Gather") << 32 << QByteArray("gather");
        QTest::newRow("inbound call") << 35 << QByteArray("voice.inbound");
        QTest::newRow("the last one") << 41 << QByteArray("refer.url");
    }
    void storedNumbersStay() {
        QFETCH(int, number);
        QFETCH(QByteArray, name);
        QCOMPARE(QByteArray(info(WebhookKind(number)).name), name);
    }

    void numberOfNewerVersionIsOther() { QCOMPARE(info(WebhookKind(200)).kind, WebhookKind::Other); }

    // requests.md's column "TwiML answer?", which the samples carry as "answer".
    void twimlIsExpectedWhereTheSamplesSaySo_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < test::samples().size(); ++i)
            QTest::newRow(test::samples()[i].kind.constData()) << int(i);
    }
    void twimlIsExpectedWhereTheSamplesSaySo() {
        QFETCH(int, index);
        const test::Sample &s = test::samples()[std::size_t(index)];
        QCOMPARE(info(classify(s.request, s.params)).expectsTwiml, s.answer == "twiml");
    }

    // Limits from twilio.com: 15 s for voice and messaging, 5 s for Conversations and Event Streams.
    void budgets_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("voice has 15 s") << QByteArray("voice.inbound") << 15000;
        QTest::newRow("messaging has 15 s") << QByteArray("sms.inbound") << 15000;
        QTest::newRow("Conversations have 5 s") << QByteArray("conversations.pre") << 5000;
        QTest::newRow("Event Streams have 5 s") << QByteArray("event-streams.batch") << 5000;
        QTest::newRow("a task's assignment has 5 s") << QByteArray("taskrouter.assignment") << 5000;
        QTest::newRow("a TaskRouter event has 15 s") << QByteArray("taskrouter.event") << 15000;
        QTest::newRow("none is documented for the debugger") << QByteArray("debugger") << 0;
    }
    void budgets() {
        QFETCH(QByteArray, kind);
        QFETCH(int, milliseconds);
        QCOMPARE(info(kindFromName(kind).value()).budgetMs, milliseconds);
    }

    void groupsHaveTheNamesOfTheFacets() {
        QSet<QByteArray> names;
        for (int i = 0; i < KindGroupCount; ++i)
            names.insert(groupName(KindGroup(i)));
        QCOMPARE(names.size(), KindGroupCount);
        QCOMPARE(QByteArray(groupName(info(WebhookKind::MessageStatus).group)), "message-status");
        QCOMPARE(QByteArray(groupName(info(WebhookKind::RecordingStatus).group)), "recordings");
        QCOMPARE(QByteArray(groupName(KindGroup(99))), "other");
    }

    void variantIsWhatFollowsTheName() {
        QCOMPARE(variantOf(WebhookKind::MessageStatus, "message.status.delivered").toByteArray(), "delivered");
        QCOMPARE(variantOf(WebhookKind::ConversationsPost, "conversations.post.onMessageAdded").toByteArray(),
            "onMessageAdded");
        QVERIFY(variantOf(WebhookKind::MessageStatus, "message.status").isEmpty());
        QVERIFY(variantOf(WebhookKind::MessageStatus, "message.status.").isEmpty());
        QVERIFY(variantOf(WebhookKind::MessageStatus, "message.statuses.x").isEmpty());
        QVERIFY(variantOf(WebhookKind::MessageStatus, "").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWebhookKind)
#include "tst_webhook_kind.moc"
