#include "ui/detail/signature_pane.h"

#include "ui/detail/body_view.h"
#include "ui/detail/framed_table.h"
#include "ui/detail/message_documents.h"
#include "ui/detail/signature_document.h"
#include "ui/detail/styling.h"
#include "ui/util/text_format.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int Margin = 16;
constexpr int WidestText = 720;
constexpr int StringRows = 7;
constexpr int FramePadding = 6;

} // namespace

SignaturePane::SignaturePane(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_job(this, [this](const Session::SignatureView &view) { show(view); }) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content = new QWidget(this);
    setGround(m_content, theme, Role::Surface);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(Margin, 12, Margin, 12);
    layout->setSpacing(8);
    layout->addWidget(createHead());
    m_explanation = new PlainLabel(m_content);
    m_explanation->setWordWrap(true);
    m_explanation->setMaximumWidth(WidestText);
    setInk(m_explanation, theme, Role::Muted);
    layout->addWidget(m_explanation);
    m_table = new FramedTable(theme, m_content);
    layout->addWidget(m_table);
    layout->addWidget(createString());
    layout->addStretch(1);
    setWidget(m_content);
}

SignaturePane::~SignaturePane() = default;

QWidget *SignaturePane::createHead() {
    auto *head = new QWidget(m_content);
    m_pill = new Pill(m_theme, head);
    m_headline = new PlainLabel(head);
    m_headline->setFont(m_theme.font(1, QFont::DemiBold));
    m_headline->setWordWrap(true);
    setInk(m_headline, m_theme, Role::Text);
    m_addKey = new QPushButton(tr("Add &key…"), head);
    m_addKey->hide();
    connect(m_addKey, &QPushButton::clicked, this, [this] { Q_EMIT addKeyAsked(m_account); });
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(m_pill, 0, Qt::AlignVCenter);
    layout->addWidget(m_headline, 1);
    layout->addWidget(m_addKey);
    return head;
}

QWidget *SignaturePane::createString() {
    m_stringBlock = new QWidget(m_content);
    m_stringTitle = new PlainLabel(m_stringBlock);
    m_stringTitle->setFont(m_theme.font(0, QFont::DemiBold));
    setInk(m_stringTitle, m_theme, Role::Text);
    auto *copyButton = new QPushButton(tr("&Copy"), m_stringBlock);
    copyButton->setIcon(m_theme.icon(QStringLiteral("copy")));
    copyButton->setAccessibleName(tr("Copy the string that was signed"));
    connect(copyButton, &QPushButton::clicked, this, [this] {
        BodyView::copyBytes(m_string->document().bytes);
        Q_EMIT statusMessage(tr("The signed string is copied"));
    });
    m_string = new BodyView(m_theme, m_stringBlock);
    m_string->setAccessibleName(tr("The string that was signed"));
    setFramed(m_string, m_theme);
    connect(m_string, &BodyView::folded, m_string, [view = m_string] {
        view->setFixedHeight(view->heightForRows(std::clamp(view->rowCount(), 2, StringRows)) + FramePadding);
    });
    auto *head = new QHBoxLayout;
    head->addWidget(m_stringTitle, 1);
    head->addWidget(copyButton);
    auto *layout = new QVBoxLayout(m_stringBlock);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_string);
    return m_stringBlock;
}

void SignaturePane::setEvent(const flow::EventPtr &event) {
    m_job.cancel();
    m_content->setVisible(event != nullptr);
    if (!event)
        return;
    m_account = event->meaning.accountSid;
    verticalScrollBar()->setValue(0);
    if (event->request.body().size() > QuickToFormat)
        return m_job.start([event](const CancelFlag &) { return Session::signatureView(*event); });
    show(Session::signatureView(*event));
}

void SignaturePane::show(const Session::SignatureView &view) {
    const twilio::Verification &verification = view.verification;
    m_pill->setStyle(verdictPill(int(verification.verdict)));
    m_headline->setText(signatureHeadline(verification));
    m_explanation->setText(signatureExplanation(verification));
    m_addKey->setVisible(verification.reason == twilio::VerdictReason::NoKey);
    const bool hasUrl = !view.url.isEmpty() && verification.reason != twilio::VerdictReason::Refused;
    static_cast<FramedTable *>(m_table)->setRows(signatureRows(view));
    m_table->setVisible(hasUrl);
    m_stringBlock->setVisible(hasUrl);
    const bool matched = !verification.matchedUrl.isEmpty();
    const QString size = byteSize(view.stringToSign.size());
    m_stringTitle->setText(matched ? tr("The string that was signed, %1").arg(size)
                                   : tr("The string that Offhook signs to compare, %1").arg(size));
    m_string->setDocument(signedStringDocument(view));
}

} // namespace offhook::ui
