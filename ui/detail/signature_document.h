#pragma once

#include "core/session/session.h"
#include "ui/detail/view_document.h"

namespace offhook::ui {

/// The string that was signed, its pieces told apart: the URL, then every name and value, in turns on a tinted ground.
[[nodiscard]] ViewDocument signedStringDocument(const Session::SignatureView &view);

/// One line of the table of what was checked.
struct SignatureRow {
    enum class Tone { Plain, Match, NoMatch };
    QString label;
    QString value;
    QByteArray copied;
    QString remark;
    Tone tone = Tone::Plain;
    bool mono = true;
};
[[nodiscard]] std::vector<SignatureRow> signatureRows(const Session::SignatureView &view);

/// The verdict in one sentence of a few words.
[[nodiscard]] QString signatureHeadline(const twilio::Verification &verification);
/// What it means and what to do.
[[nodiscard]] QString signatureExplanation(const twilio::Verification &verification);

} // namespace offhook::ui
