#pragma once

#include "core/twiml/diagnostic.h"

#include <QAbstractListModel>

#include <vector>

namespace offhook::ui {

/// The findings of one document, in its order.
class ProblemsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void set(std::vector<twiml::Diagnostic> problems);
    [[nodiscard]] const std::vector<twiml::Diagnostic> &problems() const { return m_problems; }
    [[nodiscard]] const twiml::Diagnostic *at(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<twiml::Diagnostic> m_problems;
};

} // namespace offhook::ui
