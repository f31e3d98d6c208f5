#pragma once

#include "core/account/lease_plan.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <vector>

namespace offhook::ui {

/// What pointing would do, to the letter: one row a setting with its URL before and after; then what would have no
/// effect and is left, and what else moves with an app or a service. GUI thread.
class PlanModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Setting, Before, After, ColumnCount };

    explicit PlanModel(const Theme &theme, QObject *parent = nullptr);

    void setPlan(const account::LeasePlan &plan);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString name;
        QString setting;
        QString before;
        QString after;
        Role role = Role::Text; ///< of what is after
        QString whole;          ///< of a remark, which may be long
    };
    void add(const account::LeasePlan &plan);

    const Theme &m_theme;
    std::vector<Row> m_rows;
};

/// "3 settings of 2 will change · ! 1 would have no effect · 1 other number moves too"
[[nodiscard]] QString planSummary(const account::LeasePlan &plan);

} // namespace offhook::ui
