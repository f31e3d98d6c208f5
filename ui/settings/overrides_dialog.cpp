#include "ui/settings/overrides_dialog.h"

#include "ui/detail/styling.h"
#include "ui/settings/budget_chart.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace offhook::ui {

using std::chrono::milliseconds;

class OverridesDialog::Private {
public:
    Private(OverridesDialog &dialog, const Theme &theme)
        : m_dialog(dialog)
        , m_theme(theme) {}

    void build();
    void setOverrides(const twilio::ConnectionOverrides &overrides);
    [[nodiscard]] twilio::ConnectionOverrides overrides() const;

private:
    QSpinBox *timeBox(int most, const QString &name);
    QCheckBox *policyBox(const QString &text);
    QFormLayout *buildForm();
    QDialogButtonBox *buildButtons();
    void refresh();

    OverridesDialog &m_dialog;
    const Theme &m_theme;
    QSpinBox *m_connect = nullptr;
    QSpinBox *m_read = nullptr;
    QSpinBox *m_total = nullptr;
    QSpinBox *m_retries = nullptr;
    QCheckBox *m_onConnect = nullptr;
    QCheckBox *m_onRead = nullptr;
    QCheckBox *m_on5xx = nullptr;
    QCheckBox *m_on4xx = nullptr;
    QCheckBox *m_sni = nullptr;
    QLineEdit *m_edges = nullptr;
    QLineEdit *m_fragment = nullptr;
    PlainLabel *m_problem = nullptr;
    BudgetChart *m_chart = nullptr;
};

QSpinBox *OverridesDialog::Private::timeBox(int most, const QString &name) {
    auto *box = new QSpinBox(&m_dialog);
    box->setRange(100, most);
    box->setSingleStep(500);
    box->setSuffix(QStringLiteral(" ms"));
    box->setAccessibleName(name);
    QObject::connect(box, &QSpinBox::valueChanged, &m_dialog, [this] { refresh(); });
    return box;
}

QCheckBox *OverridesDialog::Private::policyBox(const QString &text) {
    auto *box = new QCheckBox(text, &m_dialog);
    QObject::connect(box, &QCheckBox::toggled, &m_dialog, [this] { refresh(); });
    return box;
}

QFormLayout *OverridesDialog::Private::buildForm() {
    m_connect = timeBox(10000, OverridesDialog::tr("Connect within"));
    m_read = timeBox(15000, OverridesDialog::tr("Answer within"));
    m_total = timeBox(15000, OverridesDialog::tr("All together"));
    m_retries = new QSpinBox(&m_dialog);
    m_retries->setRange(0, 5);
    QObject::connect(m_retries, &QSpinBox::valueChanged, &m_dialog, [this] { refresh(); });
    m_onConnect = policyBox(OverridesDialog::tr("no connectio&n"));
    m_onRead = policyBox(OverridesDialog::tr("no ans&wer"));
    m_on5xx = policyBox(OverridesDialog::tr("status &5xx"));
    m_on4xx = policyBox(OverridesDialog::tr("status &4xx"));
    m_sni = policyBox(OverridesDialog::tr("Name the host in the TLS hand&shake (SNI)"));
    m_edges = new QLineEdit(&m_dialog);
    m_edges->setPlaceholderText(QStringLiteral("ashburn"));
    m_edges->setToolTip(
        OverridesDialog::tr("Where requests leave Twilio, one after the other on retries: dublin,frankfurt"));
    QObject::connect(m_edges, &QLineEdit::textChanged, &m_dialog, [this] { refresh(); });
    auto *policy = new QHBoxLayout;
    for (QCheckBox *box : {m_onConnect, m_onRead, m_on5xx, m_on4xx})
        policy->addWidget(box);
    policy->addStretch(1);
    auto *form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(OverridesDialog::tr("&Connect within"), m_connect);
    form->addRow(OverridesDialog::tr("&Answer within"), m_read);
    form->addRow(OverridesDialog::tr("All &together"), m_total);
    form->addRow(OverridesDialog::tr("&Retries"), m_retries);
    form->addRow(OverridesDialog::tr("Retry after"), policy);
    form->addRow(OverridesDialog::tr("&Edges"), m_edges);
    form->addRow(QString(), m_sni);
    return form;
}

QDialogButtonBox *OverridesDialog::Private::buildButtons() {
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, &m_dialog);
    auto *use = buttons->addButton(OverridesDialog::tr("&Use it"), QDialogButtonBox::AcceptRole);
    makePrimary(use);
    use->setDefault(true);
    auto *copyButton = buttons->addButton(OverridesDialog::tr("C&opy"), QDialogButtonBox::ActionRole);
    QObject::connect(copyButton, &QPushButton::clicked, &m_dialog,
        [this] { QGuiApplication::clipboard()->setText(m_fragment->text()); });
    QObject::connect(buttons, &QDialogButtonBox::accepted, &m_dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &m_dialog, &QDialog::reject);
    return buttons;
}

void OverridesDialog::Private::build() {
    auto *about = new PlainLabel(
        OverridesDialog::tr("How long Twilio waits for your app, and what it does then. The fragment goes to the end "
                            "of the URL at Twilio. It works for voice and messaging, not for Conversations."),
        &m_dialog);
    about->setWordWrap(true);
    setInk(about, m_theme, Role::Muted);
    m_fragment = new QLineEdit(&m_dialog);
    m_fragment->setReadOnly(true);
    m_fragment->setFont(m_theme.mono());
    m_fragment->setPlaceholderText(OverridesDialog::tr("Twilio’s defaults: no fragment"));
    m_fragment->setAccessibleName(OverridesDialog::tr("Fragment"));
    m_problem = new PlainLabel(&m_dialog);
    m_problem->setWordWrap(true);
    setInk(m_problem, m_theme, Role::Warn);
    m_chart = new BudgetChart(m_theme, &m_dialog);
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setSpacing(12);
    layout->addWidget(about);
    layout->addLayout(buildForm());
    layout->addWidget(m_fragment);
    layout->addWidget(m_problem);
    layout->addWidget(m_chart);
    layout->addWidget(buildButtons());
}

void OverridesDialog::Private::setOverrides(const twilio::ConnectionOverrides &o) {
    m_connect->setValue(int(o.connect.count()));
    m_read->setValue(int(o.read.count()));
    m_total->setValue(int(o.total.count()));
    m_retries->setValue(o.retries);
    m_onConnect->setChecked(o.policy.onConnect);
    m_onRead->setChecked(o.policy.onRead);
    m_on5xx->setChecked(o.policy.on5xx);
    m_on4xx->setChecked(o.policy.on4xx);
    m_sni->setChecked(o.sni);
    m_edges->setText(QString::fromUtf8(QByteArrayList(o.edges.begin(), o.edges.end()).join(',')));
    refresh();
}

twilio::ConnectionOverrides OverridesDialog::Private::overrides() const {
    twilio::ConnectionOverrides o;
    o.connect = milliseconds(m_connect->value());
    o.read = milliseconds(m_read->value());
    o.total = milliseconds(m_total->value());
    o.retries = m_retries->value();
    o.policy = {m_on4xx->isChecked(), m_on5xx->isChecked(), m_onConnect->isChecked(), m_onRead->isChecked()};
    o.sni = m_sni->isChecked();
    for (const QString &edge : m_edges->text().split(u',', Qt::SkipEmptyParts))
        o.edges.push_back(edge.trimmed().toUtf8());
    return o;
}

void OverridesDialog::Private::refresh() {
    const twilio::ConnectionOverrides o = overrides();
    const QByteArray fragment = twilio::fragmentFor(o);
    m_fragment->setText(QString::fromUtf8(fragment));
    m_chart->setOverrides(o);
    QStringList problems;
    for (const twilio::BudgetFinding &finding : twilio::readOverrides(fragment).findings) {
        if (finding.severity != twilio::BudgetFinding::Severity::Info)
            problems.append(finding.text.filled(QCoreApplication::translate("PostMortem", finding.text.text)));
    }
    m_problem->setText(problems.join(u'\n'));
    m_problem->setVisible(!problems.isEmpty());
}

OverridesDialog::OverridesDialog(const Theme &theme, const twilio::ConnectionOverrides &overrides, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    setWindowTitle(OverridesDialog::tr("Connection overrides"));
    m_d->build();
    m_d->setOverrides(overrides);
}

OverridesDialog::~OverridesDialog() = default;

twilio::ConnectionOverrides OverridesDialog::overrides() const {
    return m_d->overrides();
}

} // namespace offhook::ui
