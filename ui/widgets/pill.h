#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPainter;

namespace offhook::ui {

/// The look of a pill: soft ground, coloured text with a glyph, fully rounded. Muted has a border and no ground.
struct PillStyle {
    QString text; ///< with its glyph: "✓ valid"
    Role ink = Role::Muted;
    Role ground = Role::Surface;
    bool outlined = false;
};

/// The pill of a verdict: "✓ valid", "✕ invalid", "– unsigned", "? unchecked".
[[nodiscard]] PillStyle verdictPill(int verdict);

/// Paints a pill into `rect` (left-aligned, vertically centred); returns its width. For delegates.
int paintPill(QPainter &painter, const QRect &rect, const PillStyle &style, const Theme &theme);

/// The width paintPill() takes where there is room.
[[nodiscard]] int pillWidth(const PillStyle &style, const Theme &theme);

/// A pill as a widget; accessible name is its text.
class Pill final : public QWidget {
public:
    explicit Pill(const Theme &theme, QWidget *parent = nullptr);
    void setStyle(const PillStyle &style);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    PillStyle m_style;
};

} // namespace offhook::ui
