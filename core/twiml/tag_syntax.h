#pragma once

#include "core/twiml/diagnostic.h"
#include "core/twiml/scanner.h"

#include <optional>

namespace offhook::twiml {

/// What is wrong with the markup of one token (its names, quotes and end), whatever stands around it; the first thing
/// only. Null: nothing.
[[nodiscard]] std::optional<Diagnostic> violationIn(const Token &token, QByteArrayView body);

/// Every bare "&" or "<", unknown entity and character without a place in XML in the text or the values of a token.
/// They make a document ill-formed, but leave no doubt about what was meant: what stands around them can still be
/// checked.
[[nodiscard]] std::vector<Diagnostic> textViolationsIn(const Token &token, QByteArrayView body);

} // namespace offhook::twiml
