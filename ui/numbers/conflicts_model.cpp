#include "ui/numbers/conflicts_model.h"

#include "ui/numbers/numbers_text.h"

namespace offhook::ui {

ConflictsModel::ConflictsModel(const Theme &theme, QObject *parent)
    : SettingsModel(theme, {tr("Restore"), tr("Setting"), tr("Offhook had set"), tr("Somebody set since")}, parent) {}

void ConflictsModel::setSteps(const std::vector<account::LeaseStep> &steps) {
    m_ticked.clear();
    std::vector<Row> rows;
    for (const account::LeaseStep &step : steps) {
        if (step.outcome != account::LeaseStep::Outcome::Conflict)
            continue;
        for (const account::LeaseConflict &conflict : step.conflicts)
            rows.push_back(
                {{title(step.name), hookLabel(conflict.hook), urlText(conflict.expected), urlText(conflict.present)},
                    Role::Warn, false, step.sid});
    }
    setRows(std::move(rows));
}

std::vector<QByteArray> ConflictsModel::sids(bool ticked) const {
    std::vector<QByteArray> sids;
    for (const Row &row : rows()) {
        if (m_ticked.contains(row.sid) == ticked && (sids.empty() || sids.back() != row.sid))
            sids.push_back(row.sid);
    }
    return sids;
}

std::vector<QByteArray> ConflictsModel::ticked() const {
    return sids(true);
}

std::vector<QByteArray> ConflictsModel::others() const {
    return sids(false);
}

QVariant ConflictsModel::data(const QModelIndex &index, int role) const {
    if (role != Qt::CheckStateRole || index.column() != Name || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return SettingsModel::data(index, role);
    return m_ticked.contains(rows()[std::size_t(index.row())].sid) ? Qt::Checked : Qt::Unchecked;
}

bool ConflictsModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Name)
        return false;
    const QByteArray sid = rows()[std::size_t(index.row())].sid;
    if (value.toInt() == Qt::Checked)
        m_ticked.insert(sid);
    else
        m_ticked.remove(sid);
    Q_EMIT dataChanged(this->index(0, Name), this->index(rowCount() - 1, Name), {Qt::CheckStateRole});
    return true;
}

Qt::ItemFlags ConflictsModel::flags(const QModelIndex &index) const {
    const Qt::ItemFlags flags = SettingsModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace offhook::ui
