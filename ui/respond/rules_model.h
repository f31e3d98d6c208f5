#pragma once

#include "core/session/session.h"
#include "ui/widgets/switch_list_model.h"

#include <QPointer>

namespace offhook::ui {

/// The rules of the session as a list, and everything that changes them. GUI thread.
class RulesModel final : public UndoableListModel<rules::Rule> {
    Q_OBJECT
public:
    enum DataRole { ConditionRole = IdRole + 1, ActionRole, HitsRole, LastHitRole, UsableRole };

    explicit RulesModel(QObject *parent = nullptr);

    void setSession(Session *session);
    [[nodiscard]] const rules::RuleList &rules() const { return items(); }
    [[nodiscard]] const rules::Rule *ruleAt(int row) const { return itemAt(row); }
    /// -1 when it is not there.
    [[nodiscard]] int rowOfName(const QString &name) const;
    [[nodiscard]] bool isReadOnly() const override;

    /// Puts a rule before this row (the end: rowCount()); its name is made unique. Returns its row.
    int add(rules::Rule rule, int row);
    int duplicate(int row) override;
    void remove(int row) override;
    void move(int from, int to);
    /// Replaces the rule of that id. `field` names what is edited: steps of the same rule and field become one.
    void edit(const rules::Rule &rule, const QString &field);
    void replaceAll(rules::RuleList rules);

    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(
        const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    /// The rules are others now: by a change here, by undo, or from elsewhere.
    void rulesChanged();

private:
    [[nodiscard]] rules::RuleList stored() const override;
    void store(const rules::RuleList &rules) override;
    void itemsChanged() override { Q_EMIT rulesChanged(); }
    [[nodiscard]] rules::RuleCount countOf(const QString &id) const;

    QPointer<Session> m_session;
};

/// "200 TwiML", "204", "as TwiML expects", "3 answers", "file menu.xml", "held": what a rule does, in a few words.
[[nodiscard]] QString actionText(const rules::Rule &rule);
/// "delay 2 s", "half an answer", ...; empty where nothing is done to the answer.
[[nodiscard]] QString modifierText(const rules::Rule &rule);

} // namespace offhook::ui
