#include "ui/numbers/settings_model.h"

#include "core/account/shown_url.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>
#include <QTextDocument>

namespace offhook::ui {

SettingsModel::SettingsModel(const Theme &theme, std::array<QString, ColumnCount> headings, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_headings(std::move(headings)) {}

void SettingsModel::setRows(std::vector<Row> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QString SettingsModel::urlText(const QString &url) {
    return url.isEmpty() ? QCoreApplication::translate("SettingsModel", "nothing") : account::shownUrl(url);
}

QString SettingsModel::title(const QString &name) {
    return address(name.toUtf8(), false);
}

int SettingsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SettingsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant SettingsModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    const QString &text = row.texts[std::size_t(column)];
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole:
        return text.isEmpty() ? QVariant() : QVariant(Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal));
    case Qt::ForegroundRole:
        return m_theme.color(column == Second ? row.role : column == First ? Role::Muted : Role::Text);
    case Qt::FontRole:
        return column == First || (column == Second && !row.isRemark) ? m_theme.mono() : m_theme.font();
    default:
        return {};
    }
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const bool isHeading = orientation == Qt::Horizontal && role == Qt::DisplayRole;
    return isHeading && section >= 0 && section < ColumnCount ? QVariant(m_headings[std::size_t(section)]) : QVariant();
}

} // namespace offhook::ui
