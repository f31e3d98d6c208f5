#pragma once

#include "ui/detail/timeline_script.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <chrono>
#include <vector>

namespace offhook::ui {

/// Where everything of a timeline stands, in pixels: lanes across, time downwards and to scale, long pauses folded. A
/// value that needs no window.
struct TimelineLayout {
    static constexpr qreal RowHeight = 38; ///< least distance between two requests, so that their words have room
    static constexpr qreal AnswerHeight = 24;
    static constexpr qreal LongestGap = 150; ///< what would be longer is folded
    static constexpr qreal FoldHeight = 64;
    static constexpr qreal FootHeight = 22;

    struct Lane {
        TimelineLane lane;
        qreal x;
    };
    /// An arrow, by its place in TimelineScript::steps.
    struct Row {
        std::size_t step;
        EventId id;
        qreal y;
        QRectF hit; ///< arrow and words
    };
    /// A pause that is shown shorter than it was.
    struct Fold {
        qreal y;
        std::chrono::microseconds pause;
    };

    std::vector<Lane> lanes;
    std::vector<Row> rows; ///< from the top down
    std::vector<Fold> folds;
    qreal top = 0;    ///< where the lanes begin
    qreal bottom = 0; ///< and end
    qreal foot = 0;   ///< baseline of the first line below
    QSizeF size;
    qreal pixelsPerSecond = 0; ///< of what is neither folded nor widened

    [[nodiscard]] static TimelineLayout of(const TimelineScript &script, qreal width);

    [[nodiscard]] qreal xOf(TimelineLane lane) const;
    /// The event whose arrow or words are there, 0 when there is none.
    [[nodiscard]] EventId eventAt(QPointF point) const;
    /// Everything of an event, null when it has no row.
    [[nodiscard]] QRectF rectOf(EventId id) const;
    /// The event `by` further down (negative: up), from the top when `id` has no row; 0 without rows.
    [[nodiscard]] EventId neighbour(EventId id, int by) const;
};

} // namespace offhook::ui
