#pragma once

#include "core/session/session.h"
#include "ui/actions.h"

#include <QObject>
#include <QPointer>

namespace offhook::ui {

class Banner;
class EventTableModel;
class HoldNotice;
class RespondDock;
class TopBar;

/// The commands about rules and holding, and what shows how these are: the top bar's switch, the counting rows of the
/// table, notifications.
class RulesController final : public QObject {
    Q_OBJECT
public:
    RulesController(
        Actions &actions, RespondDock &dock, TopBar &topBar, EventTableModel &model, Banner &banner, QWidget *window);

    void setSession(Session *session);

Q_SIGNALS:
    /// The dock is to be seen.
    void dockAsked();

private:
    void connectActions();
    void update();
    void heldChanged();
    void askForCondition();
    void exportRules();
    void importRules();

    Actions &m_actions;
    RespondDock &m_dock;
    TopBar &m_topBar;
    EventTableModel &m_model;
    Banner &m_banner;
    QWidget *m_window;
    HoldNotice *m_notice;
    QPointer<Session> m_session;
};

} // namespace offhook::ui
