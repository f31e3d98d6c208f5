#pragma once

#include "core/flow/event_summary.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"

#include <QAbstractItemDelegate>

namespace offhook::ui {

/// The width a text needs without being cut: advances are fractions of a pixel.
[[nodiscard]] int textWidth(const QFont &font, const QString &text);

/// Paints the cells of the event table: plain text drawn straight, icons, pills. Height and paddings as in the mocks.
class EventDelegate final : public QAbstractItemDelegate {
public:
    static constexpr int RowHeight = 30;
    static constexpr int Padding = 6;
    static constexpr int IconSide = 16;
    static constexpr int IconGap = 6;

    explicit EventDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void drawText(QPainter &painter, const QRect &rect, const QString &text, const QFont &font, Role ink,
        Qt::Alignment alignment = Qt::AlignLeft) const;
    void drawIcon(QPainter &painter, const QRect &rect, const QString &name, Role role) const;
    void drawNumber(QPainter &painter, QRect rect, const QString &text, const flow::EventSummary *event) const;
    void drawKind(QPainter &painter, QRect rect, const QString &text, const flow::EventSummary &event) const;
    void drawSummary(QPainter &painter, QRect rect, const QString &text, const flow::EventSummary &event) const;
    void drawVerdict(QPainter &painter, const QRect &rect, twilio::Verdict verdict) const;
    void drawResponse(QPainter &painter, QRect rect, const flow::EventSummary &event, const QVariant &heldMs) const;
    /// Right-aligned as far as there is room; returns the width taken.
    int drawFlags(QPainter &painter, const QRect &rect, flow::EventFlags flags) const;

    const Theme &m_theme;
    QFont m_font;
    QFont m_mono;
};

} // namespace offhook::ui
