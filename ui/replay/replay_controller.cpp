#include "ui/replay/replay_controller.h"

#include "ui/replay/edit_dialog.h"
#include "ui/replay/replay_dialog.h"
#include "ui/util/error_text.h"

namespace offhook::ui {

ReplayController::ReplayController(
    Session &session, const Theme &theme, const Actions &actions, Choices choices, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_theme(theme)
    , m_choices(std::move(choices))
    , m_window(window) {
    connect(actions.replay, &QAction::triggered, this, &ReplayController::replay);
    connect(actions.editReplay, &QAction::triggered, this, &ReplayController::editAndReplay);
}

// The window stays usable: what Offhook itself captures of the replay is seen while it goes on.
void ReplayController::replay() {
    const ShareChoices choices = m_choices();
    if (m_session.events() == nullptr)
        return;
    if (choices.all == 0)
        return Q_EMIT statusMessage(tr("There is no event to replay."));
    auto *dialog = new ReplayDialog(m_session, m_theme, choices, {}, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void ReplayController::replayEvents(const std::vector<EventId> &events) {
    if (m_session.events() == nullptr || events.empty())
        return;
    auto *dialog = new ReplayDialog(m_session, m_theme, {events, {}, 0, qint64(events.size())}, {}, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void ReplayController::editAndReplay() {
    const ShareChoices choices = m_choices();
    if (m_session.events() == nullptr || choices.selected.size() != 1)
        return Q_EMIT statusMessage(tr("Select one event to edit it."));
    m_session.events()->fetch(choices.selected.front(), this, [this](const Result<flow::EventPtr> &event) {
        if (event)
            edit(**event);
        else
            Q_EMIT statusMessage(errorText(event.error()));
    });
}

void ReplayController::edit(const flow::WebhookEvent &event) {
    const auto draft = deliver::draftOf(event);
    if (!draft)
        return Q_EMIT statusMessage(tr("This event cannot be edited: %1.").arg(draft.error().detail));
    auto *dialog = new EditDialog(*draft, event.id, m_theme, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id = event.id] {
        auto *replay = new ReplayDialog(m_session, m_theme, {{id}, {}, 0, 1}, dialog->draft(), m_window);
        replay->setAttribute(Qt::WA_DeleteOnClose);
        replay->show();
    });
    dialog->show();
}

} // namespace offhook::ui
