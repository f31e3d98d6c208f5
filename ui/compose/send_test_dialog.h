#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

namespace offhook::ui {

/// Send test: a list of templates with search, the chosen one's parameters to edit, Send (Ctrl+Enter). Sends through
/// the real listener over HTTP and shows the answer's status, time and body; stays open.
class SendTestDialog final : public QDialog {
    Q_OBJECT
public:
    SendTestDialog(Session &session, const Theme &theme, QWidget *parent = nullptr);
    ~SendTestDialog() override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
