#pragma once

#include "core/session/session.h"
#include "ui/actions.h"
#include "ui/theme/theme.h"

#include <QToolBar>

class QPushButton;
class QToolButton;

namespace offhook::ui {

/// The chips under the menu: how the listener is, the public URL with copy; right: Send test.
class TopBar final : public QToolBar {
    Q_OBJECT
public:
    TopBar(Actions &actions, const Theme &theme, QWidget *parent = nullptr);

    void setListener(const ListenerState &state, bool readOnly);
    void setPublicUrl(const QString &url);

private:
    void createListenerChip(Actions &actions);
    void createPublicUrlChip(Actions &actions);
    void createSendTest(Actions &actions);

    class Chip;
    const Theme &m_theme;
    Chip *m_listener = nullptr;
    Chip *m_publicUrl = nullptr;
    QToolButton *m_copy = nullptr;
};

} // namespace offhook::ui
