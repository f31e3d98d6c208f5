#include "ui/recover/recovered_model.h"

#include "core/base/text_guard.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <algorithm>

namespace offhook::ui {

using What = RecoveredItem::Outcome;

RecoveredModel::RecoveredModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {}

int RecoveredModel::rank(const Row &row) {
    if (row.isProblem)
        return 0;
    return row.item.outcome == What::Recovered ? 1 : row.item.outcome == What::NotRebuilt ? 2 : 3;
}

void RecoveredModel::setReport(const RecoverReport &report, bool isTrial) {
    beginResetModel();
    m_isTrial = isTrial;
    m_rows.clear();
    for (const RecoveredItem &item : report.items)
        m_rows.push_back({item, false});
    for (const QString &problem : report.problems) {
        Row row{{}, true};
        row.item.why = problem;
        m_rows.push_back(std::move(row));
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
        [](const Row &a, const Row &b) { return std::pair(rank(a), a.item.at) < std::pair(rank(b), b.item.at); });
    endResetModel();
}

std::vector<EventId> RecoveredModel::events() const {
    std::vector<EventId> ids;
    for (const Row &row : m_rows) {
        if (row.item.id > 0)
            ids.push_back(row.item.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

int RecoveredModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RecoveredModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RecoveredModel::outcome(const Row &row) const {
    if (row.isProblem)
        return tr("! not asked for");
    switch (row.item.outcome) {
    case What::Recovered:
        return m_isTrial ? tr("+ missing here") : tr("+ recovered");
    case What::AlreadyHere:
        return tr("✓ already here");
    case What::NotRebuilt:
        break;
    }
    return tr("– no webhook");
}

Role RecoveredModel::role(const Row &row) {
    if (row.isProblem)
        return Role::Invalid;
    switch (row.item.outcome) {
    case What::Recovered:
        return Role::Info;
    case What::AlreadyHere:
        return Role::Valid;
    case What::NotRebuilt:
        break;
    }
    return Role::Muted;
}

QString RecoveredModel::text(const Row &row, int column) const {
    const RecoveredItem &item = row.item;
    const bool isEvent = !row.isProblem && item.outcome != What::NotRebuilt;
    switch (column) {
    case Time:
        return isEvent ? shortLocalTime(item.at) : QString();
    case Outcome:
        return outcome(row);
    case Kind:
        return printable(item.kindName, 60);
    case Sid:
        return address(isEvent ? item.sid : item.source, true);
    case Answer:
        return !isEvent ? QString() : item.responseStatus > 0 ? QString::number(item.responseStatus) : tr("none");
    default:
        return isEvent ? printable(item.summary, 200) : printable(item.why, 300);
    }
}

QVariant RecoveredModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole: {
        const QString whole = index.column() == Sid ? printable(row.item.sid.isEmpty() ? row.item.source : row.item.sid)
                                                    : text(row, index.column());
        return whole.toHtmlEscaped();
    }
    case Qt::ForegroundRole:
        return m_theme.color(index.column() == Outcome ? RecoveredModel::role(row) : Role::Text);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    default:
        return {};
    }
}

QVariant RecoveredModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Outcome:
        return tr("Outcome");
    case Kind:
        return tr("Kind");
    case Sid:
        return tr("SID");
    case Answer:
        return tr("Answer");
    default:
        return tr("What it says");
    }
}

} // namespace offhook::ui
