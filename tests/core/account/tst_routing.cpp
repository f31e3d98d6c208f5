#include "core/account/routing.h"
#include "tests/core/account/inventory_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestRouting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoDecides_data();
    void whoDecides();
    void whatCouldNotBeReadMakesItUnsure();
    void numbersOfOneWhoDecides();
};

namespace {

QString textOf(const Decision &decision) {
    constexpr const char *Names[] = {"number", "application", "service", "trunk", "nobody"};
    return QLatin1StringView(Names[int(decision.by)]) + u' ' + decision.value.url;
}

} // namespace

// twilio-oai d50069b, IncomingPhoneNumber: "If a `trunk_sid` is present, we ignore all of the voice URLs and voice
// applications", "If a `voice_application_sid` is present, we ignore all of the voice URLs", the same for sms;
// Messaging Service: use_inbound_webhook_on_number, "If enabled, the webhook url configured on the phone number will be
// used".
void TestRouting::whoDecides_data() {
    QTest::addColumn<PhoneNumber>("number");
    QTest::addColumn<QString>("service"); // the number's: "", "takes" its messages or "leaves" them
    QTest::addColumn<Hook>("hook");
    QTest::addColumn<QString>("expected");
    PhoneNumber plain = phoneNumber(1);
    PhoneNumber withApps = plain;
    withApps.voiceApplicationSid = sid("AP", 1);
    withApps.messageApplicationSid = sid("AP", 1);
    PhoneNumber withTrunk = withApps;
    withTrunk.trunkSid = sid("TK", 1);
    const QString numberVoice = u"number https://app.example.test/number/voice"_s;
    const QString numberSms = u"number https://app.example.test/number/sms"_s;
    const QString appVoice = u"application https://app.example.test/app/voice"_s;
    const QString appSms = u"application https://app.example.test/app/sms"_s;
    const QString serviceSms = u"service https://app.example.test/service/sms"_s;
    const QString serviceStatus = u"service https://app.example.test/service/status"_s;

    QTest::newRow("calls of a plain number") << plain << u""_s << Hook::Voice << numberVoice;
    QTest::newRow("messages of a plain number") << plain << u""_s << Hook::Message << numberSms;
    QTest::newRow("calls with an app") << withApps << u""_s << Hook::Voice << appVoice;
    QTest::newRow("an app that sets no fallback") << withApps << u""_s << Hook::VoiceFallback << u"application "_s;
    QTest::newRow("an app's status callback") << withApps << u""_s << Hook::VoiceStatus << u"application "_s;
    QTest::newRow("messages with an app") << withApps << u""_s << Hook::Message << appSms;
    QTest::newRow("calls with a trunk, whatever else is set") << withTrunk << u""_s << Hook::Voice << u"trunk "_s;
    QTest::newRow("status of calls with a trunk") << withTrunk << u""_s << Hook::VoiceStatus << u"trunk "_s;
    QTest::newRow("messages with a trunk: it is about calls") << withTrunk << u""_s << Hook::Message << appSms;
    QTest::newRow("messages of a service's number") << plain << u"takes"_s << Hook::Message << serviceSms;
    QTest::newRow("fallback of a service's number") << plain << u"takes"_s << Hook::MessageFallback << u"service "_s;
    QTest::newRow("a service comes before an app") << withApps << u"takes"_s << Hook::Message << serviceSms;
    QTest::newRow("calls of a service's number: it is about messages")
        << plain << u"takes"_s << Hook::Voice << numberVoice;
    QTest::newRow("a service that leaves it to the number") << plain << u"leaves"_s << Hook::Message << numberSms;
    QTest::newRow("a service that leaves it to the number's app") << withApps << u"leaves"_s << Hook::Message << appSms;
    QTest::newRow("status of a service's messages") << plain << u"leaves"_s << Hook::MessageStatus << serviceStatus;
    QTest::newRow("status of a plain number's messages") << plain << u""_s << Hook::MessageStatus << u"nobody "_s;
}

void TestRouting::whoDecides() {
    QFETCH(const PhoneNumber, number);
    QFETCH(const QString, service);
    QFETCH(const Hook, hook);
    Inventory inventory;
    inventory.numbers = {number};
    inventory.applications = {application(1)};
    if (!service.isEmpty()) {
        inventory.services = {messagingService(1, {number.sid})};
        inventory.services[0].usesNumbersUrl = service == "leaves"_L1;
    }
    const Decision decision = decisionFor(number, hook, inventory);
    QTEST(textOf(decision), "expected");
    QVERIFY(decision.isSure);
}

void TestRouting::whatCouldNotBeReadMakesItUnsure() {
    PhoneNumber number = phoneNumber(1);
    number.voiceApplicationSid = sid("AP", 9);
    Inventory inventory;
    inventory.numbers = {number};
    inventory.servicesError = Error{ErrorCode::NoKey, {}};
    const Decision calls = decisionFor(number, Hook::Voice, inventory);
    QVERIFY(calls.by == Decision::By::Application);
    QCOMPARE(calls.sid, sid("AP", 9));
    QVERIFY(!calls.isSure);
    const Decision messages = decisionFor(number, Hook::Message, inventory);
    QVERIFY(messages.by == Decision::By::Number);
    QVERIFY(!messages.isSure);
    inventory.servicesError.reset();
    QVERIFY(decisionFor(number, Hook::Message, inventory).isSure);
}

void TestRouting::numbersOfOneWhoDecides() {
    Inventory inventory;
    inventory.numbers = {phoneNumber(1), phoneNumber(2), phoneNumber(3)};
    inventory.numbers[0].voiceApplicationSid = sid("AP", 1);
    inventory.numbers[2].voiceApplicationSid = sid("AP", 1);
    inventory.applications = {application(1)};
    inventory.services = {messagingService(1, {sid("PN", 2)})};
    const auto byApp = decidedBy(sid("AP", 1), Hook::Voice, inventory);
    QCOMPARE(byApp.size(), 2u);
    QCOMPARE(byApp[1]->sid, sid("PN", 3));
    QVERIFY(decidedBy(sid("AP", 1), Hook::Message, inventory).empty());
    QCOMPARE(decidedBy(sid("MG", 1), Hook::Message, inventory).size(), 1u);
}

QTEST_GUILESS_MAIN(TestRouting)
#include "tst_routing.moc"
