#pragma once

#include "core/account/lease_plan.h"
#include "ui/numbers/settings_model.h"

namespace offhook::ui {

/// What pointing would do, to the letter: one row a setting with its URL before and after; then what would have no
/// effect and is left, and what else moves with an app or a service. GUI thread.
class PlanModel final : public SettingsModel {
    Q_OBJECT
public:
    static constexpr Column Before = First;
    static constexpr Column After = Second;

    explicit PlanModel(const Theme &theme, QObject *parent = nullptr);

    void setPlan(const account::LeasePlan &plan);

private:
    [[nodiscard]] static std::vector<Row> rowsOf(const account::LeasePlan &plan);
};

/// "3 settings of 2 will change · ! 1 would have no effect · 1 other number moves too"
[[nodiscard]] QString planSummary(const account::LeasePlan &plan);

} // namespace offhook::ui
