#pragma once

#include "core/twiml/checking.h"

namespace offhook::twiml {

/// Whether a value is what its attribute takes: type, range, list, form, length.
void checkValue(
    Checking &checking, int element, const Attribute &attribute, const AttributeRule &rule, const ElementRule &owner);

/// Whether the text of an element is what it takes, where that is a URL, number, SIP URI, SID or JSON. `text` is
/// trimmed and not empty.
void checkTypedText(Checking &checking, int element, const ElementRule &rule, const QByteArray &text);

/// "true or false", "a whole number from 1 to 250", "GET or POST", ...
[[nodiscard]] QString describe(const AttributeRule &rule);

} // namespace offhook::twiml
