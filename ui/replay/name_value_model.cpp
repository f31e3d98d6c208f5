#include "ui/replay/name_value_model.h"

namespace offhook::ui {

NameValueModel::NameValueModel(const Theme &theme, const QString &nameTitle, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_nameTitle(nameTitle) {}

void NameValueModel::setPairs(std::vector<Pair> pairs) {
    beginResetModel();
    m_pairs = std::move(pairs);
    endResetModel();
}

void NameValueModel::setParameters(const http::Parameters &parameters) {
    std::vector<Pair> pairs;
    for (const http::Parameter &parameter : parameters)
        pairs.push_back({parameter.name, parameter.value});
    setPairs(std::move(pairs));
}

// A pair without a name is one that somebody added and left empty.
http::Parameters NameValueModel::parameters() const {
    http::Parameters parameters;
    for (const Pair &pair : m_pairs)
        if (!pair.name.isEmpty())
            parameters.push_back({pair.name, pair.value, false});
    return parameters;
}

void NameValueModel::setHeaders(const std::vector<http::HeaderField> &headers) {
    std::vector<Pair> pairs;
    for (const http::HeaderField &field : headers)
        pairs.push_back({field.name, field.value});
    setPairs(std::move(pairs));
}

std::vector<http::HeaderField> NameValueModel::headers() const {
    std::vector<http::HeaderField> headers;
    for (const Pair &pair : m_pairs)
        if (!pair.name.isEmpty())
            headers.push_back({pair.name, pair.value});
    return headers;
}

int NameValueModel::append() {
    const int row = int(m_pairs.size());
    beginInsertRows({}, row, row);
    m_pairs.push_back({{}, {}, true});
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void NameValueModel::remove(int row) {
    if (row < 0 || row >= int(m_pairs.size()))
        return;
    beginRemoveRows({}, row, row);
    m_pairs.erase(m_pairs.begin() + row);
    endRemoveRows();
    Q_EMIT edited();
}

int NameValueModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_pairs.size());
}

int NameValueModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant NameValueModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Pair &pair = m_pairs[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromUtf8(index.column() == Name ? pair.name : pair.value);
    case Qt::FontRole:
        return index.column() == Name ? m_theme.font(0, QFont::DemiBold) : m_theme.mono();
    case Qt::ForegroundRole:
        return m_theme.color(pair.isChanged ? Role::Accent : Role::Text);
    case Qt::AccessibleDescriptionRole:
        return pair.isChanged ? tr("changed") : QString();
    default:
        return {};
    }
}

bool NameValueModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (value.toString() == data(index, Qt::EditRole).toString())
        return true; // bytes that are no text stay as they are
    Pair &pair = m_pairs[std::size_t(index.row())];
    (index.column() == Name ? pair.name : pair.value) = value.toString().toUtf8();
    pair.isChanged = true;
    Q_EMIT dataChanged(index.siblingAtColumn(Name), index.siblingAtColumn(Value));
    Q_EMIT edited();
    return true;
}

QVariant NameValueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? m_nameTitle : tr("Value");
}

Qt::ItemFlags NameValueModel::flags(const QModelIndex &index) const {
    const Qt::ItemFlags base = QAbstractTableModel::flags(index);
    return index.isValid() ? base | Qt::ItemIsEditable : base;
}

} // namespace offhook::ui
