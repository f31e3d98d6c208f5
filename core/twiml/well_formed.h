#pragma once

#include "core/twiml/diagnostic.h"

#include <vector>

namespace offhook::twiml {

/// Why bytes are no well-formed XML 1.0 document.
struct Violations {
    /// In the order of the document; empty: it is one. Without line and column. A parser stops at the first.
    std::vector<Diagnostic> found;
    /// The markup before is right, so that what stands there can be checked: the place of the last one, unless that is
    /// only a matter of text ("&" for "&amp;").
    qsizetype soundUntil = 0;
};

/// Every mistake in text up to the first one in markup. Two judges: Offhook's own scan, which finds the cause and its
/// exact place, and QXmlStreamReader for whatever that would let through. Nothing outside is read and no entity is
/// expanded. Linear time; thread-safe.
/// A body in an encoding that extends ASCII, and that says so, is judged by its markup.
[[nodiscard]] Violations violationsOf(QByteArrayView body);

/// The name after encoding= in the XML declaration, and where it stands; an empty range: there is none.
[[nodiscard]] TextRange declaredEncoding(QByteArrayView body);

} // namespace offhook::twiml
