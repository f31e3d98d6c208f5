#pragma once

#include "core/session/leasing.h"
#include "core/session/session.h"
#include "ui/actions.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QProgressDialog;

namespace offhook::ui {

class Banner;
class NumbersDialog;
class TopBar;

/// The commands about numbers that are pointed here: the page, what the top bar says, what an earlier run left behind,
/// and restoring them when the window closes.
class NumbersController final : public QObject {
    Q_OBJECT
public:
    NumbersController(
        Session &session, const Theme &theme, const Actions &actions, TopBar &topBar, Banner &banner, QWidget *window);
    ~NumbersController() override;

    /// Another workspace is open, or none.
    void follow();
    /// Restores what this session pointed, then does `then`: at once where there is nothing to restore, never when the
    /// user decides to stay.
    void leave(std::function<void()> then);
    /// Whether the window may close now. If not it is closed again once it may.
    [[nodiscard]] bool mayClose();

Q_SIGNALS:
    void statusMessage(const QString &text);

private:
    void show();
    void update();
    void offerLeftovers();
    void restoreLeftovers();
    void ended(Leasing::Work work, const LeaseReport &report);
    void leaveAfter(const LeaseReport &report);
    void goOn();

    Session &m_session;
    Leasing &m_leasing;
    const Theme &m_theme;
    const Actions &m_actions;
    TopBar &m_topBar;
    Banner &m_banner;
    QWidget *m_window;
    QPointer<NumbersDialog> m_dialog;
    QPointer<QProgressDialog> m_leaving;
    std::function<void()> m_then;
    QString m_offer;         ///< what the banner says while its button is ours
    bool m_mayClose = false; ///< all is restored, or the user has decided
};

} // namespace offhook::ui
