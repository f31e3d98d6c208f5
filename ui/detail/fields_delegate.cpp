#include "ui/detail/fields_delegate.h"

#include "ui/detail/fields_model.h"
#include "ui/widgets/pill.h"

#include <QMouseEvent>
#include <QPainter>

namespace offhook::ui {
namespace {

constexpr int Padding = 10;
constexpr int LinkSize = 14;

PillStyle tagPill(const QString &tag, bool bad) {
    return bad ? PillStyle{tag, Role::Warn, Role::WarnSoft, false} : PillStyle{tag, Role::Muted, Role::Surface, true};
}

void drawElided(QPainter &painter, const QRect &rect, const QString &text) {
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

} // namespace

FieldsDelegate::FieldsDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {}

QRect FieldsDelegate::linkRect(const QRect &cell) {
    return {cell.right() - Padding - LinkSize, cell.center().y() - LinkSize / 2, LinkSize, LinkSize};
}

bool FieldsDelegate::fits(const QModelIndex &value, int width) const {
    return QFontMetrics(m_theme.mono()).horizontalAdvance(value.data().toString()) <= width - 2 * Padding;
}

void FieldsDelegate::paintValue(QPainter &painter, QRect cell, const QModelIndex &index) const {
    const bool link = index.data(FieldsModel::LinkRole).toUrl().isValid();
    if (link)
        m_theme.icon(QStringLiteral("external-link"), Role::Accent).paint(&painter, linkRect(cell));
    QRect room = cell.adjusted(Padding, 0, -Padding - (link ? LinkSize + 6 : 0), 0);
    const QString tag = index.data(FieldsModel::TagRole).toString();
    const QString text = index.data().toString();
    painter.setFont(m_theme.mono());
    const int tagRoom = tag.isEmpty() ? 0 : pillWidth(tagPill(tag, tag != FieldsModel::tr("query")), m_theme) + 12;
    const int textWidth =
        std::min(painter.fontMetrics().horizontalAdvance(text) + 2, std::max(40, room.width() - tagRoom));
    if (!tag.isEmpty()) {
        const bool bad = tag != FieldsModel::tr("query");
        paintPill(painter, QRect(room.left() + textWidth + 8, cell.top(), tagRoom, cell.height()), tagPill(tag, bad),
            m_theme);
        painter.setFont(m_theme.mono());
        room.setWidth(textWidth);
    }
    painter.setPen(m_theme.color(index.data(FieldsModel::IsEmptyRole).toBool() ? Role::Faint : Role::Text));
    drawElided(painter, room, text);
}

void FieldsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    painter->save();
    const QRect cell = option.rect;
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(cell, m_theme.color(Role::Selection));
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), m_theme.color(Role::Border));
    const QRect room = cell.adjusted(Padding, 0, -Padding, -1);
    if (index.column() == FieldsModel::Value) {
        paintValue(*painter, cell.adjusted(0, 0, 0, -1), index);
    } else {
        const bool name = index.column() == FieldsModel::Name;
        if (name && index.data(FieldsModel::IsChangedRole).toBool()) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.color(Role::Accent));
            painter->drawEllipse(QPointF(cell.left() + 5, cell.center().y()), 2, 2);
        }
        painter->setFont(name ? m_theme.font(0, QFont::DemiBold) : m_theme.font());
        painter->setPen(m_theme.color(name ? Role::Text : Role::Muted));
        drawElided(*painter, room, index.data().toString());
    }
    painter->restore();
}

QSize FieldsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    return {80, RowHeight};
}

bool FieldsDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option, const QModelIndex &index) {
    if (event->type() != QEvent::MouseButtonRelease || index.column() != FieldsModel::Value)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    if (mouse->button() != Qt::LeftButton ||
        !linkRect(option.rect).adjusted(-4, -4, 4, 4).contains(mouse->position().toPoint()))
        return false;
    if (!index.data(FieldsModel::LinkRole).toUrl().isValid())
        return false;
    Q_EMIT openAsked(index);
    return true;
}

} // namespace offhook::ui
