#include "ui/detail/signature_advice.h"

#include "core/twilio/framework_advice.h"
#include "ui/detail/body_view.h"
#include "ui/detail/framed_table.h"
#include "ui/detail/signature_document.h"
#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int MostRows = 14;
constexpr int FramePadding = 6;

} // namespace

SignatureAdvice::SignatureAdvice(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_title = new PlainLabel(this);
    m_title->setFont(theme.font(0, QFont::DemiBold));
    m_title->setWordWrap(true);
    setInk(m_title, theme, Role::Text);
    m_table = new FramedTable(theme, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_table);
    layout->addWidget(createLines());
}

QWidget *SignatureAdvice::createLines() {
    m_linesBlock = new QWidget(this);
    m_framework = new QComboBox(m_linesBlock);
    m_framework->setAccessibleName(tr("Framework"));
    for (const twilio::Framework &framework : twilio::frameworks())
        m_framework->addItem(framework.name, framework.id);
    auto *label = new PlainLabel(tr("In your &app"), m_linesBlock);
    label->setFont(m_theme.font(0, QFont::DemiBold));
    setInk(label, m_theme, Role::Text);
    label->setBuddy(m_framework);
    m_nothing = new PlainLabel(m_linesBlock);
    setInk(m_nothing, m_theme, Role::Muted);
    m_copy = new QPushButton(tr("Copy &lines"), m_linesBlock);
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy")));
    m_lines = new BodyView(m_theme, m_linesBlock);
    m_lines->setAccessibleName(tr("Lines for your app"));
    setFramed(m_lines, m_theme);
    connect(m_framework, &QComboBox::currentIndexChanged, this, [this] { showLines(); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        BodyView::copyBytes(lines());
        Q_EMIT statusMessage(tr("The lines are copied"));
    });
    connect(m_lines, &BodyView::folded, m_lines, [view = m_lines] {
        view->setFixedHeight(view->heightForRows(std::clamp(view->rowCount(), 1, MostRows)) + FramePadding);
    });
    auto *head = new QHBoxLayout;
    head->addWidget(label);
    head->addWidget(m_framework);
    head->addWidget(m_nothing, 1);
    head->addWidget(m_copy);
    auto *layout = new QVBoxLayout(m_linesBlock);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_lines);
    return m_linesBlock;
}

void SignatureAdvice::setStory(const SignatureStory &story) {
    m_story = story;
    const std::vector<twilio::ValidatorOutcome> &outcomes = story.validators;
    const auto rejects = [](const twilio::ValidatorOutcome &outcome) { return !outcome.accepts; };
    const auto rejecting = std::count_if(outcomes.begin(), outcomes.end(), rejects);
    if (rejecting == 0)
        m_title->setText(tr("Genuine, and accepted by every official library and by the usual code around them"));
    else if (std::size_t(rejecting) == outcomes.size())
        m_title->setText(tr("Twilio signed it, but as it arrived here every app would reject it"));
    else
        m_title->setText(tr("The captured request is genuine, but an app with its defaults would reject it"));
    m_table->setRows(validatorRows(outcomes));
    setVisible(!outcomes.empty());
    m_linesBlock->setVisible(rejecting > 0 || !story.causes().empty());
    showLines();
}

std::vector<twilio::Cause> SignatureAdvice::causesFor(const QByteArray &framework) const {
    std::vector<twilio::Cause> causes = m_story.causes();
    for (const twilio::ValidatorOutcome &outcome : m_story.validators) {
        if (outcome.cause && framework == outcome.framework)
            causes.push_back(*outcome.cause);
    }
    return causes;
}

void SignatureAdvice::showLines() {
    const QByteArray framework = m_framework->currentData().toByteArray();
    ViewDocument document;
    for (const twilio::Advice &advice : twilio::adviceFor(framework, causesFor(framework))) {
        if (!document.bytes.isEmpty())
            document.add("\n\n");
        document.add(advice.code.toUtf8());
    }
    m_nothing->setText(document.bytes.isEmpty() ? tr("Nothing to change.") : QString());
    m_copy->setVisible(!document.bytes.isEmpty());
    m_lines->setVisible(!document.bytes.isEmpty());
    m_lines->setDocument(std::move(document));
}

QByteArray SignatureAdvice::lines() const {
    return m_lines->document().bytes;
}

} // namespace offhook::ui
