#include "core/account/hook.h"

#include <QSet>
#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestHook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreDistinct();
    void kindOfASid_data();
    void kindOfASid();
    void settingsOfEachKind_data();
    void settingsOfEachKind();
    void placesInTheApi();
};

void TestHook::namesAreDistinct() {
    QSet<QString> names;
    for (const Hook hook : AllHooks)
        names.insert(hookName(hook));
    QCOMPARE(names.size(), HookCount);
    for (const ResourceKind kind : {ResourceKind::Number, ResourceKind::Application, ResourceKind::Service})
        QCOMPARE(kindFromName(QString(kindName(kind))), kind);
    QVERIFY(!kindFromName(u"trunk"_s));
}

void TestHook::kindOfASid_data() {
    QTest::addColumn<QByteArray>("sid");
    QTest::addColumn<int>("kind");
    const QByteArray digits(32, 'a');
    QTest::newRow("a number") << "PN" + digits << int(ResourceKind::Number);
    QTest::newRow("an app") << "AP" + digits << int(ResourceKind::Application);
    QTest::newRow("a service") << "MG" + digits << int(ResourceKind::Service);
    QTest::newRow("an account") << "AC" + digits << -1;
    QTest::newRow("too short") << "PN" + digits.chopped(1) << -1;
    QTest::newRow("a path") << QByteArray("PN/../../../Accounts/x.json") << -1;
}

void TestHook::kindOfASid() {
    QFETCH(const QByteArray, sid);
    const auto kind = kindOfSid(sid);
    QTEST(kind ? int(*kind) : -1, "kind");
}

// twilio-oai d50069b: the parameters of UpdateIncomingPhoneNumber, UpdateApplication and UpdateService, and the fields
// of what they answer.
void TestHook::settingsOfEachKind_data() {
    QTest::addColumn<ResourceKind>("kind");
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("a number") << ResourceKind::Number
                              << QStringList{u"voice VoiceUrl voice_url voice_method"_s,
                                     u"voice-fallback VoiceFallbackUrl voice_fallback_url voice_fallback_method"_s,
                                     u"voice-status StatusCallback status_callback status_callback_method"_s,
                                     u"message SmsUrl sms_url sms_method"_s,
                                     u"message-fallback SmsFallbackUrl sms_fallback_url sms_fallback_method"_s};
    QTest::newRow("an app") << ResourceKind::Application
                            << QStringList{u"voice VoiceUrl voice_url voice_method"_s,
                                   u"voice-fallback VoiceFallbackUrl voice_fallback_url voice_fallback_method"_s,
                                   u"voice-status StatusCallback status_callback status_callback_method"_s,
                                   u"message SmsUrl sms_url sms_method"_s,
                                   u"message-fallback SmsFallbackUrl sms_fallback_url sms_fallback_method"_s,
                                   u"message-status MessageStatusCallback message_status_callback "_s};
    QTest::newRow("a service") << ResourceKind::Service
                               << QStringList{u"message InboundRequestUrl inbound_request_url inbound_method"_s,
                                      u"message-fallback FallbackUrl fallback_url fallback_method"_s,
                                      u"message-status StatusCallback status_callback "_s};
}

void TestHook::settingsOfEachKind() {
    QFETCH(const ResourceKind, kind);
    QStringList settings;
    for (const HookField &field : hookFields(kind)) {
        settings += QStringList{hookName(field.hook), field.parameter, field.key, field.methodKey}.join(u' ');
        QCOMPARE(hookField(kind, field.hook), &field);
        QCOMPARE(hookField(kind, QString(field.parameter)), &field);
    }
    QTEST(settings, "settings");
    QVERIFY(hookField(kind, u"FriendlyName"_s) == nullptr);
}

void TestHook::placesInTheApi() {
    QCOMPARE(pathOf(ResourceKind::Number, "PN1"), u"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/PN1.json"_s);
    QCOMPARE(pathOf(ResourceKind::Application, "AP1"), u"/2010-04-01/Accounts/{account}/Applications/AP1.json"_s);
    QCOMPARE(pathOf(ResourceKind::Service, "MG1"), u"/v1/Services/MG1"_s);
    QVERIFY(hostOf(ResourceKind::Service) == RestClient::Host::Messaging);
    QVERIFY(hostOf(ResourceKind::Number) == RestClient::Host::Api);
}

QTEST_GUILESS_MAIN(TestHook)
#include "tst_hook.moc"
