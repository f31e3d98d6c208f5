#include "ui/settings/secret_dialog.h"

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
namespace {

constexpr int LongestLabel = 80;

} // namespace

SecretDialog::SecretDialog(const Theme &theme, const QString &title, const QString &addWords, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme) {
    setWindowTitle(title);
    setMinimumWidth(480);
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setSpacing(8);
    m_hint = new PlainLabel(this);
    m_hint->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(addWords, QDialogButtonBox::AcceptRole);
    makePrimary(m_add);
    m_add->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(m_form);
    layout->addWidget(m_hint);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        m_add->setEnabled(false);
        add();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

SecretDialog::~SecretDialog() = default;

void SecretDialog::addRow(const QString &label, QWidget *field) {
    m_form->addRow(label, field);
    if (const auto *line = qobject_cast<QLineEdit *>(field))
        connect(line, &QLineEdit::textChanged, this, [this] { check(); });
}

QLineEdit *SecretDialog::addLine(const QString &label, const QString &name, const QString &placeholder) {
    auto *line = new QLineEdit(this);
    line->setAccessibleName(name);
    line->setPlaceholderText(placeholder);
    line->setFont(m_theme.mono());
    addRow(label, line);
    return line;
}

QLineEdit *SecretDialog::addSecret(const QString &label) {
    auto *line = new SecretEdit(m_theme, this);
    addRow(label, line);
    return line;
}

QLineEdit *SecretDialog::addLabel(const QString &placeholder) {
    QLineEdit *line = addLine(tr("&Label"), tr("Label"), placeholder);
    line->setFont(m_theme.font());
    line->setMaxLength(LongestLabel);
    return line;
}

void SecretDialog::say(const QString &words, Role role) {
    setInk(m_hint, m_theme, role);
    m_hint->setText(words);
}

void SecretDialog::setComplete(bool complete) {
    m_add->setEnabled(complete);
}

void SecretDialog::added(const Result<void> &outcome) {
    if (outcome)
        return accept();
    say(errorText(outcome.error()), Role::Invalid);
    m_add->setEnabled(true);
}

QString SecretDialog::shortSid(const QByteArray &sid) {
    return QString::fromLatin1(sid.left(6)) + u'…' + QString::fromLatin1(sid.right(4));
}

} // namespace offhook::ui
