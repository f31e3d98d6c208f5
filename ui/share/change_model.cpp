#include "ui/share/change_model.h"

#include "core/base/text_guard.h"

namespace offhook::ui {

void ChangeModel::setChanges(std::vector<Change> changes) {
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int ChangeModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_changes.size());
}

int ChangeModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : 3;
}

QVariant ChangeModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const Change &change = m_changes[std::size_t(index.row())];
    if (index.column() == 0)
        return categoryLabel(change.category);
    return printable(index.column() == 1 ? change.original : change.standIn, 200);
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("What") : section == 1 ? tr("Here") : tr("In the file");
}

QString ChangeModel::categoryLabel(exchange::Category category) {
    switch (category) {
    case exchange::Category::Phone:
        return tr("Phone numbers");
    case exchange::Category::Name:
        return tr("Names and places");
    case exchange::Category::Text:
        return tr("What was written");
    case exchange::Category::Sid:
        return tr("SIDs");
    case exchange::Category::Email:
        return tr("E-mail addresses");
    case exchange::Category::Ip:
        return tr("IP addresses");
    case exchange::Category::Token:
        return tr("Tokens");
    case exchange::Category::Url:
        return tr("Hosts and paths");
    case exchange::Category::Custom:
        return tr("Own fields");
    }
    return {};
}

} // namespace offhook::ui
