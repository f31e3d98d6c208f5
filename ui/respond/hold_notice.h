#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace offhook::ui {

/// Tells the desktop when a request is held while the window is not in front: a notification
/// (org.freedesktop.Notifications, where there is one), the window's entry in the task bar, and a sound if wished.
class HoldNotice final : public QObject {
    Q_OBJECT
public:
    explicit HoldNotice(QWidget &window);

    void setSession(Session *session);
    /// The user's wishes; the sound is off until asked for.
    [[nodiscard]] static bool wantsSound(const settings::Preferences &preferences);
    static void setWantsSound(settings::Preferences &preferences, bool on);

private:
    void heldChanged();
    void notify(const rules::HeldRequest &held, std::size_t count);

    QWidget &m_window;
    QPointer<Session> m_session;
    EventId m_told = 0;         ///< the newest one that was told of
    quint32 m_notification = 0; ///< the one on show, to be replaced
};

} // namespace offhook::ui
