#include "core/flow/alert_link.h"
#include "tests/core/flow/thread_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;
using namespace offhook::flow::test;

class TestAlertLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exchanges_data() {
        QTest::addColumn<QByteArray>("resource");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<int>("status");
        QTest::addColumn<EventId>("expected");
        const QByteArray url = "https://hooks.example.com/hook";
        QTest::newRow("the newest of the call") << sid("CA", 1) << url << 204 << EventId(4);
        QTest::newRow("one that was answered as it says") << sid("CA", 1) << url << 500 << EventId(2);
        QTest::newRow("a proxy answered in our place") << sid("CA", 1) << url << 502 << EventId(4);
        QTest::newRow("without a URL") << sid("CA", 1) << QByteArray() << 500 << EventId(2);
        QTest::newRow("with a query, which does not matter")
            << sid("CA", 1) << QByteArray(url + "?a=b") << 500 << EventId(2);
        QTest::newRow("another path") << sid("CA", 1) << QByteArray("https://hooks.example.com/other") << 500
                                      << EventId(0);
        QTest::newRow("another call") << sid("CA", 9) << url << 500 << EventId(0);
        QTest::newRow("a recording of the call") << sid("CA", 2) << url << 204 << EventId(3);
        QTest::newRow("about nothing") << QByteArray() << url << 500 << EventId(0);
    }
    void exchanges() {
        QFETCH(QByteArray, resource);
        QFETCH(QByteArray, url);
        QFETCH(int, status);
        QFETCH(EventId, expected);
        const std::vector<EventPtr> events{formEvent(1, Begin, inboundCall(1), {}, 500),
            formEvent(2, Begin, gatherResult(1, "1"), {}, 500),
            formEvent(
                3, Begin, "RecordingSid=" + sid("RE", 1) + "&CallSid=" + sid("CA", 2) + "&RecordingStatus=completed"),
            formEvent(4, Begin, callStatus(1, "completed", 0)), formEvent(6, Begin, inboundCall(1), {}, 500)};
        twilio::DebuggerAlert alert;
        alert.resourceSid = resource;
        alert.url = url;
        alert.method = url.isEmpty() ? QByteArray() : QByteArray("POST");
        alert.responseStatus = status;
        QCOMPARE(exchangeOf(alert, 5, events), expected);
        alert.method = "GET";
        QCOMPARE(exchangeOf(alert, 5, events), 0);
    }
};

QTEST_GUILESS_MAIN(TestAlertLink)
#include "tst_alert_link.moc"
