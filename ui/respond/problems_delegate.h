#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace offhook::ui {

/// A finding: its code as a pill, what is wrong, what Twilio will do, and a button that mends it where one can.
class ProblemsDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ProblemsDelegate(const Theme &theme, QObject *parent = nullptr);

    /// Rows wrap: their height follows the width of the view.
    void setWidth(int width) { m_width = width; }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The fix's button in a row; empty where there is none.
    [[nodiscard]] QRect fixRect(const QRect &row, const QModelIndex &index) const;

private:
    struct Places {
        QRect pill;
        QRect message;
        QRect effect;
        QRect fix;
        int height = 0;
    };
    [[nodiscard]] Places places(const QRect &row, const QModelIndex &index) const;
    [[nodiscard]] QFont effectFont() const;

    const Theme &m_theme;
    int m_width = 300;
};

} // namespace offhook::ui
