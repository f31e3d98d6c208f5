#include "ui/compose/parameters_model.h"

namespace offhook::ui {

ParametersModel::ParametersModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {}

void ParametersModel::setParameters(const http::Parameters &parameters) {
    beginResetModel();
    m_original = parameters;
    m_edited = parameters;
    endResetModel();
}

http::Parameters ParametersModel::changed() const {
    http::Parameters changed;
    for (std::size_t i = 0; i < m_edited.size(); ++i) {
        if (m_edited[i].value != m_original[i].value)
            changed.push_back(m_edited[i]);
    }
    return changed;
}

int ParametersModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_edited.size());
}
int ParametersModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ParametersModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const http::Parameter &parameter = m_edited[std::size_t(index.row())];
    const bool touched = parameter.value != m_original[std::size_t(index.row())].value;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromUtf8(index.column() == Name ? parameter.name : parameter.value);
    case Qt::FontRole:
        return index.column() == Name ? m_theme.font(0, QFont::DemiBold) : m_theme.mono();
    case Qt::ForegroundRole:
        return m_theme.color(index.column() == Value && touched ? Role::Accent : Role::Text);
    case Qt::AccessibleDescriptionRole:
        return touched ? tr("changed") : QString();
    default:
        return {};
    }
}

bool ParametersModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::EditRole || index.column() != Value || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    m_edited[std::size_t(index.row())].value = value.toString().toUtf8();
    Q_EMIT dataChanged(index, index);
    return true;
}

QVariant ParametersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Parameter") : tr("Value");
}

Qt::ItemFlags ParametersModel::flags(const QModelIndex &index) const {
    const Qt::ItemFlags base = QAbstractTableModel::flags(index);
    return index.column() == Value ? base | Qt::ItemIsEditable : base;
}

} // namespace offhook::ui
