#pragma once

#include "core/base/result.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QFormLayout;
class QLineEdit;
class QPushButton;

namespace offhook::ui {

class PlainLabel;

/// A dialog that asks for a secret and what belongs to it, says below the lines what is wrong, and hands the secret to
/// the keychain. The secret leaves the dialog only there and is wiped from its line when the dialog closes.
class SecretDialog : public QDialog {
    Q_OBJECT
public:
    ~SecretDialog() override;

protected:
    SecretDialog(const Theme &theme, const QString &title, const QString &addWords, QWidget *parent);

    /// Rows, in the order of the calls; `label` has the mnemonic.
    QLineEdit *addLine(const QString &label, const QString &name, const QString &placeholder);
    QLineEdit *addSecret(const QString &label);
    QLineEdit *addLabel(const QString &placeholder);
    void addRow(const QString &label, QWidget *field);

    void say(const QString &words, Role role);
    void setComplete(bool complete);
    /// For the keychain's answer: closes, or says why not.
    void added(const Result<void> &outcome);
    /// "AC12ab…cd34", for what has no label.
    [[nodiscard]] static QString shortSid(const QByteArray &sid);

    /// Looks at what the lines hold now: say() and setComplete().
    virtual void check() = 0;
    /// Hands it on; added() follows.
    virtual void add() = 0;

private:
    const Theme &m_theme;
    QFormLayout *m_form = nullptr;
    PlainLabel *m_hint = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace offhook::ui
