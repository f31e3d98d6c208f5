#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QPushButton;

namespace offhook::ui {

class PlainLabel;
class TunnelForm;
class TunnelLog;
class TunnelStatus;

/// Choosing, starting and stopping the tunnel, and how it is.
class TunnelDialog final : public QDialog {
    Q_OBJECT
public:
    TunnelDialog(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] TunnelForm &form() const { return *m_form; }
    [[nodiscard]] TunnelStatus &status() const { return *m_status; }
    [[nodiscard]] TunnelLog &log() const { return *m_log; }
    [[nodiscard]] QPushButton *button() const { return m_button; }

private:
    void toggle();
    void showAll();
    void showButton();

    Session &m_session;
    TunnelForm *m_form = nullptr;
    TunnelStatus *m_status = nullptr;
    TunnelLog *m_log = nullptr;
    PlainLabel *m_problem = nullptr;
    QPushButton *m_button = nullptr;
};

} // namespace offhook::ui
