#include "ui/detail/timeline_painter.h"

#include "ui/util/text_format.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qreal LineWidth = 1.6;
constexpr qreal ArrowHead = 5;
constexpr qreal WordGap = 6;
constexpr qreal WordsUp = 6; // from the arrow to the baseline
constexpr qreal Inset = 10;  // from the lane to the words

QString laneName(TimelineLane lane, const TimelineScript &script) {
    switch (lane) {
    case TimelineLane::Twilio:
        return u"Twilio"_s;
    case TimelineLane::Offhook:
        return u"Offhook"_s;
    case TimelineLane::App:
        break;
    }
    return script.app;
}

} // namespace

TimelinePainter::TimelinePainter(const Theme &theme, const TimelineScript &script, const TimelineLayout &layout)
    : m_theme(theme)
    , m_script(script)
    , m_layout(layout) {}

void TimelinePainter::paint(QPainter &painter, const QRectF &visible, EventId current) const {
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF lit = current == 0 ? QRectF() : m_layout.rectOf(current);
    if (!lit.isNull()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Role::Selection));
        painter.drawRoundedRect(lit.adjusted(3, 0, -3, 0), 5, 5);
    }
    paintLanes(painter, visible);
    for (const TimelineLayout::Fold &fold : m_layout.folds) {
        if (visible.contains(visible.x(), fold.y))
            paintFold(painter, fold);
    }
    for (const TimelineLayout::Row &row : m_layout.rows) {
        if (row.hit.bottom() >= visible.top() && row.hit.top() <= visible.bottom())
            paintRow(painter, row);
    }
    paintFoot(painter);
}

void TimelinePainter::paintLanes(QPainter &painter, const QRectF &visible) const {
    painter.setFont(m_theme.font(-1, QFont::DemiBold));
    for (const TimelineLayout::Lane &lane : m_layout.lanes) {
        painter.setPen(m_theme.color(Role::Text));
        painter.drawText(QRectF(lane.x - 90, 6, 180, 22), int(Qt::AlignCenter) | int(Qt::TextSingleLine),
            laneName(lane.lane, m_script));
        painter.setPen(QPen(m_theme.color(Role::Border), LineWidth));
        const qreal from = std::max(m_layout.top - 4, visible.top());
        const qreal to = std::min(m_layout.bottom, visible.bottom());
        if (from < to)
            painter.drawLine(QPointF(lane.x, from), QPointF(lane.x, to));
    }
    if (m_script.before.isEmpty())
        return;
    painter.setFont(m_theme.font(-1));
    (void)write(painter, {m_layout.lanes.front().x + Inset, m_layout.top - 10}, m_script.before, Role::Muted, 600);
}

// The lanes break, and between them stands how long nothing happened.
void TimelinePainter::paintFold(QPainter &painter, const TimelineLayout::Fold &fold) const {
    for (const TimelineLayout::Lane &lane : m_layout.lanes) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Role::Surface));
        painter.drawRect(QRectF(lane.x - 4, fold.y - 4, 8, 8));
        painter.setPen(QPen(m_theme.color(Role::Faint), LineWidth));
        for (const qreal y : {fold.y - 4, fold.y + 4})
            painter.drawLine(QPointF(lane.x - 6, y + 2), QPointF(lane.x + 6, y - 2));
    }
    painter.setFont(m_theme.font(-1));
    const QString pause = duration(fold.pause.count());
    (void)write(painter, {m_layout.lanes.front().x + Inset, fold.y + 4}, pause, Role::Faint, 300);
}

void TimelinePainter::paintRow(QPainter &painter, const TimelineLayout::Row &row) const {
    const TimelineStep &step = m_script.steps[row.step];
    paintArrow(painter, step, row.y);
    paintWords(painter, step, row);
}

void TimelinePainter::paintArrow(QPainter &painter, const TimelineStep &step, qreal y) const {
    const qreal direction = m_layout.xOf(step.to) > m_layout.xOf(step.from) ? 1 : -1;
    const QPointF tail(m_layout.xOf(step.from) + direction, y);
    const QPointF tip(m_layout.xOf(step.to) - direction * 3, y);
    QPen pen(m_theme.color(step.ink), step.answer ? 1.2 : LineWidth);
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    QPen line = pen;
    if (step.dashed)
        line.setDashPattern({3, 3});
    painter.setPen(line);
    painter.drawLine(tail, tip);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const QPointF head[] = {
        tip + QPointF(-direction * ArrowHead, -ArrowHead), tip, tip + QPointF(-direction * ArrowHead, ArrowHead)};
    painter.drawPolyline(head, 3);
}

void TimelinePainter::paintWords(QPainter &painter, const TimelineStep &step, const TimelineLayout::Row &row) const {
    painter.setFont(m_theme.font(-1));
    const qreal baseline = row.y - WordsUp;
    qreal x = row.hit.left() + Inset;
    qreal end = row.hit.right() - Inset - ArrowHead;
    if (!step.aside.isEmpty()) {
        const qreal width = QFontMetricsF(painter.font()).horizontalAdvance(step.aside);
        (void)write(painter, {end - width, baseline}, step.aside, Role::Muted, width + 1);
        end -= width + 2 * WordGap;
    }
    x += write(painter, {x, baseline}, step.text, step.answer ? Role::Muted : Role::Text, end - x);
    x += write(painter, {x, baseline}, step.time, Role::Muted, end - x);
    (void)write(painter, {x, baseline}, step.reason, step.reasonInk, end - x);
}

void TimelinePainter::paintFoot(QPainter &painter) const {
    painter.setFont(m_theme.font(-1, QFont::DemiBold));
    qreal y = m_layout.foot;
    for (const QString &line : m_script.foot) {
        (void)write(painter, {m_layout.lanes.front().x + Inset, y}, line, Role::Text, m_layout.size.width());
        y += TimelineLayout::FootHeight;
    }
}

// How far the next word stands.
qreal TimelinePainter::write(QPainter &painter, QPointF at, const QString &text, Role ink, qreal room) const {
    if (text.isEmpty() || room < 12)
        return 0;
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    painter.setPen(m_theme.color(ink));
    painter.drawText(at, shown);
    return metrics.horizontalAdvance(shown) + WordGap;
}

void TimelinePainter::paintWhole(QPainter &painter) const {
    const QRectF all({}, m_layout.size);
    painter.fillRect(all, m_theme.color(Role::Surface));
    paint(painter, all);
}

QImage TimelinePainter::image(qreal scale) const {
    const QSize size(int(std::ceil(m_layout.size.width() * scale)), int(std::ceil(m_layout.size.height() * scale)));
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintWhole(painter);
    return image;
}

QByteArray TimelinePainter::svg() const {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(m_layout.size.toSize());
    generator.setViewBox(QRectF({}, m_layout.size));
    generator.setTitle(m_script.title);
    generator.setDescription(QCoreApplication::translate("Timeline", "Timeline made with Offhook"));
    QPainter painter(&generator);
    paintWhole(painter);
    painter.end();
    return bytes;
}

} // namespace offhook::ui
