#pragma once

#include "core/twiml/diagnostic.h"

#include <optional>

namespace offhook::twiml {

/// The first place where the bytes are no well-formed XML 1.0 document, without line and column; null: they are one.
/// Two judges: Offhook's own scan, which finds the cause and its exact place, and QXmlStreamReader for whatever that
/// would let through. Nothing outside is read and no entity is expanded. Linear time; thread-safe.
/// A body in an encoding that extends ASCII, and that says so, is judged by its markup.
[[nodiscard]] std::optional<Diagnostic> firstViolation(QByteArrayView body);

/// The name after encoding= in the XML declaration, and where it stands; an empty range: there is none.
[[nodiscard]] TextRange declaredEncoding(QByteArrayView body);

} // namespace offhook::twiml
