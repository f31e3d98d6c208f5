#include "core/store/delivery_upkeep.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using namespace Qt::StringLiterals;

class tst_DeliveryUpkeep : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRouterSeesEveryNewEventOnce();
    void whoSettlesHearsOfTheCommit();
    void theObserverHearsOfChangesOnly();
};

namespace {

class EverythingRouter final : public flow::Router {
public:
    flow::Routing routingOf(const flow::WebhookEvent &event) override {
        seen.push_back(event.id);
        return {{{u"r"_s, {}, {}}}, {}, true};
    }
    std::vector<EventId> seen;
};

} // namespace

void tst_DeliveryUpkeep::theRouterSeesEveryNewEventOnce() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    DeliveryUpkeep upkeep(*core);
    const std::vector<flow::EventPtr> events{sms(1), sms(2)};
    QVERIFY(upkeep.takeWork(events).routings.empty());
    EverythingRouter router;
    upkeep.setRouter(&router);
    QCOMPARE(upkeep.takeWork(events).routings.size(), std::size_t(2));
    QCOMPARE(router.seen, (std::vector<EventId>{1, 2}));
}

void tst_DeliveryUpkeep::whoSettlesHearsOfTheCommit() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    DeliveryUpkeep upkeep(*core);
    QVERIFY(upkeep.isEmpty());
    QStringList heard;
    const auto note = [&](const Result<void> &outcome) {
        heard.append(outcome ? u"stored"_s : QString(errorName(outcome.error().code)));
    };
    upkeep.settle({7, flow::Settlement::Outcome::Delivered, 1, 0, 200, {}}, note);
    QVERIFY(!upkeep.isEmpty());
    QCOMPARE(upkeep.takeWork({}).settlements.size(), std::size_t(1));
    QVERIFY(heard.isEmpty());
    upkeep.settled({});
    upkeep.settle({8, flow::Settlement::Outcome::Delivered, 1, 0, 200, {}}, note);
    (void)upkeep.takeWork({});
    upkeep.settled(Error{ErrorCode::DiskFull, {}, -1});
    QCOMPARE(heard, (QStringList{u"stored"_s, u"disk-full"_s}));
}

void tst_DeliveryUpkeep::theObserverHearsOfChangesOnly() {
    const Workspace workspace;
    const auto core = must(WriterCore::open(workspace.path()));
    DeliveryUpkeep upkeep(*core);
    EverythingRouter router;
    upkeep.setRouter(&router);
    std::vector<flow::DeliveryCountsByRoute> heard;
    upkeep.setObserver([&](const flow::DeliveryCountsByRoute &counts) { heard.push_back(counts); });
    QVERIFY(heard.empty());
    const std::vector<flow::EventPtr> events{sms(1)};
    must(core->write(events, {}, false, upkeep.takeWork(events)));
    upkeep.settled({});
    upkeep.settled({});
    QCOMPARE(heard.size(), std::size_t(1));
    QCOMPARE(heard[0].at(u"r"_s).waiting, 1);
    must(upkeep.change([](DeliveryQueue &queue) { return queue.giveUpAllBut({}); }, {}));
    QCOMPARE(heard.size(), std::size_t(2));
    QCOMPARE(heard[1].at(u"r"_s).undelivered, 1);
}

QTEST_GUILESS_MAIN(tst_DeliveryUpkeep)
#include "tst_delivery_upkeep.moc"
