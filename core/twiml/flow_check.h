#pragma once

#include "core/twiml/checking.h"

namespace offhook::twiml {

/// The order of the verbs: what is never reached, a Gather with nothing after it, a document that redirects to itself,
/// a Reject that comes too late. Needs `rules`.
void checkFlow(Checking &checking);

/// Whether Twilio never comes to what follows after this element: Hangup and the like, Dial with an action, ...
[[nodiscard]] bool endsDocument(const Document &document, int element, const ElementRule &rule);

} // namespace offhook::twiml
