#pragma once

#include "core/session/key_store.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace offhook::ui {

class PlainLabel;

/// Asks for a signing key and stores it. The secret leaves the dialog only towards the key store and is wiped from the
/// line when the dialog closes.
class AddKeyDialog final : public QDialog {
    Q_OBJECT
public:
    /// `account` fills the account's line in, for the key of an event that could not be checked.
    AddKeyDialog(KeyStore &keys, const Theme &theme, const QByteArray &account = {}, QWidget *parent = nullptr);
    ~AddKeyDialog() override;

private:
    void createFields();
    void check();
    void addKey();

    KeyStore &m_keys;
    const Theme &m_theme;
    QLineEdit *m_label = nullptr;
    QLineEdit *m_account = nullptr;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_secret = nullptr;
    PlainLabel *m_hint = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace offhook::ui
