#pragma once

#include "core/twiml/diagnostic.h"
#include "core/twiml/product.h"

#include <optional>
#include <vector>

namespace offhook::twiml {

/// Where the document is used, as far as it changes what Twilio allows.
enum class Place : std::uint8_t {
    Answer,         ///< the answer to a webhook
    CalledParty,    ///< `url` of Number, Client or Sip: what the called party hears; no Dial (13201)
    ConferenceWait, ///< waitUrl of a Conference: Play, Say, Pause and Redirect only (13238)
    EnqueueWait,    ///< waitUrl of Enqueue
    QueueUrl,       ///< `url` of a Queue inside Dial
    Parameter,      ///< the Twiml parameter of the calls API: 4,000 characters, absolute URLs (32018, 15004)
};

/// What is known about the answer besides its body. What is not known is not checked.
struct CheckContext {
    Product product = Product::Auto;
    Place place = Place::Answer;
    std::optional<QByteArray> contentType; ///< the header's value; empty: the header is missing
    QByteArray documentUrl;                ///< public URL that the document answers, for redirects to itself
    bool isChunked = false;                ///< an empty chunked body has a code of its own (11770)
    bool isTemplate = false;               ///< {{Param}} and {{#if}} stand for text: values with them are not checked
};

/// At most this many diagnostics are made of one document.
inline constexpr std::size_t MaxDiagnostics = 1000;
/// Larger bodies are only said to be too large. Twilio's own limit is 64 kB.
inline constexpr qsizetype MaxCheckedBytes = 256 * 1024;

/// Everything Twilio would reject or log about a body that answers a TwiML webhook, and Offhook's own hints, sorted by
/// place. Pure and thread-safe; time is linear in the size of the body. No diagnostics: the document is right.
[[nodiscard]] std::vector<Diagnostic> check(QByteArrayView body, const CheckContext &context = {});

} // namespace offhook::twiml
