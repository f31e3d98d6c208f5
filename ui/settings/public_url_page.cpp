#include "ui/settings/public_url_page.h"

#include "core/http/public_url.h"
#include "core/twilio/budget.h"
#include "ui/detail/styling.h"
#include "ui/settings/overrides_dialog.h"
#include "ui/widgets/plain_label.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace offhook::ui {

namespace {

using twilio::BudgetFinding;

Role roleOf(BudgetFinding::Severity severity) {
    switch (severity) {
    case BudgetFinding::Severity::Error:
        return Role::Invalid;
    case BudgetFinding::Severity::Warning:
        return Role::Warn;
    case BudgetFinding::Severity::Info:
        break;
    }
    return Role::Muted;
}

QString textOf(const BudgetFinding &finding) {
    static constexpr std::array<const char *, 3> Glyphs{"•", "⚠", "✕"};
    const QString text = finding.text.filled(QCoreApplication::translate("PostMortem", finding.text.text));
    const QString code =
        finding.twilioCode == 0 ? QString() : PublicUrlPage::tr(" Twilio logs error %1.").arg(finding.twilioCode);
    return QString::fromUtf8(Glyphs[std::size_t(finding.severity)]) + u' ' + text + code;
}

QByteArray fragmentOf(const QString &typed) {
    const qsizetype hash = typed.indexOf(u'#');
    const QByteArray fragment = hash < 0 ? QByteArray() : typed.mid(hash).trimmed().toUtf8();
    return fragment.size() > 1 ? fragment : QByteArray();
}

} // namespace

PublicUrlPage::PublicUrlPage(Session &session, const Theme &theme, QWidget *parent)
    : SettingsPage(parent)
    , m_session(session)
    , m_theme(theme) {
    m_line = new QLineEdit(kept(), this);
    m_line->setPlaceholderText(QStringLiteral("https://example.ngrok.app"));
    m_line->setFont(theme.mono());
    m_line->setClearButtonEnabled(true);
    m_line->setObjectName(QStringLiteral("publicUrl"));
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
    layout->addWidget(createOverrides());
    layout->addStretch(1);
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        showVerdict();
        showFindings();
        Q_EMIT edited();
    });
    showVerdict();
    showFindings();
    setEnabled(!session.isReadOnly());
}

QWidget *PublicUrlPage::createOverrides() {
    auto *block = new QWidget(this);
    auto *title = new PlainLabel(tr("Connection overrides"), block);
    title->setFont(m_theme.font(1, QFont::DemiBold));
    setInk(title, m_theme, Role::Text);
    auto *button = new QPushButton(tr("&Calculator…"), block);
    connect(button, &QPushButton::clicked, this, [this] { calculate(); });
    auto *about = hint(m_theme, tr("If the URLs at Twilio end with a fragment such as #rt=5000&rc=2, type it here too: "
                                   "it is never sent or signed, "
                                   "but tells how long Twilio waits for an answer."));
    m_findings = new QWidget(block);
    (new QVBoxLayout(m_findings))->setContentsMargins(0, 4, 0, 0);
    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(button);
    auto *layout = new QVBoxLayout(block);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(about);
    layout->addWidget(m_findings);
    return block;
}

PublicUrlPage::Typed PublicUrlPage::typed() const {
    Typed typed;
    typed.fragment = fragmentOf(m_line->text());
    typed.url = http::normalisedPublicUrl(m_line->text(), &typed.problem);
    for (const BudgetFinding &finding : twilio::readOverrides(typed.fragment).findings) {
        if (typed.problem.isEmpty() && finding.severity == BudgetFinding::Severity::Error)
            typed.problem = textOf(finding);
    }
    return typed;
}

QString PublicUrlPage::kept() const {
    return QString::fromUtf8(m_session.publicUrl() + m_session.overrides());
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

void PublicUrlPage::showFindings() {
    QLayout *column = m_findings->layout();
    while (QLayoutItem *item = column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item; // takeAt() hands it over
    }
    for (const BudgetFinding &finding : twilio::readOverrides(m_line->text().toUtf8()).findings) {
        auto *label = new PlainLabel(textOf(finding), m_findings);
        label->setWordWrap(true);
        setInk(label, m_theme, roleOf(finding.severity));
        column->addWidget(label);
    }
}

QString PublicUrlPage::findings() const {
    QStringList lines;
    for (const BudgetFinding &finding : twilio::readOverrides(m_line->text().toUtf8()).findings)
        lines.append(textOf(finding));
    return lines.join(u'\n');
}

void PublicUrlPage::calculate() {
    OverridesDialog dialog(m_theme, twilio::readOverrides(fragmentOf(m_line->text())).overrides, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString text = m_line->text();
    const qsizetype hash = text.indexOf(u'#');
    m_line->setText((hash < 0 ? text : text.first(hash)).trimmed() + QString::fromUtf8(dialog.fragment()));
}

bool PublicUrlPage::isDirty() const {
    const Typed now = typed();
    return !now.problem.isEmpty() || now.url != m_session.publicUrl() || now.fragment != m_session.overrides();
}

bool PublicUrlPage::apply() {
    const Typed now = typed();
    if (!now.problem.isEmpty()) {
        m_line->setFocus();
        return false;
    }
    m_session.setPublicUrl(now.url);
    m_session.setOverrides(now.fragment);
    m_line->setText(kept());
    return true;
}

} // namespace offhook::ui
