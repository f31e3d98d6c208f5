#include "ui/detail/timeline_view.h"

#include "ui/detail/timeline_painter.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int Page = 8; // events that Page Up and Page Down move by
constexpr int Whole = 1'000'000;

// How far a key moves among the events, 0 when it is none of ours.
int stepOf(int key) {
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_J:
        return 1;
    case Qt::Key_Up:
    case Qt::Key_K:
        return -1;
    case Qt::Key_PageDown:
        return Page;
    case Qt::Key_PageUp:
        return -Page;
    case Qt::Key_Home:
        return -Whole;
    case Qt::Key_End:
        return Whole;
    default:
        return 0;
    }
}

} // namespace

TimelineView::TimelineView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline"));
    viewport()->setMouseTracking(true);
    layOut();
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TimelineView::setScript(TimelineScript script) {
    const bool wasThere = m_script.holds(m_current);
    m_script = std::move(script);
    layOut();
    if (!wasThere) // otherwise the place that is looked at stays
        bringIntoView();
    tellReaders();
}

void TimelineView::setCurrent(EventId id) {
    if (m_current == id)
        return;
    m_current = id;
    bringIntoView();
    tellReaders();
    viewport()->update();
}

void TimelineView::layOut() {
    m_layout = TimelineLayout::of(m_script, viewport()->width());
    const QSize view = viewport()->size();
    verticalScrollBar()->setPageStep(view.height());
    verticalScrollBar()->setSingleStep(int(TimelineLayout::RowHeight) / 2);
    verticalScrollBar()->setRange(0, std::max(0, int(m_layout.size.height()) - view.height()));
    horizontalScrollBar()->setPageStep(view.width());
    horizontalScrollBar()->setSingleStep(24);
    horizontalScrollBar()->setRange(0, std::max(0, int(m_layout.size.width()) - view.width()));
    viewport()->update();
}

QPointF TimelineView::offset() const {
    return QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

void TimelineView::bringIntoView() {
    const QRectF rect = m_layout.rectOf(m_current);
    if (rect.isNull())
        return;
    QScrollBar *bar = verticalScrollBar();
    const int top = int(rect.top()) - 36; // the lanes' names above the first one
    const int bottom = int(rect.bottom()) + 12;
    if (top < bar->value())
        bar->setValue(top);
    else if (bottom > bar->value() + viewport()->height())
        bar->setValue(bottom - viewport()->height());
}

void TimelineView::choose(EventId id) {
    if (id == 0 || id == m_current)
        return;
    setCurrent(id);
    Q_EMIT chosen(id);
}

// One description for the whole picture: where it has come to and what is chosen.
void TimelineView::tellReaders() {
    const QString where = m_script.foot.join(QStringLiteral(", "));
    const QString what = m_script.spoken(m_current);
    setAccessibleDescription(what.isEmpty() ? where : what + QStringLiteral(". ") + where);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void TimelineView::paintEvent(QPaintEvent *) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Role::Surface));
    painter.translate(-offset());
    const QRectF visible = QRectF(viewport()->rect()).translated(offset());
    TimelinePainter(m_theme, m_script, m_layout).paint(painter, visible, m_current);
    if (!hasFocus())
        return;
    const QRectF lit = m_layout.rectOf(m_current);
    if (lit.isNull())
        return;
    painter.setPen(m_theme.color(Role::Accent));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(lit.adjusted(3.5, 0.5, -3.5, -0.5), 5, 5);
}

void TimelineView::resizeEvent(QResizeEvent *) {
    layOut();
}

void TimelineView::mousePressEvent(QMouseEvent *event) {
    if (event->button() == Qt::LeftButton)
        choose(m_layout.eventAt(event->position() + offset()));
}

void TimelineView::mouseMoveEvent(QMouseEvent *event) {
    const bool over = m_layout.eventAt(event->position() + offset()) != 0;
    viewport()->setCursor(over ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::keyPressEvent(QKeyEvent *event) {
    const int by = stepOf(event->key());
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (by == 0 || !plain)
        return QAbstractScrollArea::keyPressEvent(event);
    choose(m_layout.neighbour(m_current, by));
}

bool TimelineView::viewportEvent(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = m_script.spoken(m_layout.eventAt(help->pos() + offset()));
    // Escaped, since a tooltip guesses whether its text is rich.
    QToolTip::showText(help->globalPos(),
        text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped()), viewport());
    return true;
}

} // namespace offhook::ui
