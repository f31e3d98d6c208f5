#include "core/account/lease_plan.h"
#include "tests/core/account/inventory_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestLeasePlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exactBeforeAndAfter();
    void onlyHooksWithAPathChange();
    void overridesStandBehindEachUrl();
    void whatIsSoAlreadyIsLeftOut();
    void whatANumberCannotDoIsLeftOut();
    void changeWithoutEffectIsNotMade();
    void deciderIsChangedOnDemand();
    void numbersMovedAlongAreTold();
    void appsAndServicesByName();
    void unknownSidsAreTold();

private:
    LeasePlan plan(const std::vector<QByteArray> &sids) {
        m_request.sids = sids;
        return planLease(m_request, m_inventory);
    }
    LeaseRequest m_request;
    Inventory m_inventory;
};

void TestLeasePlan::init() {
    m_inventory = {};
    m_inventory.numbers = {phoneNumber(1), phoneNumber(2), phoneNumber(3), phoneNumber(4)};
    m_inventory.numbers[1].voiceApplicationSid = sid("AP", 1);
    m_inventory.numbers[2].trunkSid = sid("TK", 1);
    m_inventory.applications = {application(1)};
    m_inventory.services = {messagingService(1, {sid("PN", 2), sid("PN", 4)})};
    m_request = {};
    m_request.publicUrl = "https://t.example.test";
}

void TestLeasePlan::exactBeforeAndAfter() {
    const LeasePlan made = plan({sid("PN", 1)});
    QCOMPARE(made.base, QByteArray("https://t.example.test"));
    QCOMPARE(made.changes.size(), 1u);
    QCOMPARE(made.changes[0],
        (ResourceChange{ResourceKind::Number, sid("PN", 1), u"+15005550001"_s,
            {{Hook::Voice, u"https://app.example.test/number/voice"_s, u"https://t.example.test/voice"_s},
                {Hook::VoiceStatus, {}, u"https://t.example.test/voice/status"_s},
                {Hook::Message, u"https://app.example.test/number/sms"_s, u"https://t.example.test/sms"_s}}}));
    QVERIFY(made.withoutEffect.empty() && made.alsoMoved.empty() && made.unknown.empty());
}

void TestLeasePlan::onlyHooksWithAPathChange() {
    m_request.paths = {{Hook::Message, u"/in"_s}, {Hook::MessageFallback, u"/in/again"_s}};
    const LeasePlan made = plan({sid("PN", 1)});
    QCOMPARE(made.changes[0].fields, (std::vector<FieldChange>{{Hook::Message, u"https://app.example.test/number/sms"_s,
                                                                   u"https://t.example.test/in"_s},
                                         {Hook::MessageFallback, {}, u"https://t.example.test/in/again"_s}}));
}

void TestLeasePlan::overridesStandBehindEachUrl() {
    m_request.fragment = "#rt=5000";
    QCOMPARE(plan({sid("PN", 1)}).changes[0].fields[0].after, u"https://t.example.test/voice#rt=5000"_s);
}

void TestLeasePlan::whatIsSoAlreadyIsLeftOut() {
    m_inventory.numbers[0].hooks[std::size_t(Hook::Voice)] = url("https://t.example.test/voice");
    m_request.paths = {{Hook::Voice, u"/voice"_s}};
    QVERIFY(plan({sid("PN", 1)}).changes.empty());
}

void TestLeasePlan::whatANumberCannotDoIsLeftOut() {
    m_inventory.numbers[0].takesMessages = false;
    const LeasePlan made = plan({sid("PN", 1)});
    QCOMPARE(made.changes[0].fields.size(), 2u);
    QVERIFY(made.withoutEffect.empty());
}

void TestLeasePlan::changeWithoutEffectIsNotMade() {
    const LeasePlan app = plan({sid("PN", 2)});
    QVERIFY(app.changes.empty());
    QCOMPARE(app.withoutEffect.size(), 3u);
    QCOMPARE(app.withoutEffect[0].sid, sid("PN", 2));
    QVERIFY(app.withoutEffect[0].decision.by == Decision::By::Application);
    QCOMPARE(app.withoutEffect[0].decision.sid, sid("AP", 1));
    QVERIFY(app.withoutEffect[2].hook == Hook::Message);
    QCOMPARE(app.withoutEffect[2].decision.sid, sid("MG", 1));
    const LeasePlan trunk = plan({sid("PN", 3)});
    QCOMPARE(trunk.changes[0].fields.size(), 1u); // its messages
    QCOMPARE(trunk.withoutEffect.size(), 2u);
    QVERIFY(trunk.withoutEffect[0].decision.by == Decision::By::Trunk);
}

void TestLeasePlan::deciderIsChangedOnDemand() {
    m_request.changesDecider = true;
    const LeasePlan made = plan({sid("PN", 2), sid("PN", 4), sid("PN", 3)});
    QCOMPARE(made.changes.size(), 4u);
    QCOMPARE(made.changes[0].sid, sid("AP", 1));
    QCOMPARE(made.changes[0].name, u"App 1"_s);
    QCOMPARE(made.changes[0].fields.size(), 2u); // calls and their status
    QCOMPARE(made.changes[1].sid, sid("MG", 1));
    QCOMPARE(made.changes[1].fields.size(), 1u); // once, though two numbers ask for it
    QCOMPARE(made.changes[2].sid, sid("PN", 4));
    QCOMPARE(made.withoutEffect.size(), 2u); // a trunk's settings are no webhooks
    QVERIFY(made.alsoMoved.empty());
}

void TestLeasePlan::numbersMovedAlongAreTold() {
    m_request.changesDecider = true;
    m_request.paths = {{Hook::Message, u"/sms"_s}};
    const LeasePlan made = plan({sid("PN", 2)});
    QCOMPARE(made.alsoMoved.size(), 1u);
    QCOMPARE(made.alsoMoved[0].sid, sid("MG", 1));
    QCOMPARE(made.alsoMoved[0].number, sid("PN", 4));
    QCOMPARE(made.alsoMoved[0].name, u"+15005550004"_s);
}

void TestLeasePlan::appsAndServicesByName() {
    m_request.paths[Hook::MessageStatus] = u"/status"_s;
    const LeasePlan made = plan({sid("AP", 1), sid("MG", 1)});
    QCOMPARE(made.changes.size(), 2u);
    QVERIFY(made.changes[0].kind == ResourceKind::Application);
    QCOMPARE(made.changes[0].fields.size(), 4u);
    QVERIFY(made.changes[1].kind == ResourceKind::Service);
    QCOMPARE(made.changes[1].fields,
        (std::vector<FieldChange>{
            {Hook::Message, u"https://app.example.test/service/sms"_s, u"https://t.example.test/sms"_s},
            {Hook::MessageStatus, u"https://app.example.test/service/status"_s, u"https://t.example.test/status"_s}}));
}

void TestLeasePlan::unknownSidsAreTold() {
    const LeasePlan made = plan({sid("PN", 9), sid("PN", 1)});
    QCOMPARE(made.unknown, (std::vector<QByteArray>{sid("PN", 9)}));
    QCOMPARE(made.changes.size(), 1u);
}

QTEST_GUILESS_MAIN(TestLeasePlan)
#include "tst_lease_plan.moc"
