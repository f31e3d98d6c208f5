#pragma once

#include "ui/detail/timeline_layout.h"

#include <QByteArray>
#include <QImage>
#include <QPainter>

namespace offhook::ui {

/// Draws a timeline: on the screen, into a picture, into SVG.
class TimelinePainter {
public:
    TimelinePainter(const Theme &theme, const TimelineScript &script, const TimelineLayout &layout);

    /// What lies within `visible`; the event `current` is lit.
    void paint(QPainter &painter, const QRectF &visible, EventId current = 0) const;
    /// The whole, on its ground.
    [[nodiscard]] QImage image(qreal scale) const;
    [[nodiscard]] QByteArray svg() const;

private:
    void paintWhole(QPainter &painter) const;
    void paintLanes(QPainter &painter, const QRectF &visible) const;
    void paintFold(QPainter &painter, const TimelineLayout::Fold &fold) const;
    void paintRow(QPainter &painter, const TimelineLayout::Row &row) const;
    void paintArrow(QPainter &painter, const TimelineStep &step, qreal y) const;
    void paintWords(QPainter &painter, const TimelineStep &step, const TimelineLayout::Row &row) const;
    void paintFoot(QPainter &painter) const;
    qreal write(QPainter &painter, QPointF at, const QString &text, Role ink, qreal room) const;

    const Theme &m_theme;
    const TimelineScript &m_script;
    const TimelineLayout &m_layout;
};

} // namespace offhook::ui
