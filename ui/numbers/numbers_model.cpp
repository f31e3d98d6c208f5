#include "ui/numbers/numbers_model.h"

#include "ui/numbers/numbers_text.h"

#include <QTextDocument>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using account::Hook;
using account::ResourceKind;

QString iconOf(ResourceKind kind) {
    switch (kind) {
    case ResourceKind::Number:
        return u"number"_s;
    case ResourceKind::Application:
        return u"task"_s;
    case ResourceKind::Service:
        break;
    }
    return u"conversation"_s;
}

} // namespace

NumbersModel::NumbersModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {}

void NumbersModel::setInventory(account::Inventory inventory) {
    m_inventory = std::move(inventory);
    rebuild();
}

void NumbersModel::setPublicUrl(const QString &url) {
    if (url == m_publicUrl)
        return;
    m_publicUrl = url;
    rebuild();
}

// Rows that stay where they are keep the selection and the view's place.
void NumbersModel::rebuild() {
    std::vector<Row> rows;
    const auto add = [this, &rows](const auto &resources) {
        for (const account::Resource &resource : resources)
            rows.push_back(rowOf(resource));
    };
    add(m_inventory.numbers);
    add(m_inventory.applications);
    add(m_inventory.services);
    const bool areSame = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const Row &a, const Row &b) { return a.sid == b.sid; });
    if (areSame) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_rowOf.clear();
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf.insert(m_rows[row].sid, int(row));
    m_ticked.removeIf([this](const QByteArray &sid) { return !m_rowOf.contains(sid); });
    endResetModel();
    Q_EMIT tickedChanged();
}

NumbersModel::Row NumbersModel::rowOf(const account::Resource &resource) const {
    const QString number = resource.kind == ResourceKind::Number
                               ? static_cast<const account::PhoneNumber &>(resource).phoneNumber
                               : QString();
    return {resource.sid, resource.kind, resourceTitle(resource), resourceSubtitle(resource), number,
        {cellOf(resource, Hook::Voice), cellOf(resource, Hook::Message)}};
}

NumbersModel::Cell NumbersModel::cellOf(const account::Resource &resource, Hook hook) const {
    Cell cell;
    account::HookValue value = resource.hook(hook);
    if (account::hookField(resource.kind, hook) == nullptr)
        return cell;
    cell.text = hookValueText(value);
    if (resource.kind == ResourceKind::Number) {
        const auto &number = static_cast<const account::PhoneNumber &>(resource);
        if (!(hook == Hook::Voice ? number.takesCalls : number.takesMessages))
            return {};
        const account::Decision decision = account::decisionFor(number, hook, m_inventory);
        cell.text = decisionText(decision);
        cell.explanation = overriddenText(decision);
        value = decision.value;
    }
    const bool isHere = !m_publicUrl.isEmpty() && value.url.startsWith(m_publicUrl) &&
                        (value.url.size() == m_publicUrl.size() || u"/?#"_s.contains(value.url[m_publicUrl.size()]));
    cell.isHere = isHere;
    return cell;
}

void NumbersModel::setStates(QHash<QByteArray, NumberState> states) {
    if (states == m_states)
        return;
    m_states = std::move(states);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
}

void NumbersModel::setState(const QByteArray &sid, const NumberState &state) {
    m_states.insert(sid, state);
    if (const int row = m_rowOf.value(sid, -1); row >= 0)
        Q_EMIT dataChanged(index(row, State), index(row, State));
}

std::vector<QByteArray> NumbersModel::ticked() const {
    std::vector<QByteArray> sids;
    for (const Row &row : m_rows) {
        if (m_ticked.contains(row.sid))
            sids.push_back(row.sid);
    }
    return sids;
}

void NumbersModel::setTicked(const std::vector<QByteArray> &sids, bool ticked) {
    bool changed = false;
    for (const QByteArray &sid : sids) {
        const int row = m_rowOf.value(sid, -1);
        if (row < 0 || ticked == m_ticked.contains(sid))
            continue;
        if (ticked)
            m_ticked.insert(sid);
        else
            m_ticked.remove(sid);
        changed = true;
        Q_EMIT dataChanged(index(row, Name), index(row, Name), {Qt::CheckStateRole});
    }
    if (changed)
        Q_EMIT tickedChanged();
}

int NumbersModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int NumbersModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant NumbersModel::nameData(const Row &row, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::DecorationRole:
        return m_theme.icon(iconOf(row.kind), Role::Muted);
    case Qt::CheckStateRole:
        return m_ticked.contains(row.sid) ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole:
        return QString::fromLatin1(row.sid);
    case SubtitleRole:
        return row.subtitle;
    case Qt::AccessibleTextRole:
        return row.subtitle.isEmpty() ? row.title : QString(row.title + u", " + row.subtitle);
    default:
        return {};
    }
}

QVariant NumbersModel::cellData(const Cell &cell, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return cell.isHere ? QString(u"✓ " + cell.text) : cell.text;
    case Qt::ForegroundRole:
        return m_theme.color(cell.isHere ? Role::Valid : cell.explanation.isEmpty() ? Role::Text : Role::Muted);
    case Qt::FontRole:
        return m_theme.mono();
    case Qt::ToolTipRole:
        if (cell.text.isEmpty())
            return {};
        return Qt::convertFromPlainText(
            cell.explanation.isEmpty() ? cell.text : QString(cell.text + u'\n' + cell.explanation),
            Qt::WhiteSpaceNormal);
    default:
        return {};
    }
}

QVariant NumbersModel::stateData(const Row &row, int role) const {
    const NumberState state = m_states.value(row.sid);
    switch (role) {
    case Qt::DisplayRole:
        return state.text;
    case Qt::ForegroundRole:
        return m_theme.color(state.role);
    case Qt::ToolTipRole:
        return state.text.isEmpty() ? QVariant() : QVariant(Qt::convertFromPlainText(state.text, Qt::WhiteSpaceNormal));
    default:
        return {};
    }
}

QVariant NumbersModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case SidRole:
        return row.sid;
    case KindRole:
        return int(row.kind);
    case SearchRole:
        return QString(QStringList{row.title, row.number, row.subtitle, resourceKindLabel(row.kind),
            QString::fromLatin1(row.sid), row.cells[0].text, row.cells[1].text, m_states.value(row.sid).text}
                           .join(u'\n'));
    default:
        break;
    }
    switch (index.column()) {
    case Name:
        return nameData(row, role);
    case State:
        return stateData(row, role);
    default:
        return cellData(row.cells[index.column() == Calls ? 0 : 1], role);
    }
}

bool NumbersModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::CheckStateRole || m_locked || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        index.column() != Name)
        return false;
    setTicked({m_rows[std::size_t(index.row())].sid}, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags NumbersModel::flags(const QModelIndex &index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name)
        flags.setFlag(Qt::ItemIsUserCheckable, !m_locked);
    return flags;
}

QVariant NumbersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Number, TwiML app, Messaging Service");
    case Calls:
        return tr("Calls go to");
    case Messages:
        return tr("Messages go to");
    default:
        return tr("State");
    }
}

} // namespace offhook::ui
