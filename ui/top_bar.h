#pragma once

#include "core/session/session.h"
#include "core/tunnel/reach_check.h"
#include "core/tunnel/tunnel_manager.h"
#include "ui/actions.h"
#include "ui/theme/theme.h"

#include <QToolBar>

class QPushButton;
class QToolButton;

namespace offhook::ui {

/// The chips under the menu: how the listener is, the public URL with copy; right: Hold and Send test.
class TopBar final : public QToolBar {
    Q_OBJECT
public:
    TopBar(Actions &actions, const Theme &theme, QWidget *parent = nullptr);

    void setListener(const ListenerState &state, bool readOnly);
    void setPublicUrl(const QString &url);
    /// The chip of the public URL says how the tunnel is that it comes from.
    void setTunnel(const QString &provider, const tunnel::State &state, const tunnel::Reach &reach);
    /// How many numbers, TwiML apps and Messaging Services are pointed here for now, and how many of them need a look.
    void setPointed(int pointed, int troubled);
    /// `condition`: what is held, in the filter language; empty: all.
    void setHolding(bool on, const QString &condition);

private:
    void createListenerChip(Actions &actions);
    void createPublicUrlChip(Actions &actions);
    void showPublicUrl();
    void createNumbers(Actions &actions);
    void createHold(Actions &actions);
    void createSendTest(Actions &actions);

    class Chip;
    const Theme &m_theme;
    Chip *m_listener = nullptr;
    Chip *m_publicUrl = nullptr;
    QToolButton *m_copy = nullptr;
    QString m_url;
    QString m_provider;
    tunnel::State m_tunnel;
    tunnel::Reach m_reach;
    QPushButton *m_numbers = nullptr;
    int m_pointed = 0;
    int m_troubled = 0;
    QPushButton *m_hold = nullptr;
};

} // namespace offhook::ui
