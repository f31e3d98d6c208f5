#include "core/exchange/readers/twilio_log.h"
#include "core/exchange/request_model.h"
#include "tests/core/exchange/exchange_support.h"
#include "tests/core/twilio/sdk_support.h"

#include <QTest>

// The rebuilt requests of every sample of the request catalogue have the sample's parameters, and the official SDK
// accepts them once they are signed anew.

using namespace offhook;
using namespace offhook::exchange;
using namespace Qt::StringLiterals;

namespace {

bool isForm(const flow::WebhookEvent &event) {
    return event.request.method() == "GET" || event.request.mediaType() == "application/x-www-form-urlencoded";
}

QByteArray withoutQuery(const QByteArray &url) {
    return url.split('?').constFirst();
}

// An alert as its own resource tells it: twilio.com/docs/usage/monitor-alert.
QJsonObject alertOf(const flow::WebhookEvent &event) {
    return {{u"sid"_s, u"NO0123456789abcdef0123456789abcdef"_s}, {u"error_code"_s, u"11200"_s},
        {u"alert_text"_s, u"Msg=Bad+Gateway&sourceComponent=12000&ErrorCode=11200&httpResponse=502&LogLevel=ERROR"_s},
        {u"request_method"_s, QString::fromUtf8(event.request.method())},
        {u"request_url"_s, QString::fromUtf8(withoutQuery(urlOf(event)))},
        {u"request_variables"_s, QString::fromUtf8(http::encodeForm(event.allParams()))},
        {u"request_headers"_s, u"User-Agent=TwilioProxy%2F1.1&I-Twilio-Idempotency-Token=2b5c"_s},
        {u"response_headers"_s, u"Content-Type=text%2Fhtml&Transfer-Encoding=chunked"_s},
        {u"response_body"_s, u"<h1>no</h1>"_s}, {u"date_generated"_s, u"2026-01-15T10:30:00Z"_s}};
}

QString snake(const QByteArray &name) {
    QString told;
    for (const QChar c : QString::fromUtf8(name)) {
        if (c.isUpper() && !told.isEmpty() && !told.endsWith(u'_'))
            told += u'_';
        told += c.toLower();
    }
    return told;
}

// twilio.com/docs/voice/api/call-event-resource
QJsonObject callEventOf(const flow::WebhookEvent &event) {
    QJsonObject parameters;
    for (const http::Parameter &parameter : event.allParams())
        parameters.insert(snake(parameter.name), QString::fromUtf8(parameter.value));
    return {
        {u"request"_s, QJsonObject{{u"method"_s, QString::fromUtf8(event.request.method())},
                           {u"url"_s, QString::fromUtf8(withoutQuery(urlOf(event)))}, {u"parameters"_s, parameters}}},
        {u"response"_s,
            QJsonObject{{u"response_code"_s, 200}, {u"request_duration"_s, 412}, {u"content_type"_s, u"text/xml"_s},
                {u"response_body"_s, u"<Response/>"_s}, {u"date_created"_s, u"Thu, 15 Jan 2026 10:30:00 +0000"_s}}}};
}

http::Parameters sorted(http::Parameters params) {
    std::sort(params.begin(), params.end(),
        [](const auto &a, const auto &b) { return std::tie(a.name, a.value) < std::tie(b.name, b.value); });
    return params;
}

twilio::test::SdkRequest signedAnew(const flow::WebhookEvent &event) {
    twilio::KeyRing keys = exchange::test::ring();
    const QByteArray type = event.request.header("Content-Type").toByteArray();
    const QByteArray method = event.request.method().toByteArray();
    const QByteArray url = event.verification.checkedUrl;
    return {exchange::test::Token, method, url, type, event.request.body(),
        twilio::sign(url, method, type, event.request.body(), keys)};
}

} // namespace

class TwilioLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySampleComesBackFromItsAlert() {
        int rebuilt = 0;
        for (const flow::WebhookEvent &sample : exchange::test::samples()) {
            if (!isForm(sample) || sample.allParams().empty())
                continue;
            const auto event = eventFromAlert(alertOf(sample), 1);
            QVERIFY2(event, event ? "" : qPrintable(event.error().detail));
            QCOMPARE(event->allParams(), sample.allParams());
            QCOMPARE(event->meaning.kindName, sample.meaning.kindName);
            QCOMPARE(event->meaning.sid, sample.meaning.sid);
            ++rebuilt;
        }
        QVERIFY(rebuilt > 55);
    }
    void everySampleOfACallComesBackFromItsEvents() {
        int rebuilt = 0;
        for (const flow::WebhookEvent &sample : exchange::test::samples()) {
            if (!isForm(sample) || !http::contains(sample.allParams(), "CallSid"))
                continue;
            const auto event = eventFromCallEvent(callEventOf(sample), 1);
            QVERIFY2(event, event ? "" : qPrintable(event.error().detail));
            QCOMPARE(sorted(event->allParams()), sorted(sample.allParams()));
            QCOMPARE(event->meaning.kindName, sample.meaning.kindName);
            ++rebuilt;
        }
        QVERIFY(rebuilt > 30);
    }
    void theSdkAcceptsWhatIsSignedAnew() {
        QByteArray lines;
        int count = 0;
        for (const flow::WebhookEvent &sample : exchange::test::samples()) {
            if (!isForm(sample) || sample.allParams().empty())
                continue;
            std::vector<Result<flow::WebhookEvent>> rebuilt{eventFromAlert(alertOf(sample), 1)};
            if (http::contains(sample.allParams(), "CallSid"))
                rebuilt.push_back(eventFromCallEvent(callEventOf(sample), 1));
            for (const auto &event : rebuilt) {
                QVERIFY(event);
                const QJsonDocument json(twilio::test::toJson(signedAnew(*event)));
                lines += json.toJson(QJsonDocument::Compact) + '\n';
                ++count;
            }
        }
        QString failure;
        const QList<QByteArray> verdicts = twilio::test::linesOf(
            u"node"_s, {u"check-signed.mjs"_s}, QStringLiteral(OFFHOOK_TWILIO_SDK), lines, failure);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(verdicts.size(), count);
        QCOMPARE(verdicts.count("{\"valid\":true}"), count);
    }
    void anAlertTellsTheAnswer() {
        const auto event = eventFromAlert(alertOf(exchange::test::sms()), 1);
        QVERIFY(event);
        QCOMPARE(event->response.status, 502);
        QCOMPARE(event->response.body, QByteArray("<h1>no</h1>"));
        QCOMPARE(event->response.headers.size(), std::size_t(1)); // the transfer coding went with the connection
        QCOMPARE(event->receivedAt, 1'768'473'000'000'000);
        QCOMPARE(event->meaning.idempotencyToken, QByteArray("2b5c"));
        QVERIFY(event->flags.testFlag(flow::EventFlag::Recovered));
        QVERIFY(event->flags.testFlag(flow::EventFlag::Alert));
        QVERIFY(event->note.contains(u"11200"_s));
        QCOMPARE(event->verification.verdict, twilio::Verdict::Unchecked);
    }
    void anAlertWithoutAnAnswerIsNotWaiting() {
        QJsonObject alert = alertOf(exchange::test::sms());
        alert.insert(u"alert_text"_s, u"x"_s);
        alert.insert(u"response_headers"_s, QJsonValue());
        alert.insert(u"response_body"_s, QJsonValue());
        const auto event = eventFromAlert(alert, 1);
        QVERIFY(event);
        QCOMPARE(event->response.status, 0);
        QVERIFY(!event->isWaiting());
    }
    void aCallEventTellsTheAnswer() {
        const auto event = eventFromCallEvent(callEventOf(exchange::test::sms()), 1);
        QVERIFY(event);
        QCOMPARE(event->tookUs, 412'000);
        QCOMPARE(event->response.status, 200);
        QCOMPARE(event->response.body, QByteArray("<Response/>"));
        QCOMPARE(event->receivedAt, 1'768'473'000'000'000);
        QVERIFY(event->flags.testFlag(flow::EventFlag::Recovered));
        QVERIFY(!event->flags.testFlag(flow::EventFlag::Alert));
    }
    void whatHadToBeGuessedIsNoted() {
        QJsonObject told = callEventOf(exchange::test::sms());
        QJsonObject request = told[u"request"_s].toObject();
        request.insert(u"parameters"_s,
            QJsonObject{{u"call_sid"_s, u"CA1"_s}, {u"sip_header_x_id"_s, u"7"_s},
                {u"add_ons"_s, QJsonObject{{u"status"_s, u"ok"_s}}}, {u"media_url_0"_s, QJsonArray{u"a"_s, u"b"_s}}});
        told.insert(u"request"_s, request);
        const auto event = eventFromCallEvent(told, 1);
        QVERIFY(event);
        QCOMPARE(event->note, u"Names guessed: SipHeader_X-Id"_s);
        QCOMPARE(http::value(event->bodyParams, "AddOns").toByteArray(), QByteArray("{\"status\":\"ok\"}"));
        QCOMPARE(event->bodyParams.size(), std::size_t(5));
    }
    void whatIsNoWebhookIsAnError_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isAlert");
        QTest::newRow("an alert from the list")
            << QByteArray("{\"alert_text\":\"x\",\"request_url\":\"https://a/\"}") << true;
        QTest::newRow("an alert about no request") << QByteArray("{\"alert_text\":\"x\",\"request_url\":\"\"}") << true;
        QTest::newRow("an alert about the API")
            << QByteArray("{\"request_url\":\"https://api.twilio.com/x\",\"request_variables\":\"a=b\"}") << true;
        QTest::newRow("a call that the API made")
            << QByteArray("{\"request\":{\"method\":\"POST\",\"url\":\"https://api.dublin.ie1.twilio.com/"
                          "x\",\"parameters\":{\"to\":\"1\"}}}")
            << false;
        QTest::newRow("shapes that nobody documents") << QByteArray("{\"request\":[1],\"response\":7}") << false;
    }
    void whatIsNoWebhookIsAnError() {
        QFETCH(QByteArray, json);
        QFETCH(bool, isAlert);
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        const auto event = isAlert ? eventFromAlert(object, 1) : eventFromCallEvent(object, 1);
        QVERIFY(!event);
        QCOMPARE(event.error().code, ErrorCode::InvalidInput);
    }
    void theApiIsKnownByItsHost() {
        QVERIFY(isTwilioApi("https://api.twilio.com/2010-04-01/Accounts"));
        QVERIFY(!isTwilioApi("https://api.twilio.com.example/"));
        QVERIFY(!isTwilioApi("https://webhooks.twilio.com/v1/"));
        QVERIFY(!isTwilioApi("https://hooks.example.test/?u=https://api.twilio.com/"));
    }
};

QTEST_GUILESS_MAIN(TwilioLogTest)
#include "tst_twilio_log.moc"
