#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QPainter>

namespace offhook::ui {

/// The line that folds and unfolds the form: a chevron and what the rule says, cut where there is no room.
class FoldBar final : public QAbstractButton {
public:
    FoldBar(const Theme &theme, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme) {
        setCheckable(true);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::TabFocus);
        setFixedHeight(BarHeight);
    }
    /// Not setText(): an "&" of a condition would be taken for a shortcut.
    void setLine(const QString &line) {
        m_line = line;
        setAccessibleDescription(line);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        if (underMouse() || hasFocus())
            painter.fillRect(rect(), m_theme.color(Role::Raised));
        m_theme
            .icon(isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                hasFocus() ? Role::Accent : Role::Muted)
            .paint(&painter, QRect(Margin, (height() - IconSide) / 2, IconSide, IconSide));
        painter.setPen(m_theme.color(Role::Muted));
        const QRect room = rect().adjusted(Margin + IconSide + 6, 0, -Margin, 0);
        painter.drawText(
            room, Qt::AlignVCenter, fontMetrics().elidedText(m_line, Qt::ElideRight, room.width(), Qt::TextSingleLine));
    }
    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    static constexpr int Margin = 12;
    static constexpr int BarHeight = 33;
    static constexpr int IconSide = 14;

    const Theme &m_theme;
    QString m_line;
};

} // namespace offhook::ui
