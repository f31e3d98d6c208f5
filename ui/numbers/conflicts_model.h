#pragma once

#include "core/account/lease.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QSet>

namespace offhook::ui {

/// What somebody else changed since Offhook did, one row a setting. What is ticked, a whole number at a time, is to be
/// written over. GUI thread.
class ConflictsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Setting, Ours, Now, ColumnCount };

    explicit ConflictsModel(const Theme &theme, QObject *parent = nullptr);

    /// Takes those of the steps that ended in a conflict.
    void setSteps(const std::vector<account::LeaseStep> &steps);
    [[nodiscard]] std::vector<QByteArray> ticked() const;
    [[nodiscard]] std::vector<QByteArray> others() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QByteArray sid;
        QString name;
        QString setting;
        QString ours;
        QString now;
    };
    [[nodiscard]] std::vector<QByteArray> sids(bool ticked) const;

    const Theme &m_theme;
    std::vector<Row> m_rows;
    QSet<QByteArray> m_ticked;
};

} // namespace offhook::ui
