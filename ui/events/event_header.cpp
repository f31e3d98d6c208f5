#include "ui/events/event_header.h"

#include "ui/events/event_columns.h"
#include "ui/events/event_delegate.h"

#include <QPainter>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Height = 28;
constexpr int Chevron = 12;
constexpr int LeastWidth = 28;

} // namespace

EventHeader::EventHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme) {
    setFont(theme.font(-1));
    setFixedHeight(Height);
    setMinimumSectionSize(LeastWidth);
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionResizeMode(Interactive);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&theme, &Theme::changed, viewport(), [this] { viewport()->update(); });
}

// The style sheet would paint the part beyond the last section as one more.
void EventHeader::paintEvent(QPaintEvent *event) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Role::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Role::Border));
    painter.end();
    QHeaderView::paintEvent(event);
}

void EventHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const {
    const EventColumn &column = eventColumns()[std::size_t(logicalIndex)];
    painter->fillRect(rect, m_theme.color(Role::Surface));
    painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), m_theme.color(Role::Border));
    QRect inside = rect.adjusted(EventDelegate::Padding, 0, -EventDelegate::Padding, 0);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == logicalIndex;
    if (sorted) {
        const QString chevron = sortIndicatorOrder() == Qt::AscendingOrder ? u"chevron-up"_s : u"chevron-down"_s;
        m_theme.icon(chevron, Role::Accent)
            .paint(painter, QRect(inside.right() - Chevron + 1, inside.center().y() - Chevron / 2, Chevron, Chevron));
        inside.adjust(0, 0, -Chevron - 2, 0);
    }
    const QFontMetrics metrics(font());
    QString title = columnTitle(column);
    if (metrics.horizontalAdvance(title) > inside.width() && column.shortTitle != nullptr)
        title = shortColumnTitle(column);
    painter->setFont(font());
    painter->setPen(m_theme.color(sorted ? Role::Text : Role::Muted));
    painter->drawText(inside, int(column.cell == Cell::Number ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignVCenter),
        metrics.elidedText(title, Qt::ElideRight, inside.width()));
}

} // namespace offhook::ui
