#pragma once

#include "core/session/session.h"
#include "core/twilio/post_mortem.h"
#include "core/twilio/validator_models.h"

#include <QString>

#include <atomic>
#include <optional>
#include <vector>

namespace offhook::ui {

/// All that the Signature tab tells of an event. Value type, any thread.
struct SignatureStory {
    Session::SignatureView view;
    std::optional<twilio::PostMortem> postMortem;     ///< when the signature did not match
    std::vector<twilio::ValidatorOutcome> validators; ///< when it is known what was signed

    [[nodiscard]] bool isExplained() const { return postMortem && postMortem->isMatched(); }
    /// Causes that the app has to deal with, whatever its framework.
    [[nodiscard]] std::vector<twilio::Cause> causes() const;
};

/// Searches the explanation and simulates the validators; up to the post-mortem's budget of time, so never on the GUI
/// thread.
[[nodiscard]] SignatureStory tellSignature(const flow::WebhookEvent &event, const twilio::PostMortemCase &known,
    const std::vector<twilio::SigningKey> &keys, const std::atomic<bool> &cancel);

/// A text of core's context PostMortem in the user's language.
[[nodiscard]] QString postMortemText(const char *text);
[[nodiscard]] QString postMortemText(const twilio::Phrase &phrase);

/// The whole story as plain text for a ticket or a chat; no secrets.
[[nodiscard]] QString storyText(const SignatureStory &story);

} // namespace offhook::ui
