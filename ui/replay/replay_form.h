#pragma once

#include "core/deliver/replayer.h"
#include "core/session/session.h"
#include "ui/share/share_dialog.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace offhook::ui {

/// What a replay asks for: events, target, signature, pace, what is not compared. Remembers the last choices.
class ReplayForm final : public QWidget {
    Q_OBJECT
public:
    ReplayForm(Session &session, ShareChoices choices, QWidget *parent = nullptr);

    [[nodiscard]] ShareSelection selection() const;
    /// Without source and edits; InvalidInput says what is wrong.
    [[nodiscard]] Result<deliver::ReplayPlan> plan() const;
    /// Puts the choices into the preferences.
    void remember();
    void focusTarget();

Q_SIGNALS:
    void changed();

private:
    /// The route that stands as the target, or null.
    [[nodiscard]] const deliver::Route *chosenRoute() const;
    [[nodiscard]] Result<void> aim(deliver::ReplayPlan &plan) const;
    void fillEvents();
    void fillTargets();
    void fillKeys();
    void fillPace();

    Session &m_session;
    ShareChoices m_choices;
    std::vector<twilio::SigningKey> m_keys; ///< as they were when the form was made: m_key names them by place
    QComboBox *m_events;
    QComboBox *m_target;
    QComboBox *m_key;
    QComboBox *m_speed;
    QSpinBox *m_concurrency;
    QLineEdit *m_ignore;
};

} // namespace offhook::ui
