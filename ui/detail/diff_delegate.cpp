#include "ui/detail/diff_delegate.h"

#include "ui/detail/diff_model.h"

#include <QPainter>

namespace offhook::ui {
namespace {

using flow::Change;

constexpr int Padding = 10;
constexpr int SignWidth = 18;
constexpr int Indent = 16;

struct Look {
    char16_t sign;
    Role ink;
    Role ground;
};

Look lookOf(Change change) {
    switch (change) {
    case Change::Added:
        return {u'+', Role::Valid, Role::ValidSoft};
    case Change::Removed:
        return {u'−', Role::Invalid, Role::InvalidSoft};
    case Change::Changed:
        return {u'~', Role::Warn, Role::WarnSoft};
    case Change::Same:
        break;
    }
    return {u' ', Role::Muted, Role::Surface};
}

Change changeOf(const QModelIndex &index) {
    return Change(index.data(DiffModel::ChangeRole).toInt());
}

void drawElided(QPainter &painter, const QRect &rect, const QString &text) {
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter) | int(Qt::TextSingleLine), shown);
}

} // namespace

DiffDelegate::DiffDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {}

void DiffDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(Role::Selection));
    if (index.data(DiffModel::HeadingRole).toBool())
        paintHeading(*painter, option.rect, index);
    else if (index.column() == DiffModel::Name)
        paintName(*painter, option.rect, index);
    else
        paintValue(*painter, option.rect, index);
    painter->restore();
}

void DiffDelegate::paintHeading(QPainter &painter, const QRect &cell, const QModelIndex &index) const {
    painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), m_theme.color(Role::Border));
    painter.setFont(m_theme.font(-1, QFont::DemiBold));
    painter.setPen(m_theme.color(Role::Muted));
    drawElided(painter, cell.adjusted(Padding, 4, 0, 0), index.data().toString());
}

void DiffDelegate::paintName(QPainter &painter, const QRect &cell, const QModelIndex &index) const {
    const Look look = lookOf(changeOf(index));
    painter.setFont(m_theme.mono());
    painter.setPen(m_theme.color(look.ink));
    painter.drawText(QRect(cell.left() + Padding, cell.top(), SignWidth, cell.height()), int(Qt::AlignVCenter),
        QString(QChar(look.sign)));
    painter.setFont(m_theme.font(0, QFont::DemiBold));
    painter.setPen(m_theme.color(Role::Text));
    drawElided(painter, cell.adjusted(Padding + SignWidth, 0, -4, 0), index.data().toString());
}

// The side that a line is not on stays empty and plain.
void DiffDelegate::paintValue(QPainter &painter, const QRect &cell, const QModelIndex &index) const {
    const Change change = changeOf(index);
    const bool absent = (change == Change::Added && index.column() == DiffModel::Before) ||
                        (change == Change::Removed && index.column() == DiffModel::After);
    if (absent)
        return;
    if (change != Change::Same) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(lookOf(change).ground));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRoundedRect(cell.adjusted(2, 2, -4, -2), 4, 4);
    }
    const QString text = index.data().toString();
    painter.setFont(m_theme.mono());
    painter.setPen(m_theme.color(change == Change::Same ? Role::Muted : Role::Text));
    const int indent = index.data(DiffModel::DepthRole).toInt() * Indent;
    const QRect room = cell.adjusted(Padding + indent, 0, -Padding, 0);
    if (!text.isEmpty())
        return drawElided(painter, room, text);
    painter.setPen(m_theme.color(Role::Faint));
    drawElided(painter, room, DiffModel::tr("empty"));
}

QSize DiffDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    return {80, RowHeight};
}

} // namespace offhook::ui
