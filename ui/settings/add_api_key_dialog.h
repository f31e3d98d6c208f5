#pragma once

#include "core/session/account_access.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace offhook::ui {

class PlainLabel;

/// Asks for an API key, with which Twilio's REST API is asked for an account. The secret leaves the dialog only towards
/// the keychain and is wiped from the line when the dialog closes.
class AddApiKeyDialog final : public QDialog {
    Q_OBJECT
public:
    AddApiKeyDialog(
        AccountAccess &access, const Theme &theme, const QByteArray &account = {}, QWidget *parent = nullptr);
    ~AddApiKeyDialog() override;

private:
    void createFields();
    void check();
    void addKey();

    AccountAccess &m_access;
    const Theme &m_theme;
    QLineEdit *m_account = nullptr;
    QLineEdit *m_sid = nullptr;
    QLineEdit *m_secret = nullptr;
    QLineEdit *m_label = nullptr;
    PlainLabel *m_hint = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace offhook::ui
