#include "ui/detail/fields_model.h"

#include "core/base/text_guard.h"
#include "core/twilio/parameters.h"
#include "ui/detail/visible_text.h"
#include "ui/explain/explanation.h"
#include "ui/util/text_format.h"

#include <algorithm>
#include <utility>

namespace offhook::ui {
namespace {

constexpr qsizetype LongestUrl = 8192;
constexpr qsizetype ShortRow = 4096;
constexpr int MostArranged = 2'000; // Twilio sends some dozens; a flood stays as it came

QByteArray bytes(QByteArrayView view) {
    return QByteArray(view.data(), view.size());
}

QString changedText() {
    return FieldsModel::tr("Differs from the previous event of this kind");
}

} // namespace

QUrl openableUrl(QByteArrayView value) {
    if (value.size() > LongestUrl)
        return {};
    const QUrl url = QUrl::fromEncoded(bytes(value), QUrl::StrictMode);
    const bool web = url.scheme() == u"http" || url.scheme() == u"https";
    return url.isValid() && web && !url.host().isEmpty() ? url : QUrl();
}

FieldsModel::FieldsModel(QObject *parent)
    : QAbstractTableModel(parent) {}

void FieldsModel::setEvent(flow::EventPtr event) {
    beginResetModel();
    m_event = std::move(event);
    m_json = {};
    m_changed.clear();
    arrange();
    endResetModel();
}

void FieldsModel::setJson(JsonLeaves leaves) {
    beginResetModel();
    m_json = std::move(leaves);
    arrange();
    endResetModel();
}

void FieldsModel::setAsReceived(bool asReceived) {
    if (std::exchange(m_asReceived, asReceived) == asReceived)
        return;
    beginResetModel();
    arrange();
    endResetModel();
}

void FieldsModel::setChanged(std::vector<bool> changed) {
    m_changed = std::move(changed);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name), {IsChangedRole});
}

bool FieldsModel::isChanged(int row) const {
    const std::size_t place = placeOf(row);
    const std::size_t values = m_json.leaves.size();
    return place >= values && place - values < m_changed.size() && m_changed[place - values];
}

void FieldsModel::arrange() {
    m_isText.clear();
    m_order.clear();
    if (m_asReceived || !m_json.leaves.empty() || rowCount() > MostArranged)
        return;
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t place = 0; place < std::size_t(rowCount()); ++place)
        ranked.emplace_back(twilio::parameterRank(received(place).name), place);
    std::sort(ranked.begin(), ranked.end());
    for (const auto &[rank, place] : ranked)
        m_order.push_back(place);
}

int FieldsModel::rowCount(const QModelIndex &parent) const {
    if (parent.isValid() || !m_event)
        return 0;
    return int(m_json.leaves.size() + m_event->bodyParams.size() + m_event->queryParams.size());
}

int FieldsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

FieldsModel::Row FieldsModel::received(std::size_t place) const {
    std::size_t i = place;
    if (i < m_json.leaves.size())
        return {m_json.leaves[i].path, m_json.leaves[i].value, false, false};
    i -= m_json.leaves.size();
    const bool query = i >= m_event->bodyParams.size();
    const http::Parameter &parameter =
        query ? m_event->queryParams[i - m_event->bodyParams.size()] : m_event->bodyParams[i];
    return {parameter.name, parameter.value, parameter.badEscape, query};
}

QString FieldsModel::shown(const Row &row) const {
    if (row.value.isEmpty())
        return tr("empty");
    if (row.value.size() < 32 && twilio::parameterInfo(row.name).type == u"phone")
        return address(row.value, false);
    return visibleText(row.value);
}

bool FieldsModel::isText(int number, const Row &row) const {
    if (row.name.size() + row.value.size() < ShortRow)
        return isUtf8(row.name) && isUtf8(row.value);
    const auto known = m_isText.constFind(number);
    if (known != m_isText.cend())
        return *known;
    return *m_isText.insert(number, isUtf8(row.name) && isUtf8(row.value));
}

QString FieldsModel::tag(int number, const Row &row) const {
    if (row.badEscape)
        return tr("bad escape");
    if (!isText(number, row))
        return tr("not UTF-8");
    // The query is worth a word only beside a body: a GET has nothing else.
    return row.query && rowCount() > int(m_event->queryParams.size()) ? tr("query") : QString();
}

QVariant FieldsModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row row = at(index.row());
    switch (role) {
    case NameBytesRole:
        return bytes(row.name);
    case ValueBytesRole:
        return bytes(row.value);
    case IsEmptyRole:
        return row.value.isEmpty();
    case TagRole:
        return tag(index.row(), row);
    case LinkRole:
        return openableUrl(row.value);
    case ExplanationRole:
        return QVariant::fromValue(twilio::explainParameter(row.name, row.value));
    case IsChangedRole:
        return isChanged(index.row());
    case Qt::AccessibleDescriptionRole:
        return index.column() == Name && isChanged(index.row()) ? changedText() : QVariant();
    case Qt::ToolTipRole:
        return explainedToolTip(index.column() == Name && isChanged(index.row()) ? changedText() : QString(),
            twilio::explainParameter(row.name, row.value));
    case Qt::DisplayRole:
        switch (index.column()) {
        case Name:
            return visibleText(row.name, 200);
        case Value:
            return shown(row);
        default:
            return twilio::parameterInfo(row.name).meaning;
        }
    default:
        return {};
    }
}

QVariant FieldsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : section == Value ? tr("Value") : tr("Meaning");
}

QByteArray FieldsModel::asForm() const {
    http::Parameters all;
    all.reserve(std::size_t(rowCount()));
    for (std::size_t place = 0; place < std::size_t(rowCount()); ++place)
        all.push_back({bytes(received(place).name), bytes(received(place).value), false});
    return http::encodeForm(all);
}

} // namespace offhook::ui
