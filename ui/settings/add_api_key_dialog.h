#pragma once

#include "core/session/account_access.h"
#include "ui/settings/secret_dialog.h"

namespace offhook::ui {

/// Asks for an API key, with which Twilio's REST API is asked for an account.
class AddApiKeyDialog final : public SecretDialog {
    Q_OBJECT
public:
    AddApiKeyDialog(
        AccountAccess &access, const Theme &theme, const QByteArray &account = {}, QWidget *parent = nullptr);

private:
    void check() override;
    void add() override;

    AccountAccess &m_access;
    QLineEdit *m_account = nullptr;
    QLineEdit *m_sid = nullptr;
    QLineEdit *m_secret = nullptr;
    QLineEdit *m_label = nullptr;
};

} // namespace offhook::ui
