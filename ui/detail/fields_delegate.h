#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace offhook::ui {

/// Paints a row of Fields: name in bold, value in the fixed-width face with its tag or link sign, meaning muted, a line
/// under the row. A click on the link sign asks to open it.
class FieldsDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int RowHeight = 28;

    explicit FieldsDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Where the link sign of a value cell is.
    [[nodiscard]] static QRect linkRect(const QRect &cell);
    /// Whether the value is drawn whole in a cell this wide.
    [[nodiscard]] bool fits(const QModelIndex &value, int width) const;

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

Q_SIGNALS:
    void openAsked(const QModelIndex &index);

private:
    void paintValue(QPainter &painter, QRect cell, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace offhook::ui
