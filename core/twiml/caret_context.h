#pragma once

#include "core/twiml/document.h"
#include "core/twiml/grammar.h"

#include <vector>

namespace offhook::twiml {

/// What a caret stands in.
struct CaretContext {
    enum class Where : std::uint8_t {
        Nowhere,     ///< a comment, CDATA, an instruction, behind a value
        Content,     ///< between tags
        ElementName, ///< after "<"
        ClosingName, ///< after "</"
        AttributeName,
        Value, ///< inside of quotes, or where they belong
    };

    Where where = Where::Content;
    std::vector<TextRange> open;     ///< names of the open elements, the outermost first
    TextRange word;                  ///< the half-typed word, from its beginning to behind its end
    QByteArray typed;                ///< of the word, what stands before the caret
    QByteArray tag;                  ///< of AttributeName and Value: the element
    QByteArray attribute;            ///< of Value
    std::vector<QByteArray> present; ///< attributes that the tag has; of a list, the other items
    bool isTagWhole = false;         ///< of ElementName: the tag goes on to ">" after the word
    bool hasQuotes = true;           ///< of Value
};

/// `caret` is a byte offset and is moved into the body. `separator` of a list attribute is asked of the grammar.
[[nodiscard]] CaretContext caretContext(QByteArrayView body, qsizetype caret, Product product);

/// What the grammar has for an element inside of others; several while the product is open.
using Rules = std::vector<const ElementRule *>;
[[nodiscard]] Rules rootRules(Product product);
[[nodiscard]] Rules childRules(const Rules &parents, QByteArrayView tag);

} // namespace offhook::twiml
