#include "ui/settings/add_api_key_dialog.h"

#include "ui/detail/styling.h"
#include "ui/settings/secret_edit.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace offhook::ui {

AddApiKeyDialog::AddApiKeyDialog(AccountAccess &access, const Theme &theme, const QByteArray &account, QWidget *parent)
    : QDialog(parent)
    , m_access(access)
    , m_theme(theme) {
    setWindowTitle(tr("Add API key"));
    setMinimumWidth(480);
    createFields();
    m_account->setText(QString::fromLatin1(account));
    check();
    (account.isEmpty() ? m_account : m_sid)->setFocus();
}

AddApiKeyDialog::~AddApiKeyDialog() = default;

void AddApiKeyDialog::createFields() {
    const auto line = [this](const QString &name, const QString &placeholder) {
        auto *edit = new QLineEdit(this);
        edit->setAccessibleName(name);
        edit->setPlaceholderText(placeholder);
        edit->setFont(m_theme.mono());
        return edit;
    };
    m_account = line(tr("Account SID"), QStringLiteral("AC…"));
    m_sid = line(tr("API key SID"), QStringLiteral("SK…"));
    m_secret = new SecretEdit(m_theme, this);
    m_label = line(tr("Label"), tr("such as “this laptop”"));
    m_label->setFont(m_theme.font());
    m_label->setMaxLength(80);
    m_hint = new PlainLabel(this);
    m_hint->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setSpacing(8);
    form->addRow(tr("&Account SID"), m_account);
    form->addRow(tr("API key S&ID"), m_sid);
    form->addRow(tr("&Secret"), m_secret);
    form->addRow(tr("&Label"), m_label);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("Add API k&ey"), QDialogButtonBox::AcceptRole);
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
    for (QLineEdit *each : {m_account, m_sid, m_secret, m_label})
        connect(each, &QLineEdit::textChanged, this, [this] { check(); });
}

void AddApiKeyDialog::check() {
    const QByteArray account = m_account->text().trimmed().toLatin1();
    const QByteArray sid = m_sid->text().trimmed().toLatin1();
    const bool badAccount = !account.isEmpty() && !account::isSid(account, "AC");
    const bool badSid = !sid.isEmpty() && !account::isSid(sid, "SK");
    QString text =
        tr("Made in Twilio's console under Account › API keys & tokens. A Standard key does; a Restricted one "
           "needs read and write access to phone numbers, TwiML apps and Messaging Services. It never checks "
           "signatures: for those the auth token is needed.");
    if (badAccount)
        text = tr("An Account SID is AC and 32 hexadecimal digits.");
    else if (badSid)
        text = tr("The SID of an API key is SK and 32 hexadecimal digits.");
    setInk(m_hint, m_theme, badAccount || badSid ? Role::Invalid : Role::Muted);
    m_hint->setText(text);
    m_add->setEnabled(!badAccount && !badSid && !account.isEmpty() && !sid.isEmpty() && !m_secret->text().isEmpty());
}

void AddApiKeyDialog::addKey() {
    const QByteArray sid = m_sid->text().trimmed().toLatin1();
    const QString typed = m_label->text().trimmed();
    const QString label =
        typed.isEmpty() ? QString(QString::fromLatin1(sid.left(6)) + u'…' + QString::fromLatin1(sid.right(4))) : typed;
    m_add->setEnabled(false);
    m_access.addApiKey(m_account->text().trimmed().toLatin1(), sid, label,
        SecretBytes(m_secret->text().trimmed().toUtf8()), this, [this](const Result<void> &added) {
            if (added)
                return accept();
            setInk(m_hint, m_theme, Role::Invalid);
            m_hint->setText(errorText(added.error()));
            m_add->setEnabled(true);
        });
}

} // namespace offhook::ui
