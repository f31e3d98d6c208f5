#pragma once

#include "core/twilio/cause.h"
#include "core/twilio/phrase.h"
#include "core/twilio/validator_inputs.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace offhook::twilio {

/// What was signed, as far as it is known: from a valid check or a post-mortem that matched.
struct SignedTruth {
    QByteArray url;
    QByteArray tail;       ///< what follows the URL in the string that was signed
    http::Parameters form; ///< the parameters that `tail` consists of
};

/// What one official library, or the usual code around it in one framework, makes of a genuine request.
struct ValidatorOutcome {
    enum class Type : std::uint8_t {
        Library,   ///< the library is given the URL as it was signed
        Framework, ///< the URL is put together from the request, with the framework's defaults
    };
    const char *name = "";      ///< "npm twilio", "Express: twilio.webhook()"
    const char *framework = ""; ///< id in resources/twilio/advice.json
    Type type = Type::Library;
    bool accepts = false;
    bool bodyUnchecked = false; ///< accepts, but nothing compares the body with its hash
    std::optional<Cause> cause; ///< why it rejects
    Phrase reason;              ///< completes "rejects it: ..."
};

/// Computes for every official library and usual framework what it would compare, with the right key. A request may be
/// genuine and still be rejected by an app; this says by which, and why. Pure; takes well below a millisecond for a
/// usual webhook.
[[nodiscard]] std::vector<ValidatorOutcome> simulateValidators(const SeenRequest &seen, const SignedTruth &truth);

} // namespace offhook::twilio
