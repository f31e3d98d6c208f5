#pragma once

#include "core/twiml/diagnostic.h"
#include "core/twiml/scanner.h"

#include <optional>

namespace offhook::twiml {

/// What is wrong with one token by itself (its names, attributes, references and characters), whatever stands around
/// it; the first thing only. Null: nothing.
[[nodiscard]] std::optional<Diagnostic> violationIn(const Token &token, QByteArrayView body);

/// The first bare "&", unknown entity or character without a place in XML in text or in a value.
[[nodiscard]] std::optional<Diagnostic> violationInText(TextRange range, QByteArrayView body);

} // namespace offhook::twiml
