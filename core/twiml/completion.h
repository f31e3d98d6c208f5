#pragma once

#include "core/twiml/product.h"
#include "core/twiml/text_range.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace offhook::twiml {

/// What a completion item is, for its icon and its group.
enum class ItemKind : std::uint8_t { Verb, Noun, Markup, Attribute, Value, ClosingTag };

/// One offer. `insertion` replaces CompletionList::replace; the caret then goes to `caret` bytes after its beginning.
struct CompletionItem {
    QByteArray text;      ///< what the list shows, and what typing narrows: "Say", "numDigits", "Polly.Amy", "/Gather"
    QByteArray insertion; ///< "Say></Say>", "numDigits=\"\"", ...
    qsizetype caret = 0;
    ItemKind kind = ItemKind::Verb;
    QString meaning; ///< short English; may be empty
    bool isDeprecated = false;
};

struct CompletionList {
    TextRange replace; ///< the half-typed word around the caret
    std::vector<CompletionItem> items;
};

/// Only what may stand at the caret, best first: elements that the parent allows (after "<" or in its content),
/// attributes that the tag does not have yet, values of an enumeration or boolean, the closing tag of the innermost
/// open element. Narrowed by what is typed before the caret, whatever its case. Takes half-typed documents. `caret` is
/// a byte offset. Pure, thread-safe.
[[nodiscard]] CompletionList complete(QByteArrayView body, qsizetype caret, Product product = Product::Auto);

/// What is known about the element or attribute at the caret.
struct CallTip {
    TextRange anchor;  ///< the name it is about
    QByteArray name;   ///< "Gather" or "Gather numDigits"
    QString meaning;   ///< English
    QString values;    ///< "true or false", "1 to 250", "a URL", ...; empty for elements
    QString otherwise; ///< the default; empty where there is none or it is not known
    QString note;      ///< English; may be empty
    bool isDeprecated = false;
};

[[nodiscard]] std::optional<CallTip> callTip(QByteArrayView body, qsizetype caret, Product product = Product::Auto);

} // namespace offhook::twiml
