#include "core/store/deletion.h"
#include "core/store/writer_core.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_Deletion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasAskedForGoesInSteps();
    void retentionIsLookedAfterWhenItChanges();
    void enoughStoredEventsBringRetentionBack();
    void nothingExpiresWhileTheDiskRefuses();
    void stoppingCancelsWhatIsLeft();
};

namespace {

/// A workspace with events 1 to `count` and the deletion over it.
struct Fixture {
    explicit Fixture(EventId count) {
        std::vector<flow::EventPtr> events;
        for (EventId id = 1; id <= count; ++id)
            events.push_back(sms(id));
        must(core->insert(events, false));
    }
    [[nodiscard]] qint64 left() const { return must(workspace.connect().number("SELECT count(*) FROM event")); }

    Workspace workspace;
    std::unique_ptr<WriterCore> core = must(WriterCore::open(workspace.path()));
    std::vector<std::size_t> steps;
    bool isFailing = false;
    Deletion deletion{*core, {[] { return false; }, [this] { return isFailing; },
                                 [this](const std::vector<EventId> &ids) { steps.push_back(ids.size()); },
                                 [](const Error &error) { qWarning() << error.detail; }}};
};

Retention newest(qint64 count) {
    Retention retention;
    retention.count = count;
    return retention;
}

} // namespace

void tst_Deletion::whatWasAskedForGoesInSteps() {
    Fixture f(1'200);
    std::vector<EventId> ids;
    for (EventId id = 100; id <= 1'300; ++id) // some are not there
        ids.push_back(id);
    qint64 removed = -1;
    f.deletion.remove(ids, [&](const Result<qint64> &done) { removed = must(done); });
    QTRY_COMPARE(removed, 1'101);
    QCOMPARE(f.steps, (std::vector<std::size_t>{500, 500, 101}));
    QCOMPARE(f.left(), 99);
}

void tst_Deletion::retentionIsLookedAfterWhenItChanges() {
    Fixture f(700);
    f.deletion.setRetention(newest(50));
    QTRY_COMPARE(f.left(), 50);
    QCOMPARE(f.steps, (std::vector<std::size_t>{500, 150}));
}

void tst_Deletion::enoughStoredEventsBringRetentionBack() {
    Fixture f(20);
    f.deletion.setRetention(newest(100));
    f.deletion.idle(); // nothing was stored since
    std::vector<flow::EventPtr> more;
    for (EventId id = 21; id <= 200; ++id)
        more.push_back(sms(id));
    must(f.core->insert(more, false));
    f.deletion.stored(180);
    f.deletion.idle();
    QTRY_COMPARE(f.left(), 100);
}

void tst_Deletion::nothingExpiresWhileTheDiskRefuses() {
    Fixture f(20);
    f.isFailing = true;
    f.deletion.setRetention(newest(5));
    qint64 removed = -1;
    f.deletion.remove({1}, [&](const Result<qint64> &done) { removed = must(done); });
    QTRY_COMPARE(removed, 1); // what the user asked for is tried all the same
    QCOMPARE(f.left(), 19);
    f.isFailing = false;
    f.deletion.setRetention(newest(5));
    QTRY_COMPARE(f.left(), 5);
}

void tst_Deletion::stoppingCancelsWhatIsLeft() {
    Fixture f(10);
    ErrorCode code{};
    f.deletion.remove({1, 2}, [&](const Result<qint64> &done) { code = done.error().code; });
    f.deletion.stop();
    QCOMPARE(code, ErrorCode::Cancelled);
    QCOMPARE(f.left(), 10);
}

QTEST_GUILESS_MAIN(tst_Deletion)
#include "tst_deletion.moc"
