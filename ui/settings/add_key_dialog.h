#pragma once

#include "core/session/key_store.h"
#include "ui/settings/secret_dialog.h"

class QComboBox;

namespace offhook::ui {

/// Asks for a signing key and stores it.
class AddKeyDialog final : public SecretDialog {
    Q_OBJECT
public:
    /// `account` fills the account's line in, for the key of an event that could not be checked.
    AddKeyDialog(KeyStore &keys, const Theme &theme, const QByteArray &account = {}, QWidget *parent = nullptr);

private:
    void check() override;
    void add() override;
    [[nodiscard]] bool isAuthToken() const;

    KeyStore &m_keys;
    QLineEdit *m_account = nullptr;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_secret = nullptr;
    QLineEdit *m_label = nullptr;
};

} // namespace offhook::ui
