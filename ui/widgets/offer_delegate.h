#pragma once

#include "ui/theme/theme.h"

#include <QSize>
#include <QStyledItemDelegate>

namespace offhook::ui {

/// Paints what could be typed, in the list that a completion opens: the text in the fixed font, its meaning behind it.
class OfferDelegate final : public QStyledItemDelegate {
public:
    static constexpr int MeaningRole = Qt::UserRole;        ///< QString
    static constexpr int DeprecatedRole = Qt::UserRole + 1; ///< bool: the text is struck out

    OfferDelegate(const Theme &theme, QSize row, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
        , m_row(row) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return m_row; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    QSize m_row;
};

} // namespace offhook::ui
