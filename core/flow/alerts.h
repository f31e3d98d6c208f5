#pragma once

#include "core/flow/webhook_event.h"
#include "core/twiml/diagnostic.h"
#include "core/twiml/validator.h"

#include <optional>
#include <vector>

namespace offhook::flow {

/// What Twilio's debugger would log about an exchange.
struct Alert {
    enum class Level : std::uint8_t { Error, Warning };
    int code = 0; ///< twilio.com/docs/api/errors/<code>
    Level level = Level::Error;
    QString text;   ///< English: what is wrong; may hold words of the answer
    QString effect; ///< English: what Twilio does
    int line = 0;   ///< of the answer's body; 0: about the whole exchange
    int column = 0;
};

/// How the body of the answer is to be checked as TwiML; nothing where Twilio runs none.
[[nodiscard]] std::optional<twiml::CheckContext> twimlContext(const WebhookEvent &event);

/// Those that need no look into the body: no answer, a late one, its status, redirects, a callback's content. Cheap.
[[nodiscard]] std::vector<Alert> exchangeAlerts(const WebhookEvent &event);

/// All of them, errors of the exchange first, then by place in the body. Nothing for an event whose answer is still to
/// come, or that is none of Twilio's. Takes milliseconds for a large body; pure, thread-safe.
[[nodiscard]] std::vector<Alert> alertsOf(const WebhookEvent &event);

/// Whether Twilio logs any of these; its hints are Offhook's own.
[[nodiscard]] bool wouldBeLogged(const std::vector<twiml::Diagnostic> &diagnostics);

} // namespace offhook::flow
