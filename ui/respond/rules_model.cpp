#include "ui/respond/rules_model.h"

#include "core/base/text_guard.h"
#include "core/filter/expression.h"
#include "core/rules/reply.h"
#include "ui/util/text_format.h"

#include <QFileInfo>
#include <QMimeData>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using rules::Action;
using rules::Fault;

constexpr auto RowMime = "application/x-offhook-rule-row";

} // namespace

RulesModel::RulesModel(QObject *parent)
    : UndoableListModel(parent) {}

void RulesModel::setSession(Session *session) {
    if (m_session)
        disconnect(&m_session->answering(), nullptr, this, nullptr);
    m_session = session;
    m_undo.clear();
    if (m_session) {
        connect(&m_session->answering(), &Answering::rulesChanged, this, [this] { load(); });
        connect(&m_session->answering(), &Answering::countsChanged, this, [this] { refresh({HitsRole, LastHitRole}); });
    }
    load();
}

bool RulesModel::isReadOnly() const {
    return !m_session || m_session->isReadOnly();
}

rules::RuleList RulesModel::stored() const {
    return m_session ? m_session->answering().rules() : rules::RuleList();
}

void RulesModel::store(const rules::RuleList &rules) {
    if (m_session)
        m_session->answering().setRules(rules);
}

int RulesModel::rowOfName(const QString &name) const {
    const auto found =
        std::find_if(rules().begin(), rules().end(), [&](const rules::Rule &rule) { return rule.name == name; });
    return found == rules().end() ? -1 : int(found - rules().begin());
}

int RulesModel::add(rules::Rule rule, int row) {
    rule.id = rules::newRuleId();
    rule.name = rules::uniqueName(rule.name, items());
    insertItem(rule, std::clamp(row, 0, rowCount()), tr("Add rule"));
    return rowOfId(rule.id);
}

int RulesModel::duplicate(int row) {
    const rules::Rule *rule = ruleAt(row);
    return rule != nullptr ? add(*rule, row + 1) : -1;
}

void RulesModel::remove(int row) {
    removeItem(row, tr("Delete rule"));
}

void RulesModel::move(int from, int to) {
    if (ruleAt(from) == nullptr || ruleAt(to) == nullptr || from == to)
        return;
    rules::RuleList changed = rules();
    const auto begin = changed.begin();
    if (from < to)
        std::rotate(begin + from, begin + from + 1, begin + to + 1);
    else
        std::rotate(begin + to, begin + from, begin + from + 1);
    change(std::move(changed), tr("Move rule"));
}

void RulesModel::edit(const rules::Rule &rule, const QString &field) {
    replaceItem(rule, tr("Edit rule"), field);
}

void RulesModel::replaceAll(rules::RuleList rules) {
    change(std::move(rules), tr("Import rules"));
}

rules::RuleCount RulesModel::countOf(const QString &id) const {
    if (!m_session)
        return {};
    const rules::RuleCounts &counts = m_session->answering().counts();
    const auto found =
        std::find_if(counts.begin(), counts.end(), [&](const rules::RuleCount &count) { return count.id == id; });
    return found == counts.end() ? rules::RuleCount() : *found;
}

QVariant RulesModel::data(const QModelIndex &index, int role) const {
    const rules::Rule *rule = ruleAt(index.row());
    if (rule == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return rule->name;
    case Qt::CheckStateRole:
        return rule->isEnabled ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return QStringList{rule->name, rule->condition, actionText(*rule), modifierText(*rule),
            rule->isEnabled ? tr("%n hit(s)", nullptr, int(countOf(rule->id).hits)) : tr("off")}
            .join(u", "_s);
    case IdRole:
        return rule->id;
    case ConditionRole:
        return rule->condition;
    case ActionRole:
        return modifierText(*rule).isEmpty() ? actionText(*rule) : modifierText(*rule);
    case HitsRole:
        return countOf(rule->id).hits;
    case LastHitRole:
        return qint64(countOf(rule->id).lastHit);
    case UsableRole:
        return filter::parse(rule->condition, 0).ok();
    default:
        return {};
    }
}

bool RulesModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    const rules::Rule *rule = ruleAt(index.row());
    if (rule == nullptr || role != Qt::CheckStateRole || isReadOnly())
        return false;
    rules::Rule changed = *rule;
    changed.isEnabled = value.toInt() == Qt::Checked;
    edit(changed, u"enabled"_s + QString::number(m_undo.index()));
    return true;
}

Qt::ItemFlags RulesModel::flags(const QModelIndex &index) const {
    if (!index.isValid())
        return isReadOnly() ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    const Qt::ItemFlags shown = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return isReadOnly() ? shown : shown | Qt::ItemIsDragEnabled | Qt::ItemIsUserCheckable;
}

QStringList RulesModel::mimeTypes() const {
    return {QString::fromLatin1(RowMime)};
}

QMimeData *RulesModel::mimeData(const QModelIndexList &indexes) const {
    auto *data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(QString::fromLatin1(RowMime), indexes.front().data(IdRole).toString().toUtf8());
    return data;
}

bool RulesModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &parent) {
    const int from = rowOfId(QString::fromUtf8(data->data(QString::fromLatin1(RowMime))));
    if (action != Qt::MoveAction || from < 0)
        return false;
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    move(from, before > from ? before - 1 : before);
    return false; // moved already: the view must not remove the row that was dragged
}

QString actionText(const rules::Rule &rule) {
    const Action &action = rule.action;
    switch (action.type) {
    case Action::Type::Forward:
        return RulesModel::tr("forward to %1").arg(printable(action.forwardTo.url.toUtf8(), 60));
    case Action::Type::Hold:
        return RulesModel::tr("hold");
    case Action::Type::File:
        return QFileInfo(action.file).fileName();
    case Action::Type::Sequence:
        return RulesModel::tr("%n answer(s) in turn", nullptr, int(action.replies.size()));
    case Action::Type::Reply:
        break;
    }
    const flow::Answer &answer = action.replies.front().answer;
    if (answer.automatic)
        return RulesModel::tr("automatic");
    const QString status = QString::number(answer.status);
    return answer.body.isEmpty() ? status : status + (rules::isXml(answer.contentType) ? u" TwiML"_s : QString());
}

QString modifierText(const rules::Rule &rule) {
    switch (rule.fault.type) {
    case Fault::Type::Close:
        return RulesModel::tr("closes");
    case Fault::Type::Reset:
        return RulesModel::tr("resets");
    case Fault::Type::Half:
        return RulesModel::tr("half an answer");
    case Fault::Type::Status:
        return RulesModel::tr("fails with %1").arg(rule.fault.status);
    case Fault::Type::Silence:
        return RulesModel::tr("silent");
    case Fault::Type::Drip:
        return RulesModel::tr("drips");
    case Fault::Type::None:
        break;
    }
    if (rule.delay.isNone())
        return {};
    const auto text = [](std::chrono::milliseconds time) { return duration(time.count() * 1000); };
    return rule.delay.most > rule.delay.least
               ? RulesModel::tr("delay %1 to %2").arg(text(rule.delay.least), text(rule.delay.most))
               : RulesModel::tr("delay %1").arg(text(rule.delay.least));
}

} // namespace offhook::ui
