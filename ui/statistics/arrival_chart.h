#pragma once

#include "ui/statistics/time_chart.h"

namespace offhook::ui {

/// Events over time as bars; those with an invalid signature are the red part at their foot.
class ArrivalChart final : public TimeChart {
    Q_OBJECT
public:
    explicit ArrivalChart(const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QString stepText(int step) const override;

protected:
    [[nodiscard]] std::vector<Tick> valueTicks() const override;
    void paintSteps(QPainter &painter) const override;
    [[nodiscard]] QString description() const override;

private:
    [[nodiscard]] qint64 most() const;
};

} // namespace offhook::ui
