#include "ui/settings/add_key_dialog.h"

#include "core/twilio/key_ring.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>

namespace offhook::ui {
namespace {

// twilio.com/docs/glossary/what-is-a-sid: two letters and 32 hexadecimal digits.
bool isAccountSid(const QString &text) {
    static const QRegularExpression form(QStringLiteral("^AC[0-9a-f]{32}$"));
    return form.match(text).hasMatch();
}

} // namespace

AddKeyDialog::AddKeyDialog(KeyStore &keys, const Theme &theme, const QByteArray &account, QWidget *parent)
    : SecretDialog(theme, tr("Add key"), tr("Add k&ey"), parent)
    , m_keys(keys) {
    m_account = addLine(tr("&Account SID"), tr("Account SID"), tr("AC… (empty: try it for every account)"));
    m_kind = new QComboBox(this);
    m_kind->addItem(tr("Auth token"), int(twilio::KeyKind::AuthToken));
    m_kind->addItem(tr("Shared key of the webhook settings"), int(twilio::KeyKind::SharedKey));
    m_kind->setAccessibleName(tr("Kind of key"));
    addRow(tr("&Kind"), m_kind);
    m_secret = addSecret(tr("&Secret"));
    m_label = addLabel(tr("shown with events, such as “main account”"));
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { check(); });
    m_account->setText(QString::fromLatin1(account));
    check();
    (account.isEmpty() ? m_account : m_secret)->setFocus();
}

bool AddKeyDialog::isAuthToken() const {
    return m_kind->currentData().toInt() == int(twilio::KeyKind::AuthToken);
}

void AddKeyDialog::check() {
    const QString account = m_account->text().trimmed();
    const bool badAccount = !account.isEmpty() && !isAccountSid(account);
    QByteArray secret = m_secret->text().trimmed().toUtf8();
    setComplete(!badAccount && !secret.isEmpty());
    const bool odd = !secret.isEmpty() && isAuthToken() && !twilio::looksLikeAuthToken(secret);
    SecretBytes::wipe(secret);
    if (badAccount)
        say(tr("An Account SID is AC and 32 hexadecimal digits in lower case."), Role::Invalid);
    else if (odd)
        say(tr("An auth token is 32 hexadecimal digits; this is not. It can be stored nevertheless."), Role::Warn);
    else
        say(tr("The auth token stands in the Twilio Console under Account info."), Role::Muted);
}

void AddKeyDialog::add() {
    twilio::SigningKey key;
    key.kind = twilio::KeyKind(m_kind->currentData().toInt());
    key.account = m_account->text().trimmed().toLatin1();
    const QString fallback = key.account.isEmpty() ? tr("key for every account") : shortSid(key.account);
    key.label = m_label->text().trimmed().isEmpty() ? fallback : m_label->text().trimmed();
    key.secret = SecretBytes(m_secret->text().trimmed().toUtf8());
    m_keys.add(std::move(key), this, [this](const Result<void> &outcome) { added(outcome); });
}

} // namespace offhook::ui
