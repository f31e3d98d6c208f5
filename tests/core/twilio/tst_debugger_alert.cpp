#include "core/twilio/debugger_alert.h"
#include "tests/core/twilio/sample_requests.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::twilio;

class TestDebuggerAlert : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorOfARequest() {
        const auto alert = debuggerAlert(test::sample("debugger.error").params);
        QVERIFY(alert);
        QCOMPARE(alert->sid, QByteArray("NO00000000000000000000000000000001"));
        QCOMPARE(alert->level, QByteArray("ERROR"));
        QCOMPARE(alert->code, 11200);
        QCOMPARE(alert->resourceSid, QByteArray("CA00000000000000000000000000000001"));
        QCOMPARE(alert->url, QByteArray("https://hooks.example.com/voice"));
        QCOMPARE(alert->method, QByteArray("POST"));
        QCOMPARE(alert->responseStatus, 500);
        QCOMPARE(alert->responseBody, QByteArray("Internal Server Error"));
        QVERIFY(alert->message.startsWith(QStringLiteral("An attempt to retrieve content")));
        QCOMPARE(alert->line, 0);
    }

    void warningAboutADocument() {
        const auto alert = debuggerAlert(test::sample("debugger.warning.12200").params);
        QVERIFY(alert);
        QCOMPARE(alert->code, 12200);
        QCOMPARE(alert->line, 1);
        QCOMPARE(alert->column, 40);
        QVERIFY(
            alert->message.startsWith(QStringLiteral("cvc-complex-type"))); // the parser's words say more than "Msg"
        QVERIFY(alert->moreInfo.contains({QStringLiteral("LogLevel"), QStringLiteral("WARN")}));
    }

    void otherRequestsAreNone() {
        QVERIFY(!debuggerAlert(test::sample("sms.inbound").params));
        QVERIFY(!debuggerAlert({}));
    }

    void payloads_data() {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("code");
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("no JSON") << QByteArray("error 11200") << 0;
        QTest::newRow("an array") << QByteArray("[11200]") << 0;
        QTest::newRow("code as a number") << QByteArray("{\"error_code\":11200}") << 11200;
        QTest::newRow("code as text") << QByteArray("{\"error_code\":\"11200\"}") << 11200;
        QTest::newRow("members of other types")
            << QByteArray("{\"error_code\":[],\"more_info\":7,\"webhook\":\"x\",\"resource_sid\":{}}") << 0;
        QTest::newRow("beyond measure") << QByteArray(
                                               "{\"error_code\":11200,\"x\":\"" + QByteArray(2'000'000, 'x') + "\"}")
                                        << 0;
    }
    void payloads() {
        QFETCH(QByteArray, payload);
        QFETCH(int, code);
        const auto alert =
            debuggerAlert({{"Level", "ERROR"}, {"PayloadType", "application/json"}, {"Payload", payload}});
        QVERIFY(alert);
        QCOMPARE(alert->code, code);
        QCOMPARE(alert->level, QByteArray("ERROR"));
    }
};

QTEST_GUILESS_MAIN(TestDebuggerAlert)
#include "tst_debugger_alert.moc"
