#pragma once

#include "core/account/lease.h"
#include "ui/numbers/settings_model.h"

#include <QSet>

namespace offhook::ui {

/// What somebody else changed since Offhook did, one row a setting. What is ticked, a whole number at a time, is to be
/// written over. GUI thread.
class ConflictsModel final : public SettingsModel {
    Q_OBJECT
public:
    static constexpr Column Ours = First;
    static constexpr Column Now = Second;

    explicit ConflictsModel(const Theme &theme, QObject *parent = nullptr);

    /// Takes those of the steps that ended in a conflict.
    void setSteps(const std::vector<account::LeaseStep> &steps);
    [[nodiscard]] std::vector<QByteArray> ticked() const;
    [[nodiscard]] std::vector<QByteArray> others() const;

    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    [[nodiscard]] std::vector<QByteArray> sids(bool ticked) const;

    QSet<QByteArray> m_ticked;
};

} // namespace offhook::ui
