#pragma once

#include "core/http/form.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace offhook::ui {

/// The parameters of a template, values to be edited. Remembers which were changed: only those are set by hand, the
/// others (SIDs, times) stay fresh for every request.
class ParametersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Value, ColumnCount };

    explicit ParametersModel(const Theme &theme, QObject *parent = nullptr);

    void setParameters(const http::Parameters &parameters);
    /// The changed ones.
    [[nodiscard]] http::Parameters changed() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    http::Parameters m_original;
    http::Parameters m_edited;
};

} // namespace offhook::ui
