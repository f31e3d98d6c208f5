#include "ui/settings/public_url_page.h"

#include "core/http/public_url.h"
#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace offhook::ui {

PublicUrlPage::PublicUrlPage(Session &session, const Theme &theme, QWidget *parent)
    : SettingsPage(parent)
    , m_session(session)
    , m_theme(theme) {
    m_line = new QLineEdit(QString::fromUtf8(session.publicUrl()), this);
    m_line->setPlaceholderText(QStringLiteral("https://example.ngrok.app"));
    m_line->setFont(theme.mono());
    m_line->setClearButtonEnabled(true);
    m_line->setAccessibleName(tr("Public URL"));
    m_verdict = hint(theme);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Public URL"), m_line);
    form->addRow(QString(), m_verdict);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(heading(theme, tr("Public URL"),
        tr("The URL that Twilio dials, as your tunnel or proxy shows it. Twilio signs this URL, so signatures are "
           "checked against it. "
           "Without it, forwarded headers and the Host header are used.")));
    layout->addLayout(form);
    layout->addStretch(1);
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        showVerdict();
        Q_EMIT edited();
    });
    showVerdict();
    setEnabled(!session.isReadOnly());
}

void PublicUrlPage::showVerdict() {
    QString reason;
    const QByteArray url = http::normalisedPublicUrl(m_line->text(), &reason);
    setInk(m_verdict, m_theme, reason.isEmpty() ? Role::Muted : Role::Invalid);
    if (!reason.isEmpty())
        m_verdict->setText(reason);
    else if (url.isEmpty())
        m_verdict->setText(tr("No public URL."));
    else
        m_verdict->setText(tr("A webhook for messages would be %1").arg(QString::fromUtf8(url) + u"/sms"));
}

bool PublicUrlPage::isDirty() const {
    QString reason;
    const QByteArray url = http::normalisedPublicUrl(m_line->text(), &reason);
    return !reason.isEmpty() || url != m_session.publicUrl();
}

bool PublicUrlPage::apply() {
    QString reason;
    const QByteArray url = http::normalisedPublicUrl(m_line->text(), &reason);
    if (!reason.isEmpty()) {
        m_line->setFocus();
        return false;
    }
    m_session.setPublicUrl(url);
    m_line->setText(QString::fromUtf8(url));
    return true;
}

} // namespace offhook::ui
