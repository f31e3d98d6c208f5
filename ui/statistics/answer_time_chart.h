#pragma once

#include "ui/statistics/time_chart.h"

namespace offhook::ui {

/// p50, p90 and p99 of the time to the answer, over time, on a logarithmic axis.
class AnswerTimeChart final : public TimeChart {
    Q_OBJECT
public:
    struct Line {
        double share;
        const char *name;
        Role role;
    };
    static constexpr Line Lines[] = {{0.5, "p50", Role::Accent}, {0.9, "p90", Role::Info}, {0.99, "p99", Role::Warn}};

    explicit AnswerTimeChart(const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QString stepText(int step) const override;

protected:
    [[nodiscard]] std::vector<Tick> valueTicks() const override;
    [[nodiscard]] double heightOf(double value) const override;
    void paintSteps(QPainter &painter) const override;
    [[nodiscard]] QString description() const override;

private:
    void paintLine(QPainter &painter, const Line &line) const;
};

} // namespace offhook::ui
