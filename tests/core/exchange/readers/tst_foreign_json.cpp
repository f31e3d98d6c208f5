#include "core/exchange/readers/foreign_json.h"
#include "tests/core/exchange/exchange_support.h"

#include <QJsonDocument>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

namespace {

Result<flow::WebhookEvent> read(const QByteArray &json) {
    QStringList unknown;
    return eventFromJson(QJsonDocument::fromJson(json).object(), 1, unknown);
}

} // namespace

class ForeignJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ngrokCaptures() { // ngrok.com/docs/agent/api, /api/requests/http
        const QByteArray raw = QByteArray("POST /sms HTTP/1.1\r\nHost: a.ngrok.app\r\nContent-Type: "
                                          "application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nBody=x")
                                   .toBase64();
        const QByteArray answer = QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<Response/>").toBase64();
        const auto event = read("{\"uri\":\"/api/requests/http/"
                                "1\",\"id\":\"1\",\"remote_addr\":\"54.1.2.3\",\"start\":\"2026-01-15T10:30:00.5-08:"
                                "00\",\"duration\":3893202,\"request\":{\"method\":\"POST\",\"raw\":\"" +
                                raw + "\"},\"response\":{\"status_code\":200,\"raw\":\"" + answer + "\"}}");
        QVERIFY2(event, event ? "" : qPrintable(event.error().detail));
        QCOMPARE(event->bodyParams.front().value, QByteArray("x"));
        QCOMPARE(event->response.body, QByteArray("<Response/>"));
        QCOMPARE(event->tookUs, 3893);
        QCOMPARE(event->peer, QByteArray("54.1.2.3"));
    }
    void alerts() { // twilio.com/docs/usage/monitor-alert: an alert fetched by its SID
        const auto event = read("{\"sid\":\"NO0123456789abcdef0123456789abcdef\",\"error_code\":\"11200\",\"alert_"
                                "text\":\"x\",\"request_method\":\"POST\",\"request_url\":\"https://a.example/"
                                "voice\",\"request_variables\":\"CallSid=CA0123456789abcdef0123456789abcdef&From=%"
                                "2B1415\",\"response_body\":\"<oops>\",\"date_generated\":\"2026-01-15T10:30:00Z\"}");
        QVERIFY(event);
        QCOMPARE(http::value(event->bodyParams, "From").toByteArray(), QByteArray("+1415"));
        QVERIFY(event->flags.testFlag(flow::EventFlag::Alert));
        QVERIFY(event->note.contains(QStringLiteral("11200")));
        QCOMPARE(read("{\"alert_text\":\"x\",\"request_url\":\"https://a/\"}").error().code, ErrorCode::InvalidInput);
    }
    void callEvents() { // twilio.com/docs/voice/api/call-event-resource
        const auto event =
            read("{\"request\":{\"method\":\"GET\",\"url\":\"https://a.example/"
                 "voice\",\"parameters\":{\"CallSid\":\"CA0123456789abcdef0123456789abcdef\",\"n\":7}},\"response\":{"
                 "\"response_code\":200,\"request_duration\":412,\"content_type\":\"text/"
                 "xml\",\"response_body\":\"<Response/>\",\"date_created\":\"Thu, 15 Jan 2026 10:30:00 +0000\"}}");
        QVERIFY2(event, event ? "" : qPrintable(event.error().detail));
        QVERIFY(event->request.target().toByteArray().contains("CallSid=CA0123"));
        QCOMPARE(event->tookUs, 412'000);
        QCOMPARE(event->response.status, 200);
    }
    void harAndOurOwnComeBack() {
        for (const char *format : {"jsonl"}) {
            const auto event = read(test::exportedAs(format, {test::sms()}));
            QVERIFY(event);
            QCOMPARE(event->request, test::sms().request);
            QCOMPARE(event->verification.verdict, twilio::Verdict::Valid);
        }
        const QJsonDocument har = QJsonDocument::fromJson(test::exportedAs("har", {test::binary()}));
        QStringList unknown;
        const auto event =
            eventFromJson(har[QLatin1StringView("log")][QLatin1StringView("entries")][0].toObject(), 1, unknown);
        QVERIFY(event);
        QCOMPARE(event->request.body(), test::binary().request.body());
    }
    void hostileShapesAreErrors_data() {
        QTest::addColumn<QByteArray>("json");
        for (const char *json : {"{}", "{\"request\":5}", "{\"startedDateTime\":5}", "{\"verification\":{},\"time\":7}",
                 "{\"request\":{\"raw\":\"!!!\"}}", "{\"verdict\":\"valid\"}",
                 "{\"request\":{\"url\":[],\"method\":{}}}"})
            QTest::newRow(json) << QByteArray(json);
    }
    void hostileShapesAreErrors() {
        QFETCH(QByteArray, json);
        QVERIFY(!read(json));
    }
};

QTEST_GUILESS_MAIN(ForeignJsonTest)
#include "tst_foreign_json.moc"
