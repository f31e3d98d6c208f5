#include "ui/statistics/time_chart.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int Height = 132;
constexpr int Top = 8;
constexpr int Left = 4;
constexpr int Right = 2;
constexpr int LabelGap = 6;
constexpr int StepWidth = 5;  // pixels a step has at least
constexpr int TimeLabel = 58; // pixels a mark of time has at least
constexpr int PictureScale = 2;

} // namespace

void copyAsPicture(QWidget &widget, const QColor &ground) {
    QImage image(widget.size() * PictureScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(PictureScale);
    image.fill(ground);
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    QGuiApplication::clipboard()->setImage(image);
}

TimeChart::TimeChart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void TimeChart::setSeries(const store::TimeSeries &series, WallTime from, WallTime to) {
    m_full = series;
    m_from = from;
    m_to = to;
    if (m_from >= m_to) {
        m_from = series.begin();
        m_to = series.end();
    }
    refresh();
}

void TimeChart::refresh() {
    const store::TimeSeries before = std::exchange(m_series, m_full.coarsened(std::max(1, width() / StepWidth)));
    if (m_series.width() != before.width() || m_series.begin() != before.begin()) {
        m_cursor = -1;
        if (!m_dragging)
            m_anchor.reset();
    }
    m_ticks = valueTicks();
    m_gutter = 0;
    for (const Tick &tick : m_ticks)
        m_gutter = std::max(m_gutter, QFontMetrics(m_theme.font(-2)).horizontalAdvance(tick.label) + Left + LabelGap);
    setAccessibleDescription(description());
    update();
}

QSize TimeChart::sizeHint() const {
    return {240, Height};
}

QRectF TimeChart::plot() const {
    const int bottom = QFontMetrics(m_theme.font(-2)).height() + LabelGap;
    return {double(m_gutter), double(Top), double(std::max(1, width() - m_gutter - Right)),
        double(std::max(1, height() - Top - bottom))};
}

double TimeChart::xOf(WallTime time) const {
    const QRectF area = plot();
    return area.left() + double(time - m_from) / double(std::max<WallTime>(1, m_to - m_from)) * area.width();
}

WallTime TimeChart::timeAt(int x) const {
    const QRectF area = plot();
    const double share = std::clamp((x - area.left()) / area.width(), 0.0, 1.0);
    return m_from + WallTime(share * double(m_to - m_from));
}

QRectF TimeChart::stepRect(int step) const {
    const WallTime begin = m_series.begin() + step * m_series.width();
    const double left = std::max(xOf(begin), plot().left());
    const double right = std::min(xOf(begin + m_series.width()), plot().right());
    return {left, plot().top(), std::max(0.0, right - left), plot().height()};
}

double TimeChart::heightOf(double value) const {
    return m_ticks.size() < 2 ? 0 : value / m_ticks.back().value;
}

double TimeChart::yOf(double value) const {
    return plot().bottom() - std::clamp(heightOf(value), 0.0, 1.0) * plot().height();
}

QString TimeChart::stepTime(int step) const {
    const WallTime begin = m_series.begin() + step * m_series.width();
    return timeRangeText(begin, begin + m_series.width());
}

int TimeChart::stepAt(int x) const {
    if (m_series.isEmpty() || x < plot().left() || x > plot().right())
        return -1;
    const qint64 step = (timeAt(x) - m_series.begin()) / m_series.width();
    return step < 0 || step >= qint64(m_series.steps().size()) ? -1 : int(step);
}

bool TimeChart::event(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    showTip(stepAt(help->pos().x()), help->globalPos());
    return true;
}

void TimeChart::showTip(int step, const QPoint &globalPosition) {
    QToolTip::showText(globalPosition, step < 0 ? QString() : Qt::convertFromPlainText(stepText(step)), this);
}

void TimeChart::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    refresh();
}

void TimeChart::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || m_series.isEmpty())
        return QWidget::mousePressEvent(event);
    m_pressedAt = int(event->position().x());
    m_dragging = false;
}

void TimeChart::mouseMoveEvent(QMouseEvent *event) {
    const int x = int(event->position().x());
    const int step = stepAt(std::clamp(x, int(plot().left()) + 1, int(plot().right()) - 1));
    if (m_pressedAt && !m_dragging && std::abs(x - *m_pressedAt) >= QApplication::startDragDistance()) {
        m_dragging = true;
        m_anchor = stepAt(*m_pressedAt);
    }
    const int hovered = m_dragging ? step : stepAt(x);
    if (hovered != m_cursor) {
        m_cursor = hovered;
        if (QToolTip::isVisible() || m_dragging)
            showTip(m_cursor, event->globalPosition().toPoint());
        update();
    }
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    m_pressedAt.reset();
    if (std::exchange(m_dragging, false))
        choose();
}

void TimeChart::leaveEvent(QEvent *event) {
    QWidget::leaveEvent(event);
    if (!m_anchor && !m_dragging)
        m_cursor = -1;
    update();
}

void TimeChart::keyPressEvent(QKeyEvent *event) {
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        moveCursor(event->key() == Qt::Key_Left ? -1 : 1, shift);
    else if (enter && m_cursor >= 0)
        choose();
    else if (event->key() == Qt::Key_Escape && (m_anchor || m_cursor >= 0))
        clearChoice();
    else if (event->matches(QKeySequence::Copy))
        copyPicture();
    else
        QWidget::keyPressEvent(event);
}

void TimeChart::moveCursor(int by, bool choosing) {
    const int steps = int(m_series.steps().size());
    if (steps == 0)
        return;
    const int before = m_cursor;
    m_cursor = m_cursor < 0 ? (by > 0 ? 0 : steps - 1) : std::clamp(m_cursor + by, 0, steps - 1);
    if (!choosing)
        m_anchor.reset();
    else if (!m_anchor)
        m_anchor = before < 0 ? m_cursor : before;
    const QRectF rect = stepRect(m_cursor);
    showTip(m_cursor, mapToGlobal(QPoint(int(rect.center().x()), int(rect.top()))));
    update();
}

void TimeChart::choose() {
    const int other = m_anchor.value_or(m_cursor);
    if (m_cursor < 0 || other < 0)
        return clearChoice();
    const WallTime begin = m_series.begin() + std::min(other, m_cursor) * m_series.width();
    const WallTime end = m_series.begin() + (std::max(other, m_cursor) + 1) * m_series.width();
    clearChoice();
    Q_EMIT rangeChosen(begin, end);
}

void TimeChart::clearChoice() {
    m_anchor.reset();
    m_pressedAt.reset();
    m_dragging = false;
    m_cursor = -1;
    QToolTip::hideText();
    update();
}

void TimeChart::contextMenuEvent(QContextMenuEvent *event) {
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(m_theme.icon(QStringLiteral("copy"), Role::Muted), tr("&Copy as picture"));
    connect(copy, &QAction::triggered, this, [this] { copyPicture(); });
    menu->popup(event->globalPos());
}

void TimeChart::copyPicture() {
    const int cursor = std::exchange(m_cursor, -1);
    copyAsPicture(*this, m_theme.color(Role::Surface));
    m_cursor = cursor;
}

void TimeChart::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    if (!m_series.isEmpty()) {
        paintChoice(painter);
        painter.save();
        painter.setClipRect(plot().adjusted(0, -Top, Right, 1));
        paintSteps(painter);
        painter.restore();
    }
    if (hasFocus()) {
        painter.setPen(m_theme.color(Role::Accent));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void TimeChart::paintAxes(QPainter &painter) const {
    const QRectF area = plot();
    const QFont font = m_theme.font(-2);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    for (const Tick &tick : m_ticks) {
        const double y = std::round(yOf(tick.value)) + 0.5;
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(m_theme.color(Role::Muted));
        painter.drawText(QRectF(0, y - metrics.height() / 2.0, m_gutter - LabelGap, metrics.height()),
            int(Qt::AlignRight | Qt::AlignVCenter) | int(Qt::TextSingleLine), tick.label);
    }
    const std::vector<Tick> times = timeTicks(m_from, m_to, std::max(1, int(area.width()) / TimeLabel));
    double free = area.left();
    for (const Tick &tick : times) {
        const double x = xOf(WallTime(tick.value));
        const double wide = metrics.horizontalAdvance(tick.label);
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3));
        painter.setPen(m_theme.color(Role::Muted));
        const double left = std::clamp(x - wide / 2, area.left(), std::max(area.left(), width() - wide));
        if (left < free)
            continue;
        painter.drawText(QPointF(left, area.bottom() + 4 + metrics.ascent()), tick.label);
        free = left + wide + LabelGap;
    }
}

void TimeChart::paintChoice(QPainter &painter) const {
    if (m_cursor < 0)
        return;
    const QRectF rect =
        stepRect(m_cursor) | stepRect(m_anchor.value_or(m_cursor) < 0 ? m_cursor : m_anchor.value_or(m_cursor));
    painter.fillRect(rect, m_theme.color(m_anchor ? Role::Selection : Role::AccentSoft));
}

} // namespace offhook::ui
