#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace offhook::ui {

/// Paints a row's name with what kind it is, or how it is called, in a muted ink behind it.
class NumbersDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int RowHeight = 30;

    explicit NumbersDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace offhook::ui
