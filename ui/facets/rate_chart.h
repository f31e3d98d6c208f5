#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <array>

namespace offhook::ui {

/// Events per minute over the last 15 minutes as bars, oldest first; the last bar is the running minute. Every bar has
/// a tooltip, the whole a description for screen readers.
class RateChart final : public QWidget {
    Q_OBJECT
public:
    using Counts = std::array<qint64, 15>;

    explicit RateChart(const Theme &theme, QWidget *parent = nullptr);

    /// `minute`: minutes since 1970 of the last bar.
    void setCounts(const Counts &counts, qint64 minute);
    [[nodiscard]] QString barText(int bar) const;
    /// The bar at an x position, or -1.
    [[nodiscard]] int barAt(int x) const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF barRect(int bar, qint64 most) const;

    const Theme &m_theme;
    Counts m_counts{};
    qint64 m_minute = 0;
};

} // namespace offhook::ui
