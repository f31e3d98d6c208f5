#include "ui/detail/timeline_layout.h"

#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr WallTime Ms = 1'000;
constexpr WallTime Second = 1'000'000;

TimelineScript scriptAt(const std::vector<WallTime> &times) {
    TimelineScript script;
    for (const WallTime at : times) {
        TimelineStep step;
        step.id = EventId(script.steps.size()) + 1;
        step.at = at;
        step.text = u"sent"_s;
        script.steps.push_back(step);
    }
    return script;
}

qreal between(const TimelineLayout &layout, std::size_t a, std::size_t b) {
    return layout.rows[b].y - layout.rows[a].y;
}

} // namespace

class TestTimelineLayout final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void distancesAreToScale() {
        const TimelineLayout layout = TimelineLayout::of(scriptAt({0, 2 * Second, 5 * Second, 7 * Second}), 900);
        QVERIFY(layout.folds.empty());
        // 3 s are half as long again as 2 s, and the scale is what the layout says.
        QCOMPARE(between(layout, 1, 2), between(layout, 0, 1) * 1.5);
        QCOMPARE(between(layout, 0, 1), between(layout, 2, 3));
        QCOMPARE(between(layout, 0, 3), 7 * layout.pixelsPerSecond);
    }

    void wordsAlwaysHaveRoom() {
        const TimelineLayout layout = TimelineLayout::of(scriptAt({0, 1 * Ms, 2 * Ms, 10 * Second, 20 * Second}), 900);
        for (std::size_t i = 1; i < layout.rows.size(); ++i) {
            QVERIFY(between(layout, i - 1, i) >= TimelineLayout::RowHeight);
            QVERIFY(!layout.rows[i].hit.intersects(layout.rows[i - 1].hit));
        }
    }

    void longPausesAreFoldedAndTold() {
        const TimelineLayout layout =
            TimelineLayout::of(scriptAt({0, Second, 2 * Second, 3602 * Second, 3603 * Second}), 900);
        QCOMPARE(layout.folds.size(), std::size_t(1));
        QCOMPARE(layout.folds[0].pause, std::chrono::microseconds(3600 * Second));
        QCOMPARE(between(layout, 2, 3), TimelineLayout::FoldHeight);
        QVERIFY(layout.folds[0].y > layout.rows[2].y && layout.folds[0].y < layout.rows[3].hit.top());
        QCOMPARE(between(layout, 0, 1), between(layout, 3, 4)); // what is not folded keeps its scale
    }

    void answersAreNarrowerAndGoBack() {
        TimelineScript script = scriptAt({0, 10 * Ms, 4 * Second});
        script.steps[1].answer = true;
        script.steps[1].id = 1;
        script.steps[1].from = TimelineLane::Offhook;
        script.steps[1].to = TimelineLane::Twilio;
        const TimelineLayout layout = TimelineLayout::of(script, 900);
        QCOMPARE(between(layout, 0, 1), TimelineLayout::AnswerHeight);
        QCOMPARE(layout.rows[1].hit.left(), layout.rows[0].hit.left());
        QCOMPARE(layout.rectOf(1), layout.rows[0].hit | layout.rows[1].hit);
    }

    void lanesShareTheWidth_data() {
        QTest::addColumn<QString>("app");
        QTest::addColumn<qreal>("width");
        QTest::addColumn<int>("lanes");
        QTest::newRow("two") << QString() << 900.0 << 2;
        QTest::newRow("three, with the user's app") << u"localhost:3000"_s << 900.0 << 3;
        QTest::newRow("narrower than it may be") << u"localhost:3000"_s << 200.0 << 3;
        QTest::newRow("very wide") << QString() << 4000.0 << 2;
    }
    void lanesShareTheWidth() {
        QFETCH(QString, app);
        QFETCH(qreal, width);
        QFETCH(int, lanes);
        TimelineScript script = scriptAt({0});
        script.app = app;
        const TimelineLayout layout = TimelineLayout::of(script, width);
        QCOMPARE(int(layout.lanes.size()), lanes);
        for (std::size_t i = 1; i < layout.lanes.size(); ++i)
            QVERIFY(layout.lanes[i].x - layout.lanes[i - 1].x >= 200);
        QVERIFY(layout.lanes.front().x >= 90); // room for half of its name
        QVERIFY(layout.size.width() - layout.lanes.back().x >= 90);
        if (width > 600 && width < 2000)
            QVERIFY(layout.size.width() <= width);
    }

    void forwardsGoToTheAppsLane() {
        TimelineScript script = scriptAt({0, Second});
        script.app = u"localhost:3000"_s;
        script.steps[1].from = TimelineLane::Offhook;
        script.steps[1].to = TimelineLane::App;
        const TimelineLayout layout = TimelineLayout::of(script, 900);
        QCOMPARE(layout.rows[1].hit.left(), layout.xOf(TimelineLane::Offhook));
        QCOMPARE(layout.rows[1].hit.right(), layout.xOf(TimelineLane::App));
    }

    void pointsBelongToEvents() {
        const TimelineLayout layout = TimelineLayout::of(scriptAt({0, Second}), 900);
        QCOMPARE(layout.eventAt(layout.rows[0].hit.center()), 1);
        QCOMPARE(layout.eventAt(layout.rows[1].hit.center()), 2);
        QCOMPARE(layout.eventAt({layout.rows[1].hit.center().x(), layout.bottom + 5}), 0);
        QCOMPARE(layout.eventAt({2, layout.rows[0].y}), 0);
        QVERIFY(layout.rectOf(99).isNull());
    }

    void neighboursGoByEventNotByArrow() {
        TimelineScript script = scriptAt({0, Second, 2 * Second});
        script.steps[1].id = 1; // the answer to the first
        const TimelineLayout layout = TimelineLayout::of(script, 900);
        QCOMPARE(layout.neighbour(1, 1), 3);
        QCOMPARE(layout.neighbour(3, 1), 3);
        QCOMPARE(layout.neighbour(3, -5), 1);
        QCOMPARE(layout.neighbour(42, 1), 1);
        QCOMPARE(TimelineLayout::of({}, 900).neighbour(1, 1), 0);
    }

    void nothingIsALayoutToo() {
        const TimelineLayout layout = TimelineLayout::of({}, 0);
        QVERIFY(layout.rows.empty());
        QCOMPARE(layout.lanes.size(), std::size_t(2));
        QVERIFY(layout.size.isValid());
    }

    void footStandsBelowEverything() {
        TimelineScript script = scriptAt({0, Second});
        script.foot = {u"one"_s, u"two"_s};
        const TimelineLayout layout = TimelineLayout::of(script, 900);
        QVERIFY(layout.foot > layout.bottom);
        QVERIFY(layout.size.height() >= layout.foot + TimelineLayout::FootHeight);
    }
};

QTEST_GUILESS_MAIN(TestTimelineLayout)
#include "tst_timeline_layout.moc"
