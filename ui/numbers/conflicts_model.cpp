#include "ui/numbers/conflicts_model.h"

#include "core/account/shown_url.h"
#include "ui/numbers/numbers_text.h"
#include "ui/util/text_format.h"

#include <QTextDocument>

namespace offhook::ui {
namespace {

QString urlText(const QString &url) {
    return url.isEmpty() ? ConflictsModel::tr("nothing") : account::shownUrl(url);
}

} // namespace

ConflictsModel::ConflictsModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {}

void ConflictsModel::setSteps(const std::vector<account::LeaseStep> &steps) {
    beginResetModel();
    m_rows.clear();
    m_ticked.clear();
    for (const account::LeaseStep &step : steps) {
        if (step.outcome != account::LeaseStep::Outcome::Conflict)
            continue;
        for (const account::LeaseConflict &conflict : step.conflicts)
            m_rows.push_back({step.sid, address(step.name.toUtf8(), false), hookLabel(conflict.hook),
                urlText(conflict.expected), urlText(conflict.present)});
    }
    endResetModel();
}

std::vector<QByteArray> ConflictsModel::sids(bool ticked) const {
    std::vector<QByteArray> sids;
    for (const Row &row : m_rows) {
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

int ConflictsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ConflictsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ConflictsModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    const QString &text = column == Name      ? row.name
                          : column == Setting ? row.setting
                          : column == Ours    ? row.ours
                                              : row.now;
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole:
        return Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
    case Qt::CheckStateRole:
        return column == Name ? QVariant(m_ticked.contains(row.sid) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        return m_theme.color(column == Ours ? Role::Muted : column == Now ? Role::Warn : Role::Text);
    case Qt::FontRole:
        return column >= Ours ? m_theme.mono() : m_theme.font();
    default:
        return {};
    }
}

bool ConflictsModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Name)
        return false;
    const QByteArray sid = m_rows[std::size_t(index.row())].sid;
    if (value.toInt() == Qt::Checked)
        m_ticked.insert(sid);
    else
        m_ticked.remove(sid);
    Q_EMIT dataChanged(this->index(0, Name), this->index(rowCount() - 1, Name), {Qt::CheckStateRole});
    return true;
}

Qt::ItemFlags ConflictsModel::flags(const QModelIndex &index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant ConflictsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Restore");
    case Setting:
        return tr("Setting");
    case Ours:
        return tr("Offhook had set");
    default:
        return tr("Somebody set since");
    }
}

} // namespace offhook::ui
