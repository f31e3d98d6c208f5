#pragma once

#include "core/session/session.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QUndoStack>

namespace offhook::ui {

/// The rules of the session as a list, and everything that changes them: each change is in force at once and can be
/// undone. Changes of one rule's text that follow each other are one step. GUI thread.
class RulesModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum DataRole { IdRole = Qt::UserRole, ConditionRole, ActionRole, HitsRole, LastHitRole, UsableRole };

    explicit RulesModel(QObject *parent = nullptr);

    void setSession(Session *session);
    [[nodiscard]] const rules::RuleList &rules() const { return m_rules; }
    /// Null where there is no such row.
    [[nodiscard]] const rules::Rule *ruleAt(int row) const;
    /// -1 when it is not there.
    [[nodiscard]] int rowOfId(const QString &id) const;
    [[nodiscard]] int rowOfName(const QString &name) const;
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] QUndoStack &undoStack() { return m_undo; }

    /// Puts a rule before this row (the end: rowCount()); its name is made unique. Returns its row.
    int add(rules::Rule rule, int row);
    int duplicate(int row);
    void remove(int row);
    void move(int from, int to);
    /// Replaces the rule of that id. `field` names what is edited: steps of the same rule and field become one.
    void edit(const rules::Rule &rule, const QString &field);
    void replaceAll(rules::RuleList rules);

    int rowCount(const QModelIndex &parent = {}) const override;
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
    class Change;
    void change(rules::RuleList rules, const QString &words, const QString &merge = {});
    void apply(const rules::RuleList &rules);
    void load();
    void show(const rules::RuleList &rules);
    [[nodiscard]] rules::RuleCount countOf(const QString &id) const;

    QPointer<Session> m_session;
    rules::RuleList m_rules;
    QUndoStack m_undo;
    bool m_applying = false;
};

/// "200 TwiML", "204", "as TwiML expects", "3 answers", "file menu.xml", "held": what a rule does, in a few words.
[[nodiscard]] QString actionText(const rules::Rule &rule);
/// "delay 2 s", "half an answer", ...; empty where nothing is done to the answer.
[[nodiscard]] QString modifierText(const rules::Rule &rule);

} // namespace offhook::ui
