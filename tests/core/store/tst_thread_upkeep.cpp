#include "core/store/thread_upkeep.h"
#include "tests/core/flow/thread_support.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using namespace offhook::flow::test;

namespace {

class StandingClock final : public Clock {
public:
    WallTime now = Begin;
    WallTime wall() const override { return now; }
    MonotonicTime monotonic() const override { return {}; }
};

struct Upkeep {
    Workspace workspace;
    StandingClock clock;
    std::unique_ptr<WriterCore> core = must(WriterCore::open(workspace.path()));
    bool failing = false;
    int flushed = 0;
    std::vector<EventBatch> told;
    std::vector<Error> errors;
    ThreadUpkeep upkeep{*core, clock,
        {[this] { ++flushed; }, [this] { return failing; }, [this](const Error &error) { errors.push_back(error); },
            [this](EventBatch batch) { told.push_back(std::move(batch)); }}};

    void take(EventId id, WallTime at, const QByteArray &form) {
        const std::vector<flow::EventPtr> events{formEvent(id, at, form)};
        (void)core->threads().arrived(*events.front());
        must(core->write(events, {}, false));
        upkeep.stored();
    }
};

} // namespace

class TestThreadUpkeep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void overdueIsWrittenAndTold();
    void whatCannotBeWrittenWaits();
};

void TestThreadUpkeep::overdueIsWrittenAndTold() {
    Upkeep one;
    one.take(1, Begin, messageStatus(1, "sent"));
    QVERIFY(one.told.empty());
    one.clock.now = Begin + 600 * Second;
    QTRY_COMPARE(one.told.size(), std::size_t(1));
    QVERIFY(one.flushed > 0);
    QCOMPARE(one.told[0].updated.size(), std::size_t(1));
    QVERIFY(one.told[0].updated[0].flags.testFlag(flow::EventFlag::Gap));
    one.take(2, Begin + 601 * Second, messageStatus(1, "delivered"));
    QTRY_COMPARE(one.told.size(), std::size_t(2));
    QCOMPARE(one.told[1].updated[0].flags, flow::EventFlags());
}

void TestThreadUpkeep::whatCannotBeWrittenWaits() {
    Upkeep one;
    one.failing = true;
    one.clock.now = Begin + 600 * Second;
    one.take(1, Begin, messageStatus(1, "sent"));
    QTRY_VERIFY(one.core->threads().hasChanges());
    QVERIFY(one.told.empty());
    one.failing = false;
    QTRY_COMPARE(one.told.size(), std::size_t(1));
    QVERIFY(one.errors.empty());
}

QTEST_GUILESS_MAIN(TestThreadUpkeep)
#include "tst_thread_upkeep.moc"
