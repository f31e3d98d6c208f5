#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace offhook::ui {

/// Draws the lines of a comparison: a sign and a soft ground for what was added, removed or changed.
class DiffDelegate final : public QStyledItemDelegate {
public:
    static constexpr int RowHeight = 26;

    explicit DiffDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintName(QPainter &painter, const QRect &cell, const QModelIndex &index) const;
    void paintValue(QPainter &painter, const QRect &cell, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace offhook::ui
