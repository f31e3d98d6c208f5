#include "ui/detail/underline_tab_bar.h"

#include <QFocusEvent>
#include <QPainter>

namespace offhook::ui {
namespace {

constexpr int Height = 36;
constexpr int SidePadding = 12;
constexpr int Underline = 2;
constexpr int DotSize = 8;
constexpr int DotGap = 8;

} // namespace

UnderlineTabBar::UnderlineTabBar(const Theme &theme, QWidget *parent)
    : QTabBar(parent)
    , m_theme(theme) {
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void UnderlineTabBar::setDot(int index, bool on, const QString &meaning) {
    if (on == m_dots.contains(index))
        return;
    on ? void(m_dots.insert(index)) : void(m_dots.remove(index));
    setAccessibleTabName(index, on ? tabText(index) + u", " + meaning : QString());
    // A tab's width is asked for only when its text changes.
    const QString text = tabText(index);
    setTabText(index, QString());
    setTabText(index, text);
}

QSize UnderlineTabBar::tabSizeHint(int index) const {
    QString text = tabText(index);
    text.remove(u'&');
    const int dot = m_dots.contains(index) ? DotSize + DotGap : 0;
    return {QFontMetrics(m_theme.font(0, QFont::DemiBold)).horizontalAdvance(text) + 2 * SidePadding + dot, Height};
}

void UnderlineTabBar::focusInEvent(QFocusEvent *event) {
    m_focusByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QTabBar::focusInEvent(event);
}

void UnderlineTabBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int hovered = tabAt(mapFromGlobal(QCursor::pos()));
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool current = i == currentIndex();
        painter.setFont(m_theme.font(0, current ? QFont::DemiBold : QFont::Normal));
        painter.setPen(m_theme.color(current || (i == hovered && underMouse()) ? Role::Text : Role::Muted));
        painter.drawText(tab.adjusted(SidePadding, 0, -SidePadding, 0),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic, tabText(i));
        painter.setPen(Qt::NoPen);
        if (m_dots.contains(i)) {
            painter.setBrush(m_theme.color(Role::Invalid));
            painter.drawEllipse(
                QRectF(tab.right() - SidePadding - DotSize + 1, tab.center().y() - DotSize / 2 + 1, DotSize, DotSize));
        }
        if (current)
            painter.fillRect(
                QRect(tab.left(), height() - Underline, tab.width(), Underline), m_theme.color(Role::Accent));
        if (current && hasFocus() && m_focusByKey) {
            painter.setPen(QPen(m_theme.color(Role::Accent), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(tab).adjusted(3.5, 6.5, -3.5, -6.5), 4, 4);
        }
    }
}

} // namespace offhook::ui
