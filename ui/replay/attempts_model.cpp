#include "ui/replay/attempts_model.h"

#include "core/base/text_guard.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

namespace offhook::ui {

using deliver::ReplayVerdict;

AttemptsModel::AttemptsModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {}

QString AttemptsModel::verdictLabel(ReplayVerdict verdict) {
    switch (verdict) {
    case ReplayVerdict::Same:
        return tr("✓ same");
    case ReplayVerdict::Changed:
        return tr("≠ changed");
    case ReplayVerdict::Fixed:
        return tr("✓ fixed");
    case ReplayVerdict::Regressed:
        return tr("✕ regressed");
    case ReplayVerdict::Failed:
        return tr("✕ failed");
    case ReplayVerdict::New:
        break;
    }
    return tr("+ new");
}

Role AttemptsModel::verdictRole(ReplayVerdict verdict) {
    switch (verdict) {
    case ReplayVerdict::Same:
    case ReplayVerdict::Fixed:
        return Role::Valid;
    case ReplayVerdict::Changed:
        return Role::Warn;
    case ReplayVerdict::Regressed:
    case ReplayVerdict::Failed:
        return Role::Invalid;
    case ReplayVerdict::New:
        break;
    }
    return Role::Info;
}

void AttemptsModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_count = 0;
    m_counts = {};
    endResetModel();
}

void AttemptsModel::add(const std::vector<deliver::ReplayAttempt> &attempts) {
    const std::size_t fit = std::min(attempts.size(), MostRows - m_rows.size());
    if (fit > 0)
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fit) - 1);
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        const deliver::ReplayAttempt &attempt = attempts[i];
        ++m_count;
        ++m_counts.at(std::size_t(attempt.comparison.verdict));
        if (i >= fit)
            continue;
        Row row{attempt.origin->id, printable(attempt.origin->meaning.summary, 100), attempt.comparison.verdict,
            attempt.answer.status, attempt.tookUs, {}, attempt.comparison.lines};
        row.difference =
            attempt.error ? errorText(*attempt.error) : deliver::differencesIn(attempt.comparison.lines, 1).value(0);
        if (row.verdict == ReplayVerdict::New)
            row.difference.clear();
        m_rows.push_back(std::move(row));
    }
    if (fit > 0)
        endInsertRows();
}

int AttemptsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AttemptsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString AttemptsModel::text(const Row &row, int column) const {
    switch (column) {
    case Event:
        return row.summary.isEmpty() ? QString(u'#' + grouped(row.id))
                                     : QString(u'#' + grouped(row.id) + u"  " + row.summary);
    case Verdict:
        return verdictLabel(row.verdict);
    case Status:
        return row.status == 0 ? QString() : QString::number(row.status);
    case Took:
        return row.tookUs < 0 ? QString() : duration(row.tookUs);
    default:
        return row.difference;
    }
}

QVariant AttemptsModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Difference && !row.difference.isEmpty() ? QVariant(row.difference.toHtmlEscaped())
                                                                         : QVariant();
    case Qt::ForegroundRole:
        return m_theme.color(index.column() == Verdict ? verdictRole(row.verdict) : Role::Text);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter) | int(index.column() == Took ? Qt::AlignRight : Qt::AlignLeft);
    default:
        return {};
    }
}

QVariant AttemptsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter) | int(section == Took ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Event:
        return tr("Event");
    case Verdict:
        return tr("Verdict");
    case Status:
        return tr("Status");
    case Took:
        return tr("Time");
    default:
        return tr("What differs");
    }
}

} // namespace offhook::ui
