#pragma once

#include "core/session/session.h"
#include "ui/actions.h"

#include <QObject>

class QMenu;

namespace offhook::ui {

class DetailPane;
class EventTableModel;
class EventTableView;

/// What can be done with the selected events: mark, note, copy, delete; and the table's context menu.
class EventController final : public QObject {
    Q_OBJECT
public:
    EventController(
        Session &session, Actions &actions, EventTableModel &model, EventTableView &table, DetailPane &detail);

    /// Stands in the table's context menu.
    void setCopyMenu(QMenu *menu) { m_copyMenu = menu; }
    /// Enables what the selection and the workspace allow.
    void update();

Q_SIGNALS:
    void filterAsked(const QString &term);
    /// A rule is to be made from the current event.
    void ruleAsked();

private:
    void toggleMark();
    void copyRows();
    void remove();
    void showMenu(const QPoint &position);

    Session &m_session;
    Actions &m_actions;
    EventTableModel &m_model;
    EventTableView &m_table;
    DetailPane &m_detail;
    QMenu *m_copyMenu = nullptr;
};

} // namespace offhook::ui
