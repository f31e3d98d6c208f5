#include "ui/detail/message_pane.h"

#include "core/base/text_guard.h"
#include "core/flow/event_json.h"
#include "ui/detail/alerts_strip.h"
#include "ui/detail/body_view.h"
#include "ui/detail/elided_label.h"
#include "ui/detail/message_documents.h"
#include "ui/detail/segmented_switch.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/banner.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace offhook::ui {

MessagePane::MessagePane(const Theme &theme, Side side, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_side(side)
    , m_job(this, [this](ViewDocument document) { m_view->setDocument(std::move(document)); }) {
    m_refusal = new Banner(theme, this);
    m_view = new BodyView(theme, this);
    m_view->setAccessibleName(side == Side::Request ? tr("The request") : tr("The answer"));
    connect(m_refusal, &Banner::actionTriggered, this, [this] {
        setForm(m_switch->current() == int(Form::Hex) ? Form::Hex : Form::Raw);
        m_view->reveal(m_event->refusal->offset);
        m_view->setFocus();
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(createToolbar());
    layout->addWidget(horizontalLine(theme, this));
    layout->addWidget(m_refusal);
    if (side == Side::Response) {
        m_alerts = new AlertsStrip(theme, this);
        connect(m_alerts, &AlertsStrip::placeAsked, this, &MessagePane::showPlace);
        layout->addWidget(m_alerts);
    }
    layout->addWidget(m_view, 1);
}

MessagePane::~MessagePane() = default;

QWidget *MessagePane::createToolbar() {
    auto *bar = new QWidget(this);
    m_switch = new SegmentedSwitch(m_theme, {tr("Pretty"), tr("Raw"), tr("Hex")}, bar);
    m_switch->setAccessibleName(tr("How the message is shown"));
    connect(m_switch, &SegmentedSwitch::chosen, this, [this] { showDocument(); });
    m_facts = new ElidedLabel(bar);
    setInk(m_facts, m_theme, Role::Muted);
    m_lineEnds = iconButton(m_theme, {}, tr("Show line ends"), bar);
    m_lineEnds->setText(QStringLiteral("¶"));
    m_lineEnds->setCheckable(true);
    connect(m_lineEnds, &QToolButton::toggled, this,
        [this](bool on) { m_view->setShowLineEnds(on && m_switch->current() == int(Form::Raw)); });
    QToolButton *copyButton = iconButton(m_theme, QStringLiteral("copy"), tr("Copy all, byte for byte"), bar);
    connect(copyButton, &QToolButton::clicked, this, [this] {
        if (!m_event)
            return;
        BodyView::copyBytes(m_side == Side::Request ? rawRequest(*m_event).bytes : rawResponse(*m_event).bytes);
        Q_EMIT statusMessage(m_side == Side::Request ? tr("Request copied") : tr("Response copied"));
    });
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 5, 8, 5);
    layout->setSpacing(10);
    layout->addWidget(m_switch);
    layout->addWidget(m_facts, 1);
    if (m_side == Side::Response) {
        m_rule = new QToolButton(bar);
        m_rule->setAutoRaise(true);
        m_rule->hide();
        m_rule->setToolTip(tr("Shows the rule that answered"));
        connect(m_rule, &QToolButton::clicked, this, [this] { Q_EMIT ruleAsked(m_event->rule); });
        layout->addWidget(m_rule);
    }
    layout->addWidget(m_lineEnds);
    layout->addWidget(copyButton);
    return bar;
}

void MessagePane::setEvent(const flow::EventPtr &event) {
    m_event = event;
    if (m_alerts != nullptr)
        m_alerts->setEvent(event);
    if (m_rule != nullptr) {
        m_rule->setVisible(event && !event->rule.isEmpty());
        // A button takes & for a mnemonic.
        m_rule->setText(
            event ? tr("Rule “%1”").arg(printable(event->rule.toUtf8(), 40).replace(u'&', QStringLiteral("&&")))
                  : QString());
    }
    showFacts();
    showRefusal();
    showDocument();
}

void MessagePane::setForm(Form form) {
    m_switch->setCurrent(int(form));
    showDocument();
}

void MessagePane::showDocument() {
    m_job.cancel();
    const Form form = Form(m_switch->current());
    m_lineEnds->setVisible(form == Form::Raw);
    m_view->setMode(form == Form::Hex ? BodyView::Mode::Hex : BodyView::Mode::Text);
    m_view->setShowLineEnds(form == Form::Raw && m_lineEnds->isChecked());
    if (!m_event)
        return m_view->setDocument({});
    const bool request = m_side == Side::Request;
    if (form != Form::Pretty)
        return m_view->setDocument(request ? rawRequest(*m_event) : rawResponse(*m_event));
    const qsizetype size = request ? m_event->request.body().size() : m_event->response.body.size();
    if (size <= QuickToFormat)
        return m_view->setDocument(request ? prettyRequest(*m_event) : prettyResponse(*m_event));
    // What is there at once is shown meanwhile.
    m_view->setDocument(request ? rawRequest(*m_event) : rawResponse(*m_event));
    m_job.start([event = m_event, request](const CancelFlag &cancel) {
        return request ? prettyRequest(*event, &cancel) : prettyResponse(*event, &cancel);
    });
}

QStringList MessagePane::requestFacts() const {
    QStringList facts{localTime(m_event->receivedAt), tr("from %1").arg(printable(m_event->peer, 80)),
        m_event->tls ? tr("TLS") : tr("no TLS")};
    facts.append(tr("body %1").arg(byteSize(m_event->request.body().size())));
    if (!m_event->request.framedBody().isEmpty())
        facts.append(tr("chunked, %1 on the wire").arg(byteSize(m_event->request.framedBody().size())));
    return facts;
}

QStringList MessagePane::responseFacts() const {
    using flow::EventFlag;
    QStringList facts{tr("body %1").arg(byteSize(m_event->response.body.size()))};
    facts.append(m_event->tookUs < 0 ? tr("not answered yet") : tr("took %1").arg(duration(m_event->tookUs)));
    if (m_event->response.status == 0 && m_event->tookUs >= 0)
        facts.append(tr("nothing was answered"));
    if (m_event->flags.testFlag(EventFlag::Fault))
        facts.append(tr("broken on purpose"));
    if (m_event->flags.testFlag(EventFlag::Parked))
        facts.append(tr("the caller was sent round"));
    if (m_event->flags.testFlag(EventFlag::Late))
        facts.append(tr("later than Twilio waits"));
    if (m_event->flags.testFlag(EventFlag::ClientGone))
        facts.append(tr("the client left before it had the answer"));
    return facts;
}

void MessagePane::showFacts() {
    const QString text =
        !m_event ? QString() : (m_side == Side::Request ? requestFacts() : responseFacts()).join(QStringLiteral(" · "));
    m_facts->setContent(text, text.toUtf8());
}

// Only the raw text has the bytes where the answer has them.
void MessagePane::showPlace(qsizetype begin, qsizetype end) {
    const qsizetype head = flow::responseHead(m_event->response).size();
    setForm(m_switch->current() == int(Form::Hex) ? Form::Hex : Form::Raw);
    m_view->select(head + begin, head + std::max(end, begin + 1));
    m_view->reveal(head + begin);
    m_view->setFocus();
}

void MessagePane::showRefusal() {
    if (m_side != Side::Request || !m_event || !m_event->refusal)
        return m_refusal->clear();
    const http::Refusal &refusal = *m_event->refusal;
    const QString text = ui::refusalText(refusal.reason);
    m_refusal->showMessage(Banner::Tone::Problem,
        refusal.status > 0 ? tr("Refused with %1. %2").arg(refusal.status).arg(text) : text,
        refusal.offset >= 0 ? tr("Show &place") : QString());
}

} // namespace offhook::ui
