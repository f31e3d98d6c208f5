#include "ui/respond/rules_model.h"

#include "core/base/text_guard.h"
#include "core/filter/expression.h"
#include "core/rules/reply.h"
#include "ui/util/text_format.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUndoCommand>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using rules::Action;
using rules::Fault;

constexpr auto RowMime = "application/x-offhook-rule-row";

} // namespace

/// The rules before and after.
class RulesModel::Change final : public QUndoCommand {
public:
    Change(RulesModel &model, rules::RuleList before, rules::RuleList after, const QString &words, QString merge)
        : QUndoCommand(words)
        , m_model(model)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_merge(std::move(merge)) {}

    void undo() override { m_model.apply(m_before); }
    void redo() override { m_model.apply(m_after); }
    int id() const override { return m_merge.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *other) override {
        const auto *next = static_cast<const Change *>(other);
        if (next->m_merge != m_merge)
            return false;
        m_after = next->m_after;
        return true;
    }

private:
    RulesModel &m_model;
    rules::RuleList m_before;
    rules::RuleList m_after;
    QString m_merge;
};

RulesModel::RulesModel(QObject *parent)
    : QAbstractListModel(parent) {}

void RulesModel::setSession(Session *session) {
    if (m_session)
        disconnect(&m_session->answering(), nullptr, this, nullptr);
    m_session = session;
    m_undo.clear();
    if (m_session) {
        connect(&m_session->answering(), &Answering::rulesChanged, this, [this] { load(); });
        connect(&m_session->answering(), &Answering::countsChanged, this, [this] {
            if (!m_rules.empty())
                Q_EMIT dataChanged(index(0), index(rowCount() - 1), {HitsRole, LastHitRole});
        });
    }
    load();
}

bool RulesModel::isReadOnly() const {
    return !m_session || m_session->isReadOnly();
}

// What comes from elsewhere makes the steps behind it meaningless.
void RulesModel::load() {
    if (m_applying)
        return;
    const rules::RuleList rules = m_session ? m_session->answering().rules() : rules::RuleList();
    if (rules == m_rules)
        return;
    m_undo.clear();
    show(rules);
}

void RulesModel::apply(const rules::RuleList &rules) {
    if (!m_session)
        return;
    m_applying = true;
    m_session->answering().setRules(rules);
    m_applying = false;
    show(rules);
}

// A change of one rule keeps the view as it is: selection, scrolling, what is dragged.
void RulesModel::show(const rules::RuleList &rules) {
    const bool sameRows =
        rules.size() == m_rules.size() && std::equal(rules.begin(), rules.end(), m_rules.begin(),
                                              [](const rules::Rule &a, const rules::Rule &b) { return a.id == b.id; });
    if (sameRows) {
        m_rules = rules;
        if (!m_rules.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    } else {
        beginResetModel();
        m_rules = rules;
        endResetModel();
    }
    Q_EMIT rulesChanged();
}

void RulesModel::change(rules::RuleList rules, const QString &words, const QString &merge) {
    if (!isReadOnly() && rules != m_rules)
        m_undo.push(new Change(*this, m_rules, std::move(rules), words, merge));
}

const rules::Rule *RulesModel::ruleAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_rules[std::size_t(row)] : nullptr;
}

int RulesModel::rowOfId(const QString &id) const {
    const auto found =
        std::find_if(m_rules.begin(), m_rules.end(), [&](const rules::Rule &rule) { return rule.id == id; });
    return found == m_rules.end() ? -1 : int(found - m_rules.begin());
}

int RulesModel::rowOfName(const QString &name) const {
    const auto found =
        std::find_if(m_rules.begin(), m_rules.end(), [&](const rules::Rule &rule) { return rule.name == name; });
    return found == m_rules.end() ? -1 : int(found - m_rules.begin());
}

int RulesModel::add(rules::Rule rule, int row) {
    row = std::clamp(row, 0, rowCount());
    rule.id = rules::newRuleId();
    rule.name = rules::uniqueName(rule.name, m_rules);
    rules::RuleList changed = m_rules;
    changed.insert(changed.begin() + row, rule);
    change(std::move(changed), tr("Add rule"));
    return rowOfId(rule.id);
}

int RulesModel::duplicate(int row) {
    const rules::Rule *rule = ruleAt(row);
    return rule != nullptr ? add(*rule, row + 1) : -1;
}

void RulesModel::remove(int row) {
    if (ruleAt(row) == nullptr)
        return;
    rules::RuleList changed = m_rules;
    changed.erase(changed.begin() + row);
    change(std::move(changed), tr("Delete rule"));
}

void RulesModel::move(int from, int to) {
    if (ruleAt(from) == nullptr || ruleAt(to) == nullptr || from == to)
        return;
    rules::RuleList changed = m_rules;
    const auto begin = changed.begin();
    if (from < to)
        std::rotate(begin + from, begin + from + 1, begin + to + 1);
    else
        std::rotate(begin + to, begin + from, begin + from + 1);
    change(std::move(changed), tr("Move rule"));
}

void RulesModel::edit(const rules::Rule &rule, const QString &field) {
    const int row = rowOfId(rule.id);
    if (row < 0)
        return;
    rules::RuleList changed = m_rules;
    changed[std::size_t(row)] = rule;
    changed[std::size_t(row)].name = rules::uniqueName(rule.name, m_rules, rule.id);
    change(std::move(changed), tr("Edit rule"), rule.id + u'/' + field);
}

void RulesModel::replaceAll(rules::RuleList rules) {
    change(std::move(rules), tr("Import rules"));
}

int RulesModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_rules.size());
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
