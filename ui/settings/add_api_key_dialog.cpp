#include "ui/settings/add_api_key_dialog.h"

#include <QLineEdit>

namespace offhook::ui {

AddApiKeyDialog::AddApiKeyDialog(AccountAccess &access, const Theme &theme, const QByteArray &account, QWidget *parent)
    : SecretDialog(theme, tr("Add API key"), tr("Add API k&ey"), parent)
    , m_access(access) {
    m_account = addLine(tr("&Account SID"), tr("Account SID"), QStringLiteral("AC…"));
    m_sid = addLine(tr("API key S&ID"), tr("API key SID"), QStringLiteral("SK…"));
    m_secret = addSecret(tr("&Secret"));
    m_label = addLabel(tr("such as “this laptop”"));
    m_account->setText(QString::fromLatin1(account));
    check();
    (account.isEmpty() ? m_account : m_sid)->setFocus();
}

void AddApiKeyDialog::check() {
    const QByteArray account = m_account->text().trimmed().toLatin1();
    const QByteArray sid = m_sid->text().trimmed().toLatin1();
    const bool badAccount = !account.isEmpty() && !account::isSid(account, "AC");
    const bool badSid = !sid.isEmpty() && !account::isSid(sid, "SK");
    if (badAccount)
        say(tr("An Account SID is AC and 32 hexadecimal digits."), Role::Invalid);
    else if (badSid)
        say(tr("The SID of an API key is SK and 32 hexadecimal digits."), Role::Invalid);
    else
        say(tr("Made in Twilio's console under Account › API keys & tokens. A Standard key does; a Restricted one "
               "needs read and write access to phone numbers, TwiML apps and Messaging Services. It never checks "
               "signatures: for those the auth token is needed."),
            Role::Muted);
    setComplete(!badAccount && !badSid && !account.isEmpty() && !sid.isEmpty() && !m_secret->text().isEmpty());
}

void AddApiKeyDialog::add() {
    const QByteArray sid = m_sid->text().trimmed().toLatin1();
    const QString typed = m_label->text().trimmed();
    m_access.addApiKey(m_account->text().trimmed().toLatin1(), sid, typed.isEmpty() ? shortSid(sid) : typed,
        SecretBytes(m_secret->text().trimmed().toUtf8()), this,
        [this](const Result<void> &outcome) { added(outcome); });
}

} // namespace offhook::ui
