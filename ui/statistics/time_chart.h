#pragma once

#include "core/store/time_series.h"
#include "ui/statistics/chart_scale.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

namespace offhook::ui {

/// A chart over time with axes. The step under the mouse or the keys' cursor is marked and told in a tooltip; dragging
/// over it (or Shift+arrows, then Enter) chooses a range of time; Escape gives the range up. Ctrl+C and the context
/// menu copy it as a picture. What stands in the steps is the derived class's.
class TimeChart : public QWidget {
    Q_OBJECT
public:
    explicit TimeChart(const Theme &theme, QWidget *parent = nullptr);

    /// Shows these steps from `from` to `to` (the series' own range where they are equal).
    void setSeries(const store::TimeSeries &series, WallTime from, WallTime to);
    /// The step at an x position, or -1.
    [[nodiscard]] int stepAt(int x) const;
    /// What the tooltip says of a step.
    [[nodiscard]] virtual QString stepText(int step) const = 0;
    [[nodiscard]] const store::TimeSeries &series() const { return m_series; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void rangeChosen(offhook::WallTime from, offhook::WallTime to);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

    /// The marks of the value axis for the series that is shown.
    [[nodiscard]] virtual std::vector<Tick> valueTicks() const = 0;
    /// 0 to 1 of the height; by the outermost marks.
    [[nodiscard]] virtual double heightOf(double value) const;
    virtual void paintSteps(QPainter &painter) const = 0;
    [[nodiscard]] virtual QString description() const = 0;

    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] const std::vector<Tick> &ticks() const { return m_ticks; }
    [[nodiscard]] QRectF plot() const;
    /// The place of a step in the plot, as tall as it.
    [[nodiscard]] QRectF stepRect(int step) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] QString stepTime(int step) const;

private:
    void refresh();
    void moveCursor(int by, bool choosing);
    void choose();
    void clearChoice();
    void showTip(int step, const QPoint &globalPosition);
    void copyPicture();
    void paintAxes(QPainter &painter) const;
    void paintChoice(QPainter &painter) const;
    [[nodiscard]] double xOf(WallTime time) const;
    [[nodiscard]] WallTime timeAt(int x) const;

    const Theme &m_theme;
    store::TimeSeries m_full;
    store::TimeSeries m_series; ///< m_full in as many steps as there is room for
    WallTime m_from = 0;
    WallTime m_to = 0;
    std::vector<Tick> m_ticks;
    int m_gutter = 0;  ///< width of the value axis' labels
    int m_cursor = -1; ///< step under the mouse or the keys
    std::optional<int> m_anchor;
    std::optional<int> m_pressedAt; ///< x
    bool m_dragging = false;
};

/// Puts a widget's looks on the clipboard as an image of twice its size.
void copyAsPicture(QWidget &widget, const QColor &ground);

} // namespace offhook::ui
