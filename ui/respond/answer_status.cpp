#include "ui/respond/answer_status.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/respond/preview_text.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QLocale>

#include <algorithm>

namespace offhook::ui {
namespace {

QString verdictOf(const Analysis &analysis) {
    switch (analysis.product) {
    case twiml::Product::Voice:
        return AnswerStatus::tr("✓ valid voice TwiML");
    case twiml::Product::Messaging:
        return AnswerStatus::tr("✓ valid messaging TwiML");
    case twiml::Product::Auto:
        break;
    }
    return AnswerStatus::tr("✓ valid TwiML");
}

QString messagesText(const std::vector<twiml::Bubble> &bubbles) {
    if (bubbles.size() == 1)
        return segmentsText(bubbles.front());
    int segments = 0;
    for (const twiml::Bubble &bubble : bubbles)
        segments += std::max(1, bubble.segments.count);
    return AnswerStatus::tr("%1 messages, %2 segments").arg(bubbles.size()).arg(segments);
}

} // namespace

AnswerStatus::AnswerStatus(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_pill(new Pill(theme, this))
    , m_words(new PlainLabel(this)) {
    setInk(m_words, theme, Role::Muted);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 7, 10, 7);
    layout->setSpacing(8);
    layout->addWidget(m_pill);
    layout->addWidget(m_words, 1);
    setGround(this, theme, Role::Raised);
}

void AnswerStatus::setAnalysis(const Analysis &analysis, const QByteArray &contentType) {
    const auto isGrave = [](const twiml::Diagnostic &problem) { return problem.severity != twiml::Severity::Hint; };
    const bool grave = std::any_of(analysis.problems.begin(), analysis.problems.end(), isGrave);
    setVisible(!grave);
    QString words;
    if (!analysis.isTwiml) {
        m_verdict = tr("no TwiML");
        words = tr("%1 is sent as it is, unchecked").arg(printable(QString::fromLatin1(contentType), 60));
        m_pill->setStyle({m_verdict, Role::Muted, Role::Surface, true});
    } else {
        m_verdict = verdictOf(analysis);
        if (!analysis.preview.bubbles.empty())
            words = messagesText(analysis.preview.bubbles);
        m_pill->setStyle({m_verdict, Role::Valid, Role::ValidSoft, false});
    }
    m_words->setText(words);
}

QString AnswerStatus::text() const {
    return m_words->text().isEmpty() ? m_verdict : m_verdict + u' ' + m_words->text();
}

} // namespace offhook::ui
