#include "ui/events/summary_cache.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;

namespace {

flow::EventSummary made(EventId id, const QByteArray &text = {}) {
    flow::EventSummary summary;
    summary.id = id;
    summary.summary = text;
    return summary;
}

} // namespace

class TestSummaryCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsUsed() {
        SummaryCache cache(100);
        cache.put(made(1, "kept"));
        for (EventId id = 2; id < 1000; ++id) {
            cache.put(made(id));
            QVERIFY(cache.find(1) != nullptr);
        }
        QCOMPARE(cache.find(1)->summary, QByteArray("kept"));
        QVERIFY(cache.find(2) == nullptr);
        QVERIFY(cache.find(999) != nullptr);
    }

    void staysBounded() {
        SummaryCache cache(100);
        for (EventId id = 1; id <= 10'000; ++id) {
            cache.put(made(id));
            (void)cache.find(id - 60);
            QVERIFY(cache.size() <= 151);
        }
    }

    void updatesOnlyWhatIsThere() {
        SummaryCache cache(4);
        cache.put(made(1, "old"));
        QVERIFY(cache.update(made(1, "new")));
        QCOMPARE(cache.find(1)->summary, QByteArray("new"));
        QVERIFY(!cache.update(made(2)));
        QVERIFY(cache.find(2) == nullptr);
    }

    void replacesInBothGenerations() {
        SummaryCache cache(4);
        for (EventId id = 1; id <= 3; ++id)
            cache.put(made(id, "old"));
        cache.put(made(1, "new"));
        QCOMPARE(cache.find(1)->summary, QByteArray("new"));
    }

    void forgets() {
        SummaryCache cache(4);
        cache.put(made(1));
        cache.put(made(2));
        cache.remove(1);
        QVERIFY(cache.find(1) == nullptr);
        cache.clear();
        QCOMPARE(cache.size(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestSummaryCache)
#include "tst_summary_cache.moc"
