#include "tests/core/exchange/exchange_support.h"

#include <QJsonDocument>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class EventRecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameEventComesBack_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("a signed form") << 0;
        QTest::newRow("bytes that are no text") << 1;
        QTest::newRow("refused as HTTP") << 2;
    }
    void theSameEventComesBack() {
        QFETCH(int, which);
        flow::WebhookEvent event = which == 0 ? test::sms() : which == 1 ? test::binary() : test::refused();
        event.note = QStringLiteral("a note");
        event.flags |= flow::EventFlag::Marked;
        event.rule = QStringLiteral("rule 1");
        event.attempts.resize(2);
        event.attempts[1].number = 2;
        const QByteArray line = recordLine(event);
        QStringList unknown;
        const auto read = eventFromRecord(QJsonDocument::fromJson(line).object(), unknown);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(unknown, QStringList());
        QCOMPARE(recordLine(*read), line);
        QCOMPARE(read->request, event.request);
        QCOMPARE(read->receivedAt, event.receivedAt);
        QCOMPARE(read->verification.verdict, event.verification.verdict);
        QCOMPARE(read->meaning.summary, event.meaning.summary);
        QCOMPARE(read->refusal, event.refusal);
        QCOMPARE(read->response, event.response);
        QCOMPARE(read->attempts, event.attempts);
    }
    void everySampleComesBack() {
        for (const flow::WebhookEvent &event : test::samples()) {
            QStringList unknown;
            const auto read = eventFromRecord(QJsonDocument::fromJson(recordLine(event)).object(), unknown);
            QVERIFY(read);
            QCOMPARE(recordLine(*read), recordLine(event));
        }
    }
    void whatANewerProgramWroteIsSaid() {
        QJsonObject json = QJsonDocument::fromJson(recordLine(test::sms())).object();
        json.insert(QStringLiteral("flags"), QJsonArray{QStringLiteral("retry"), QStringLiteral("glowing")});
        QStringList unknown;
        const auto read = eventFromRecord(json, unknown);
        QVERIFY(read && read->flags.testFlag(flow::EventFlag::Retry));
        QCOMPARE(unknown, QStringList{QStringLiteral("flag glowing")});
    }
    void whatIsMissingIsSaid() {
        QStringList unknown;
        QCOMPARE(eventFromRecord({}, unknown).error().code, ErrorCode::SyntaxError);
        QVERIFY(!headerFrom({}));
    }
};

QTEST_GUILESS_MAIN(EventRecordTest)
#include "tst_event_record.moc"
