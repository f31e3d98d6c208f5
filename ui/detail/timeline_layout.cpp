#include "ui/detail/timeline_layout.h"

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr qreal LeftMargin = 92;
constexpr qreal RightMargin = 100;
constexpr qreal HeaderHeight = 34;
constexpr qreal NoteHeight = 22;
constexpr qreal NarrowestLane = 240;
constexpr qreal WidestLane = 620;
constexpr qreal TypicalGap = 60; // pixels of a pause as most are
constexpr qreal WordsAbove = 22;
constexpr qreal Below = 7;

qreal seconds(WallTime us) {
    return qreal(us) / 1e6;
}

// Three in four pauses are this long at most: what is far longer would make all others invisible.
qreal scaleOf(const std::vector<TimelineStep> &steps) {
    std::vector<WallTime> pauses;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (steps[i].at > steps[i - 1].at && !steps[i].answer) // answers take milliseconds
            pauses.push_back(steps[i].at - steps[i - 1].at);
    }
    if (pauses.empty())
        return TypicalGap;
    std::sort(pauses.begin(), pauses.end());
    return TypicalGap / seconds(pauses[(pauses.size() - 1) * 3 / 4]);
}

qreal least(const TimelineStep &step) {
    return step.answer ? TimelineLayout::AnswerHeight : TimelineLayout::RowHeight;
}

} // namespace

TimelineLayout TimelineLayout::of(const TimelineScript &script, qreal width) {
    TimelineLayout layout;
    const int lanes = script.app.isEmpty() ? 2 : 3;
    const qreal distance = std::clamp(
        (width - LeftMargin - RightMargin) / (lanes - 1), NarrowestLane, lanes == 2 ? WidestLane : WidestLane / 2);
    for (int i = 0; i < lanes; ++i)
        layout.lanes.push_back({TimelineLane(i), LeftMargin + i * distance});
    layout.top = HeaderHeight + (script.before.isEmpty() ? 0 : NoteHeight);
    layout.pixelsPerSecond = scaleOf(script.steps);
    qreal y = layout.top;
    for (std::size_t i = 0; i < script.steps.size(); ++i) {
        const TimelineStep &step = script.steps[i];
        const WallTime pause = i == 0 ? 0 : step.at - script.steps[i - 1].at;
        const qreal scaled = seconds(pause) * layout.pixelsPerSecond;
        if (scaled > LongestGap) {
            layout.folds.push_back({y + FoldHeight / 2 - WordsAbove / 2, std::chrono::microseconds(pause)});
            y += FoldHeight;
        } else {
            y += std::max(scaled, least(step));
        }
        const qreal left = std::min(layout.xOf(step.from), layout.xOf(step.to));
        layout.rows.push_back({i, step.id, y, QRectF(left, y - WordsAbove, distance, WordsAbove + Below)});
    }
    layout.bottom = y + (script.steps.empty() ? 0 : RowHeight / 2);
    layout.foot = layout.bottom + FootHeight;
    layout.size = {layout.lanes.back().x + RightMargin, layout.foot + qreal(script.foot.size()) * FootHeight};
    return layout;
}

qreal TimelineLayout::xOf(TimelineLane lane) const {
    const auto found = std::find_if(lanes.begin(), lanes.end(), [lane](const Lane &one) { return one.lane == lane; });
    return found == lanes.end() ? lanes.back().x : found->x;
}

EventId TimelineLayout::eventAt(QPointF point) const {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [point](const Row &row) { return row.hit.contains(point); });
    return found == rows.end() ? 0 : found->id;
}

QRectF TimelineLayout::rectOf(EventId id) const {
    QRectF rect;
    for (const Row &row : rows) {
        if (row.id == id)
            rect |= row.hit;
    }
    return rect;
}

EventId TimelineLayout::neighbour(EventId id, int by) const {
    std::vector<EventId> order;
    for (const Row &row : rows) {
        if (std::find(order.begin(), order.end(), row.id) == order.end())
            order.push_back(row.id);
    }
    if (order.empty())
        return 0;
    const auto found = std::find(order.begin(), order.end(), id);
    if (found == order.end())
        return order.front();
    const auto last = std::ptrdiff_t(order.size()) - 1;
    return order[std::size_t(std::clamp<std::ptrdiff_t>(found - order.begin() + by, 0, last))];
}

} // namespace offhook::ui
