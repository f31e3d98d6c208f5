#pragma once

#include "ui/detail/signature_story.h"
#include "ui/detail/view_document.h"

namespace offhook::ui {

/// The string that was signed, its pieces told apart: the URL, then every name and value, in turns on a tinted ground.
[[nodiscard]] ViewDocument signedStringDocument(const SignatureStory &story);

/// One line of the table of what was checked.
struct SignatureRow {
    enum class Tone { Plain, Match, NoMatch, Good };
    QString label;
    QString value;
    QByteArray copied;
    QString remark;
    Tone tone = Tone::Plain;
    bool mono = true;
    qsizetype emphasisBegin = 0; ///< in `value`: the part that matters
    qsizetype emphasisSize = 0;
};
[[nodiscard]] std::vector<SignatureRow> signatureRows(const SignatureStory &story);

/// The verdict in one sentence of a few words.
[[nodiscard]] QString signatureHeadline(const SignatureStory &story);
/// What it means and what to do.
[[nodiscard]] QString signatureExplanation(const SignatureStory &story);

/// Who would reject a request that is genuine, and why; then in one row each who accepts it.
[[nodiscard]] std::vector<SignatureRow> validatorRows(const std::vector<twilio::ValidatorOutcome> &outcomes);

} // namespace offhook::ui
