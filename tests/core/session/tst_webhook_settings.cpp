#include "core/session/webhook_settings.h"
#include "tests/core/session/log_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::test;

// Precedence: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource (sms_application_sid,
// voice_application_sid, trunk_sid), twilio.com/docs/messaging/api/service-resource (use_inbound_webhook_on_number).

class WebhookSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSettingThatWinsIsTold() {
        AccountLog log;
        log.numbers = {
            object("{\"phone_number\":\"+1\",\"sms_url\":\"https://n/sms\",\"voice_url\":\"https://n/voice\","
                   "\"status_callback\":\"https://n/status\"}"),
            object("{\"phone_number\":\"+2\",\"sms_url\":\"https://n/sms\",\"sms_application_sid\":\"AP1\","
                   "\"voice_application_sid\":\"AP1\",\"voice_url\":\"https://n/voice\"}"),
            object("{\"phone_number\":\"+3\",\"voice_url\":\"https://n/voice\",\"status_callback\":\"https://n/"
                   "status\",\"trunk_sid\":\"TK1\",\"sms_application_sid\":\"AP9\"}")};
        log.applications = {object("{\"sid\":\"AP1\",\"sms_url\":\"https://a/sms\",\"voice_url\":\"https://a/voice\","
                                   "\"status_callback\":null}")};
        log.services = {
            object("{\"sid\":\"MG1\",\"inbound_request_url\":\"https://s/sms\",\"status_callback\":\"https://"
                   "s/status\",\"use_inbound_webhook_on_number\":false}"),
            object(
                "{\"sid\":\"MG2\",\"inbound_request_url\":\"https://s/sms\",\"use_inbound_webhook_on_number\":true}")};
        const WebhookSettings settings(log);
        const auto url = [](const char *text) { return std::optional(QByteArray(text)); };
        QCOMPARE(settings.inboundMessage("+1", {}), url("https://n/sms"));
        QCOMPARE(settings.inboundMessage("+1", "MG1"), url("https://s/sms"));
        QCOMPARE(settings.inboundMessage("+1", "MG2"), url("https://n/sms"));
        QCOMPARE(settings.inboundMessage("+2", {}), url("https://a/sms"));
        QCOMPARE(settings.inboundCall("+1"), url("https://n/voice"));
        QCOMPARE(settings.inboundCall("+2"), url("https://a/voice"));
        QCOMPARE(settings.inboundCall("+3"), url("")); // the trunk has it
        QCOMPARE(settings.callStatus("+1"), url("https://n/status"));
        QCOMPARE(settings.callStatus("+2"), url(""));
        QCOMPARE(settings.callStatus("+3"), url(""));
        QCOMPARE(settings.messageStatus("MG1"), url("https://s/status"));
        QCOMPARE(settings.messageStatus("MG2"), url(""));
    }
    void whatTheAccountDoesNotHaveIsNotKnown() {
        AccountLog log;
        log.numbers = {object("{\"phone_number\":\"+3\",\"sms_application_sid\":\"AP9\"}")};
        const WebhookSettings settings(log);
        QVERIFY(!settings.inboundMessage("+9", {}));
        QVERIFY(!settings.inboundMessage("+3", {})); // an application that is gone
        QVERIFY(!settings.inboundMessage("+3", "MG9"));
        QVERIFY(!settings.inboundCall("+9"));
        QVERIFY(!settings.callStatus("+9"));
        QVERIFY(!settings.messageStatus("MG9"));
    }
};

QTEST_GUILESS_MAIN(WebhookSettingsTest)
#include "tst_webhook_settings.moc"
