#include "ui/settings/add_key_dialog.h"

#include "core/twilio/key_ring.h"
#include "ui/detail/styling.h"
#include "ui/settings/secret_edit.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

// twilio.com/docs/glossary/what-is-a-sid: two letters and 32 hexadecimal digits.
bool isAccountSid(const QString &text) {
    static const QRegularExpression form(QStringLiteral("^AC[0-9a-f]{32}$"));
    return form.match(text).hasMatch();
}

} // namespace

AddKeyDialog::AddKeyDialog(KeyStore &keys, const Theme &theme, const QByteArray &account, QWidget *parent)
    : QDialog(parent)
    , m_keys(keys)
    , m_theme(theme) {
    setWindowTitle(tr("Add key"));
    setMinimumWidth(480);
    createFields();
    m_account->setText(QString::fromLatin1(account));
    check();
    (account.isEmpty() ? m_account : m_secret)->setFocus();
}

AddKeyDialog::~AddKeyDialog() = default;

void AddKeyDialog::createFields() {
    m_account = new QLineEdit(this);
    m_account->setPlaceholderText(tr("AC… (empty: try it for every account)"));
    m_account->setFont(m_theme.mono());
    m_account->setAccessibleName(tr("Account SID"));
    m_kind = new QComboBox(this);
    m_kind->addItem(tr("Auth token"), int(twilio::KeyKind::AuthToken));
    m_kind->addItem(tr("Shared key of the webhook settings"), int(twilio::KeyKind::SharedKey));
    m_kind->setAccessibleName(tr("Kind of key"));
    m_secret = new SecretEdit(m_theme, this);
    m_label = new QLineEdit(this);
    m_label->setMaxLength(80);
    m_label->setPlaceholderText(tr("shown with events, such as “main account”"));
    m_label->setAccessibleName(tr("Label"));
    m_hint = new PlainLabel(this);
    m_hint->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setSpacing(8);
    form->addRow(tr("&Account SID"), m_account);
    form->addRow(tr("&Kind"), m_kind);
    form->addRow(tr("&Secret"), m_secret);
    form->addRow(tr("&Label"), m_label);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("Add k&ey"), QDialogButtonBox::AcceptRole);
    makePrimary(m_add);
    m_add->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_hint);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { addKey(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit *line : {m_account, m_secret, m_label})
        connect(line, &QLineEdit::textChanged, this, [this] { check(); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { check(); });
}

void AddKeyDialog::check() {
    QString text = tr("The auth token stands in the Twilio Console under Account info.");
    Role role = Role::Muted;
    const QString account = m_account->text().trimmed();
    const bool badAccount = !account.isEmpty() && !isAccountSid(account);
    QByteArray secret = m_secret->text().trimmed().toUtf8();
    if (badAccount) {
        text = tr("An Account SID is AC and 32 hexadecimal digits in lower case.");
        role = Role::Invalid;
    } else if (!secret.isEmpty() && m_kind->currentData().toInt() == int(twilio::KeyKind::AuthToken) &&
               !twilio::looksLikeAuthToken(secret)) {
        text = tr("An auth token is 32 hexadecimal digits; this is not. It can be stored nevertheless.");
        role = Role::Warn;
    }
    m_add->setEnabled(!badAccount && !secret.isEmpty());
    SecretBytes::wipe(secret);
    setInk(m_hint, m_theme, role);
    m_hint->setText(text);
}

void AddKeyDialog::addKey() {
    twilio::SigningKey key;
    key.kind = twilio::KeyKind(m_kind->currentData().toInt());
    key.account = m_account->text().trimmed().toLatin1();
    const QString fallback = key.account.isEmpty() ? tr("key for every account")
                                                   : QString::fromLatin1(key.account.left(6)) + u'…' +
                                                         QString::fromLatin1(key.account.right(4));
    key.label = m_label->text().trimmed().isEmpty() ? fallback : m_label->text().trimmed();
    key.secret = SecretBytes(m_secret->text().trimmed().toUtf8());
    m_add->setEnabled(false);
    m_keys.add(std::move(key), this, [this](const Result<void> &added) {
        if (added)
            return accept();
        setInk(m_hint, m_theme, Role::Invalid);
        m_hint->setText(errorText(added.error()));
        m_add->setEnabled(true);
    });
}

} // namespace offhook::ui
