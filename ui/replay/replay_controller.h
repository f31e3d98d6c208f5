#pragma once

#include "core/session/session.h"
#include "ui/actions.h"
#include "ui/share/share_dialog.h"

#include <QObject>

#include <functional>

namespace offhook::ui {

/// The commands Replay (R) and Edit and replay (E).
class ReplayController final : public QObject {
    Q_OBJECT
public:
    /// Tells what the window shows now, when it is asked for.
    using Choices = std::function<ShareChoices()>;
    ReplayController(Session &session, const Theme &theme, const Actions &actions, Choices choices, QWidget *window);

    void replay();
    void replayEvents(const std::vector<offhook::EventId> &events);
    /// Edits the one selected event, then replays it.
    void editAndReplay();

Q_SIGNALS:
    void statusMessage(const QString &text);

private:
    void edit(const flow::WebhookEvent &event);

    Session &m_session;
    const Theme &m_theme;
    Choices m_choices;
    QWidget *m_window;
};

} // namespace offhook::ui
