#include "ui/numbers/numbers_delegate.h"

#include "ui/numbers/numbers_model.h"

#include <QApplication>
#include <QPainter>

namespace offhook::ui {
namespace {

constexpr int Gap = 8;

} // namespace

NumbersDelegate::NumbersDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {}

// The lit row says where the focus is.
void NumbersDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false);
    // Of a URL the host and the path matter, of a sentence how it begins.
    option->textElideMode = option->font.family() == m_theme.mono().family() ? Qt::ElideMiddle : Qt::ElideRight;
}

void NumbersDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const QString subtitle = index.data(NumbersModel::SubtitleRole).toString();
    if (subtitle.isEmpty())
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle *style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget).adjusted(3, 0, -3, 0);
    room.setRight(item.rect.right() - 3);
    const QString title = item.text;
    item.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(m_theme.color(Role::Text));
    const QString shown = item.fontMetrics.elidedText(title, Qt::ElideRight, room.width());
    painter->drawText(room, Qt::AlignVCenter, shown);
    room.setLeft(room.left() + item.fontMetrics.horizontalAdvance(shown) + Gap);
    painter->setPen(m_theme.color(Role::Muted));
    painter->drawText(
        room, Qt::AlignVCenter, item.fontMetrics.elidedText(subtitle, Qt::ElideRight, std::max(0, room.width())));
    painter->restore();
}

} // namespace offhook::ui
