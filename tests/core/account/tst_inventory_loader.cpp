#include "core/account/inventory_loader.h"
#include "core/account/rest_error.h"
#include "tests/core/account/fake_api.h"
#include "tests/core/account/inventory_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;

class TestInventoryLoader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everythingIsListed();
    void faultsOnTheWayAreOvercome();
    void listOfNumbersMustSucceed();
    void otherListsMayFail();

private:
    const Result<Inventory> &load();
    std::unique_ptr<FakeApi> m_fake;
    std::unique_ptr<RestClient> m_client;
    std::unique_ptr<Told<Inventory>> m_told;
    int m_known = 0;
};

void TestInventoryLoader::init() {
    QJsonArray numbers;
    QJsonArray members;
    for (int i = 0; i < 1200; ++i) {
        numbers.append(QJsonObject{{u"sid"_s, text(sid("PN", i))}, {u"phone_number"_s, u"+1500%1"_s.arg(i)}});
        if (i < 1100)
            members.append(text(sid("PN", i)));
    }
    const QJsonArray applications{QJsonObject{{u"sid"_s, text(sid("AP", 1))}, {u"name"_s, u"App"_s}}};
    const QJsonArray services{
        QJsonObject{{u"sid"_s, text(sid("MG", 1))}, {u"name"_s, u"Many"_s}, {u"members"_s, members}},
        QJsonObject{{u"sid"_s, text(sid("MG", 2))}, {u"name"_s, u"None"_s}}};
    m_fake = std::make_unique<FakeApi>(QJsonObject{{u"account"_s, text(Account)}, {u"token"_s, text(Token)},
        {u"numbers"_s, numbers}, {u"applications"_s, applications}, {u"services"_s, services}});
    m_client = std::make_unique<RestClient>(credentials(), m_fake->base());
    m_client->setPace(quickPace());
}

const Result<Inventory> &TestInventoryLoader::load() {
    m_told = std::make_unique<Told<Inventory>>();
    loadInventory(
        *m_client, this, [this](int known) { m_known = known; }, m_told->callback());
    return m_told->result();
}

void TestInventoryLoader::everythingIsListed() {
    const Result<Inventory> &inventory = load();
    QVERIFY(inventory);
    QCOMPARE(inventory->numbers.size(), 1200u);
    QCOMPARE(inventory->numbers.back().sid, sid("PN", 1199));
    QCOMPARE(inventory->applications.size(), 1u);
    QCOMPARE(inventory->services.size(), 2u);
    QCOMPARE(inventory->services[0].numberSids.size(), 1100u);
    QVERIFY(inventory->services[1].numberSids.empty());
    QVERIFY(!inventory->applicationsError && !inventory->servicesError);
    QCOMPARE(inventory->serviceOf(sid("PN", 1099)), &inventory->services[0]);
    QCOMPARE(m_known, 1203);
}

void TestInventoryLoader::faultsOnTheWayAreOvercome() {
    for (const QString &kind : {u"cut"_s, u"garbage"_s, u"close"_s})
        m_fake->addFault({{u"kind"_s, kind}, {u"skip"_s, 1}});
    m_fake->addFault({{u"kind"_s, u"status"_s}, {u"status"_s, 429}, {u"count"_s, 2}});
    const Result<Inventory> &inventory = load();
    QVERIFY(inventory);
    QCOMPARE(inventory->numbers.size(), 1200u);
    QCOMPARE(inventory->services[0].numberSids.size(), 1100u);
    QVERIFY(!inventory->applicationsError && !inventory->servicesError);
}

void TestInventoryLoader::listOfNumbersMustSucceed() {
    m_fake->addFault(
        {{u"kind"_s, u"status"_s}, {u"status"_s, 403}, {u"code"_s, 20003}, {u"match"_s, u"IncomingPhone"_s}});
    QCOMPARE(twilioCode(load().error()), 20003);
}

void TestInventoryLoader::otherListsMayFail() {
    m_fake->addFault(
        {{u"kind"_s, u"status"_s}, {u"status"_s, 403}, {u"code"_s, 20003}, {u"match"_s, u"/v1/Services$"_s}});
    m_fake->addFault(
        {{u"kind"_s, u"status"_s}, {u"status"_s, 403}, {u"code"_s, 20003}, {u"match"_s, u"Applications"_s}});
    const Result<Inventory> &inventory = load();
    QVERIFY(inventory);
    QCOMPARE(inventory->numbers.size(), 1200u);
    QVERIFY(inventory->applicationsError && inventory->servicesError);
}

QTEST_GUILESS_MAIN(TestInventoryLoader)
#include "tst_inventory_loader.moc"
