#include "ui/detail/signature_pane.h"

#include "core/base/text_guard.h"
#include "ui/detail/body_view.h"
#include "ui/detail/framed_table.h"
#include "ui/detail/message_documents.h"
#include "ui/detail/signature_advice.h"
#include "ui/detail/signature_document.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
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
    , m_job(this, [this](SignatureStory story) { tell(std::move(story)); }) {
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
    layout->addWidget(createActions());
    m_advice = new SignatureAdvice(theme, m_content);
    connect(m_advice, &SignatureAdvice::statusMessage, this, &SignaturePane::statusMessage);
    m_advice->hide();
    layout->addWidget(m_advice);
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
    connect(m_addKey, &QPushButton::clicked, this,
        [this] { Q_EMIT addKeyAsked(m_event ? m_event->meaning.accountSid : QByteArray()); });
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(m_pill, 0, Qt::AlignVCenter);
    layout->addWidget(m_headline, 1);
    layout->addWidget(m_addKey);
    return head;
}

QWidget *SignaturePane::createActions() {
    m_actions = new QWidget(m_content);
    m_usePublicUrl = new QPushButton(m_actions);
    makePrimary(m_usePublicUrl);
    m_usePublicUrl->hide();
    m_useKey = new QPushButton(m_actions);
    makePrimary(m_useKey);
    m_useKey->hide();
    auto *copyButton = new QPushButton(tr("Copy &explanation"), m_actions);
    connect(m_usePublicUrl, &QPushButton::clicked, this, [this] { usePublicUrl(); });
    connect(m_useKey, &QPushButton::clicked, this, [this] { useKey(); });
    connect(copyButton, &QPushButton::clicked, this, [this] {
        BodyView::copyBytes(storyText(m_story).toUtf8());
        Q_EMIT statusMessage(tr("The explanation is copied"));
    });
    auto *layout = new QHBoxLayout(m_actions);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_usePublicUrl);
    layout->addWidget(m_useKey);
    layout->addWidget(copyButton);
    layout->addStretch(1);
    m_actions->hide();
    return m_actions;
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

void SignaturePane::setSession(Session *session) {
    m_job.cancel();
    disconnect(m_keysChanged);
    m_session = session;
    m_event = nullptr;
    // A key that came is tried at once on the event on show.
    if (session != nullptr)
        m_keysChanged = connect(&session->keys(), &KeyStore::changed, this, [this] { setEvent(m_event); });
}

void SignaturePane::setEvent(const flow::EventPtr &event) {
    m_job.cancel();
    if (event != m_event)
        verticalScrollBar()->setValue(0);
    m_event = event;
    m_content->setVisible(event != nullptr);
    if (!event)
        return;
    if (event->request.body().size() <= QuickToFormat)
        tell({Session::signatureView(*event), {}, {}});
    const twilio::PostMortemCase known =
        m_session != nullptr ? m_session->postMortemCase(*event) : twilio::PostMortemCase();
    std::vector<twilio::SigningKey> keys =
        m_session != nullptr ? m_session->keys().keys() : std::vector<twilio::SigningKey>();
    m_job.start([event, known, keys = std::move(keys)](
                    const CancelFlag &cancel) { return tellSignature(*event, known, keys, cancel); });
}

void SignaturePane::tell(SignatureStory story) {
    m_story = std::move(story);
    const twilio::Verification &verification = m_story.view.verification;
    m_pill->setStyle(verdictPill(int(verification.verdict)));
    m_headline->setText(signatureHeadline(m_story));
    m_explanation->setText(signatureExplanation(m_story));
    m_addKey->setVisible(verification.reason == twilio::VerdictReason::NoKey && !m_story.isExplained());
    const bool hasUrl = !m_story.view.url.isEmpty() && verification.reason != twilio::VerdictReason::Refused;
    m_table->setRows(signatureRows(m_story));
    m_table->setVisible(hasUrl);
    m_stringBlock->setVisible(hasUrl);
    showActions();
    m_advice->setStory(m_story);
    ViewDocument document = signedStringDocument(m_story);
    const bool matched = !verification.matchedUrl.isEmpty() || m_story.isExplained();
    const QString size = byteSize(document.bytes.size());
    m_stringTitle->setText(matched ? tr("The string that was signed, %1").arg(size)
                                   : tr("The string that Offhook signs to compare, %1").arg(size));
    m_string->setDocument(std::move(document));
}

void SignaturePane::showActions() {
    const bool explained = m_story.isExplained() && m_session != nullptr;
    const QByteArray url = explained ? m_story.postMortem->publicUrl : QByteArray();
    m_usePublicUrl->setVisible(!url.isEmpty() && url != (explained ? m_session->publicUrl() : QByteArray()));
    m_usePublicUrl->setText(tr("&Use %1 as public URL").arg(printable(url, 60).replace(u'&', QStringLiteral("&&"))));
    m_usePublicUrl->setEnabled(explained && !m_session->isReadOnly());
    m_useKey->setVisible(explained && m_story.postMortem->key);
    m_useKey->setText(tr("Use this &key for the account"));
    m_actions->setVisible(m_story.postMortem.has_value());
}

void SignaturePane::usePublicUrl() {
    const QByteArray url = m_story.postMortem->publicUrl;
    m_session->setPublicUrl(url);
    showActions();
    Q_EMIT statusMessage(tr("From now on requests are checked against %1").arg(printable(url, 80)));
}

void SignaturePane::useKey() {
    m_session->keys().add(*m_story.postMortem->key, this, [this](const Result<void> &kept) {
        Q_EMIT statusMessage(kept ? tr("From now on this key is used for the account") : errorText(kept.error()));
    });
}

} // namespace offhook::ui
