#include "ui/events/event_rows.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;

using Ids = std::vector<EventId>;
using Order = EventRows::Order;

namespace {

EventRows rowsOf(Order order, const Ids &ids) {
    EventRows rows;
    rows.clear(order);
    rows.append(ids);
    return rows;
}

Ids idsOf(const EventRows &rows) {
    Ids ids;
    for (int row = 0; row < rows.size(); ++row)
        ids.push_back(rows.at(row));
    return ids;
}

} // namespace

class TestEventRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newEventsComeFirst() {
        EventRows rows = rowsOf(Order::NewestFirst, {5, 3, 2});
        QCOMPARE(rows.newestRow(), 0);
        rows.addNewest(Ids{6, 9});
        QCOMPARE(idsOf(rows), (Ids{9, 6, 5, 3, 2}));
        QCOMPARE(rows.newest(), EventId(9));
    }

    void newEventsComeLastWhereOldestAreFirst() {
        EventRows rows = rowsOf(Order::OldestFirst, {2, 3, 5});
        QCOMPARE(rows.newestRow(), 3);
        rows.addNewest(Ids{6, 9});
        QCOMPARE(idsOf(rows), (Ids{2, 3, 5, 6, 9}));
        QCOMPARE(rows.newest(), EventId(9));
    }

    void idsAreFoundInEveryOrder_data() {
        QTest::addColumn<int>("order");
        QTest::addColumn<Ids>("ids");
        QTest::newRow("newest first") << int(Order::NewestFirst) << Ids{9, 6, 5, 3, 2};
        QTest::newRow("oldest first") << int(Order::OldestFirst) << Ids{2, 3, 5, 6, 9};
        QTest::newRow("sorted by something else") << int(Order::Other) << Ids{6, 2, 9, 3, 5};
    }

    void idsAreFoundInEveryOrder() {
        QFETCH(const int, order);
        QFETCH(const Ids, ids);
        const EventRows rows = rowsOf(Order(order), ids);
        for (std::size_t i = 0; i < ids.size(); ++i)
            QCOMPARE(rows.rowOf(ids[i]), int(i));
        for (const EventId missing : {EventId(0), EventId(1), EventId(4), EventId(10)})
            QCOMPARE(rows.rowOf(missing), -1);
        QCOMPARE(rows.newest(), EventId(9));
    }

    void nothingIsFoundWithoutRows() {
        const EventRows rows;
        QCOMPARE(rows.rowOf(1), -1);
        QCOMPARE(rows.newest(), EventId(0));
    }

    void runsCanBeRemovedOneAfterTheOther() {
        EventRows rows = rowsOf(Order::NewestFirst, {9, 8, 7, 6, 5, 4, 3});
        const auto runs = rows.runsOf(Ids{8, 7, 4, 3, 100, 8});
        QCOMPARE(runs.size(), std::size_t(2));
        for (const EventRows::Run &run : runs)
            rows.remove(run.first, run.count);
        QCOMPARE(idsOf(rows), (Ids{9, 6, 5}));
    }

    void comparesWithAnAnswer() {
        const EventRows rows = rowsOf(Order::Other, {6, 2, 9});
        QVERIFY(rows.equals(Ids{6, 2, 9}));
        QVERIFY(!rows.equals(Ids{6, 9, 2}));
        QVERIFY(!rows.equals(Ids{6, 2}));
        QVERIFY(!rows.equals(Ids{6, 2, 9, 10}));
    }

    void runsInOtherOrders() {
        const EventRows rows = rowsOf(Order::Other, {6, 2, 9, 3, 5});
        const auto runs = rows.runsOf(Ids{9, 2, 5});
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0].first, 4);
        QCOMPARE(runs[0].count, 1);
        QCOMPARE(runs[1].first, 1);
        QCOMPARE(runs[1].count, 2);
    }
};

QTEST_GUILESS_MAIN(TestEventRows)
#include "tst_event_rows.moc"
