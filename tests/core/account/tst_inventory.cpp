#include "tests/core/account/inventory_support.h"

#include <QJsonDocument>
#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestInventory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numberIsRead();
    void noUrlIsEmptyHoweverItIsWritten();
    void appAndServiceAreRead();
    void resourceIsReadWholeOrNotAtAll();
    void thingsAreFoundBySid();
};

// Fields as in the example of twilio_api_v2010, IncomingPhoneNumbers (twilio-oai d50069b).
void TestInventory::numberIsRead() {
    const PhoneNumber number = phoneNumberFrom(QJsonDocument::fromJson(R"({
        "sid": "PN00000000000000000000000000000001", "friendly_name": "Line 1", "phone_number": "+15005550001",
        "capabilities": {"voice": true, "sms": false, "mms": true, "fax": false},
        "voice_url": "https://a.test/voice?x=1&y=%20", "voice_method": "GET", "voice_fallback_url": "https://b.test/",
        "voice_fallback_method": "POST", "status_callback": "https://c.test/", "status_callback_method": "POST",
        "sms_url": "https://d.test/", "sms_method": "POST", "sms_fallback_url": "", "sms_fallback_method": "POST",
        "voice_application_sid": "AP1", "sms_application_sid": "AP2", "trunk_sid": "TK3"})")
                                                   .object());
    QCOMPARE(number.phoneNumber, u"+15005550001"_s);
    QCOMPARE(number.name, u"Line 1"_s);
    QVERIFY(number.takesCalls && number.takesMessages);
    QCOMPARE(number.hook(Hook::Voice), (HookValue{u"https://a.test/voice?x=1&y=%20"_s, u"GET"_s}));
    QCOMPARE(number.hook(Hook::VoiceFallback), (HookValue{u"https://b.test/"_s, u"POST"_s}));
    QCOMPARE(number.hook(Hook::VoiceStatus), (HookValue{u"https://c.test/"_s, u"POST"_s}));
    QCOMPARE(number.hook(Hook::Message).url, u"https://d.test/"_s);
    QCOMPARE(number.hook(Hook::MessageStatus), HookValue());
    QCOMPARE(number.voiceApplicationSid, QByteArray("AP1"));
    QCOMPARE(number.messageApplicationSid, QByteArray("AP2"));
    QCOMPARE(number.trunkSid, QByteArray("TK3"));
}

void TestInventory::noUrlIsEmptyHoweverItIsWritten() {
    const PhoneNumber number =
        phoneNumberFrom({{u"voice_url"_s, QJsonValue::Null}, {u"sms_url"_s, QString()}, {u"trunk_sid"_s, {}}});
    QVERIFY(number.hook(Hook::Voice).url.isEmpty());
    QVERIFY(number.hook(Hook::Message).url.isEmpty());
    QVERIFY(number.trunkSid.isEmpty());
}

void TestInventory::appAndServiceAreRead() {
    const Application app = applicationFrom(
        {{u"sid"_s, u"AP1"_s}, {u"friendly_name"_s, u"App"_s}, {u"message_status_callback"_s, u"https://a.test/"_s}});
    QVERIFY(app.kind == ResourceKind::Application);
    QCOMPARE(app.hook(Hook::MessageStatus), (HookValue{u"https://a.test/"_s, {}}));
    const MessagingService service =
        messagingServiceFrom({{u"sid"_s, u"MG1"_s}, {u"inbound_request_url"_s, u"https://b.test/"_s},
            {u"inbound_method"_s, u"GET"_s}, {u"use_inbound_webhook_on_number"_s, true}});
    QVERIFY(service.kind == ResourceKind::Service);
    QVERIFY(service.usesNumbersUrl);
    QCOMPARE(service.hook(Hook::Message), (HookValue{u"https://b.test/"_s, u"GET"_s}));
}

void TestInventory::resourceIsReadWholeOrNotAtAll() {
    const QByteArray sid = "MG00000000000000000000000000000001";
    QJsonObject json{{u"sid"_s, text(sid)}, {u"inbound_request_url"_s, u"https://b.test/"_s}, {u"fallback_url"_s, {}},
        {u"status_callback"_s, {}}};
    const auto whole = resourceFrom(ResourceKind::Service, sid, json);
    QVERIFY(whole);
    QCOMPARE(whole->hook(Hook::Message).url, u"https://b.test/"_s);
    QVERIFY(!resourceFrom(ResourceKind::Service, "MG00000000000000000000000000000002", json));
    json.remove(u"fallback_url"_s);
    QVERIFY(!resourceFrom(ResourceKind::Service, sid, json));
    QVERIFY(!resourceFrom(ResourceKind::Service, sid, {}));
}

void TestInventory::thingsAreFoundBySid() {
    Inventory inventory;
    inventory.numbers = {phoneNumber(1), phoneNumber(2)};
    inventory.applications = {application(1)};
    inventory.services = {messagingService(1, {sid("PN", 2)})};
    QCOMPARE(inventory.number(sid("PN", 2)), &inventory.numbers[1]);
    QVERIFY(inventory.number(sid("PN", 3)) == nullptr);
    QCOMPARE(inventory.resource(sid("AP", 1)), &inventory.applications[0]);
    QCOMPARE(inventory.resource(sid("MG", 1)), &inventory.services[0]);
    QCOMPARE(inventory.resource(sid("PN", 1)), &inventory.numbers[0]);
    QCOMPARE(inventory.serviceOf(sid("PN", 2)), &inventory.services[0]);
    QVERIFY(inventory.serviceOf(sid("PN", 1)) == nullptr);
}

QTEST_GUILESS_MAIN(TestInventory)
#include "tst_inventory.moc"
