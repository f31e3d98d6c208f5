#pragma once

#include "core/twiml/text_range.h"

#include <QByteArray>

#include <optional>

namespace offhook::twiml {

/// Text as a reader gets it: &amp; and the like and &#8364; resolved, line breaks as \n. What is no reference of XML
/// itself stays as it is written.
[[nodiscard]] QByteArray resolvedText(QByteArrayView raw);
/// An attribute's value as a reader gets it: white space becomes blanks, then as above (XML 1.0, 3.3.3).
[[nodiscard]] QByteArray resolvedValue(QByteArrayView raw);

/// Text as it is written between tags, or inside of double quotes.
[[nodiscard]] QByteArray escapedText(QByteArrayView text);
[[nodiscard]] QByteArray escapedValue(QByteArrayView text);

/// A character that XML 1.0 has no place for, even as a reference: Char of section 2.2.
[[nodiscard]] bool isXmlCharacter(char32_t character);

/// What "&" at `at` begins: the range to ";" and the character, if it is one of XML's references. `character` is 0 for
/// a name that XML does not know (&nbsp;) or a character it does not allow. Null: no reference at all, "&" stands
/// alone.
struct Reference {
    TextRange range;
    char32_t character = 0;
};
[[nodiscard]] std::optional<Reference> referenceAt(QByteArrayView text, qsizetype at);

/// The character that an HTML entity stands for ("nbsp": U+00A0), 0 for names that are not common.
[[nodiscard]] char32_t htmlEntity(QByteArrayView name);

} // namespace offhook::twiml
