#pragma once

#include "core/exchange/redaction.h"

#include <QAbstractTableModel>

#include <vector>

namespace offhook::ui {

/// What redaction would replace, for the preview: kind, original, stand-in.
class ChangeModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Change = exchange::Redactor::Change;
    using QAbstractTableModel::QAbstractTableModel;

    void setChanges(std::vector<Change> changes);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "Phone numbers", "Names and places", ...
    [[nodiscard]] static QString categoryLabel(exchange::Category category);

private:
    std::vector<Change> m_changes;
};

} // namespace offhook::ui
