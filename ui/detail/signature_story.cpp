#include "ui/detail/signature_story.h"

#include "core/base/text_guard.h"
#include "ui/detail/signature_document.h"

#include <QCoreApplication>

namespace offhook::ui {
namespace {

twilio::SignedTruth truthOf(const SignatureStory &story) {
    if (story.isExplained())
        return {story.postMortem->matchedUrl, story.postMortem->matchedTail, story.postMortem->matchedForm};
    const twilio::Verification &verification = story.view.verification;
    if (verification.matchedUrl.isEmpty() || !story.view.stringToSign.startsWith(verification.matchedUrl))
        return {};
    return {
        verification.matchedUrl, story.view.stringToSign.mid(verification.matchedUrl.size()), story.view.signedParams};
}

bool needsExplanation(const twilio::Verification &verification, bool hasKeys) {
    using twilio::Verdict;
    return hasKeys &&
           (verification.verdict == Verdict::Invalid || verification.reason == twilio::VerdictReason::NoKey) &&
           verification.reason != twilio::VerdictReason::Refused;
}

} // namespace

std::vector<twilio::Cause> SignatureStory::causes() const {
    std::vector<twilio::Cause> causes;
    if (postMortem) {
        for (const twilio::PostMortemStep &step : postMortem->steps)
            causes.push_back(step.cause);
    }
    return causes;
}

SignatureStory tellSignature(const flow::WebhookEvent &event, const twilio::PostMortemCase &known,
    const std::vector<twilio::SigningKey> &keys, const std::atomic<bool> &cancel) {
    SignatureStory story{Session::signatureView(event), {}, {}};
    if (needsExplanation(event.verification, !keys.empty()))
        story.postMortem = twilio::explain(known, keys, {}, &cancel);
    story.validators = twilio::simulateValidators({event.request, event.tls}, truthOf(story));
    return story;
}

QString postMortemText(const char *text) {
    return QCoreApplication::translate("PostMortem", text);
}

QString postMortemText(const twilio::Phrase &phrase) {
    return phrase.filled(postMortemText(phrase.text));
}

QString storyText(const SignatureStory &story) {
    QString text = signatureHeadline(story) + u".\n" + signatureExplanation(story) + u"\n\n";
    for (const SignatureRow &row : signatureRows(story))
        text += row.label + u": " + row.value + (row.remark.isEmpty() ? QString() : u" (" + row.remark + u')') + u'\n';
    for (const twilio::ValidatorOutcome &outcome : story.validators) {
        if (!outcome.accepts)
            text += QString::fromUtf8(outcome.name) + u": " + postMortemText(outcome.reason) + u'\n';
    }
    return text;
}

} // namespace offhook::ui
