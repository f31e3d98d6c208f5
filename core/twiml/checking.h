#pragma once

#include "core/twiml/document.h"
#include "core/twiml/grammar.h"
#include "core/twiml/validator.h"

namespace offhook::twiml {

/// What the checks of one document share. The checks add to `found` in any order.
struct Checking {
    QByteArrayView body;
    const CheckContext &context;
    const Document &document;
    Product product = Product::Voice; ///< Voice or Messaging
    /// The markup before is right; what reaches beyond is judged by its names and attributes only.
    qsizetype soundUntil = 0;
    /// By node: what the grammar says of the element at its place; null for what Twilio skips, and what is in it.
    std::vector<const ElementRule *> rules = {};
    std::vector<Diagnostic> found = {};

    bool isCut = false; ///< there was more than fits

    /// Keeps it, while there is room; a few places stay for what is said of the whole body.
    void add(Diagnostic diagnostic) {
        constexpr std::size_t ForTheBody = 320; // mistakes in text among them
        isCut = isCut || found.size() >= MaxDiagnostics - ForTheBody;
        if (!isCut)
            found.push_back(std::move(diagnostic));
    }
    /// The element and its content are known in full.
    [[nodiscard]] bool isWhole(int element) const {
        return document.node(element).isClosed && document.node(element).range.end <= soundUntil;
    }
    /// A value that a template fills in later.
    [[nodiscard]] bool isOpen(QByteArrayView value) const { return context.isTemplate && value.contains("{{"); }
};

/// Gives a diagnostic the code and severity that Twilio has for this attribute or element; without one it keeps its
/// own.
inline void setCode(Diagnostic &diagnostic, CodeRule rule) {
    if (rule.code == 0)
        return;
    diagnostic.code = rule.code;
    diagnostic.severity = rule.severity;
}

/// One replacement of a whole range.
[[nodiscard]] inline Fix replaceWith(TextRange range, const QByteArray &text, FixLabel label = FixLabel::Replace) {
    return {label, quoted(text), {{range, text}}};
}
/// Removes an attribute with the white space before it.
[[nodiscard]] Fix removalOf(const Attribute &attribute, QByteArrayView body);
/// Gives an element another name, in both of its tags.
[[nodiscard]] Fix renaming(const Node &element, const QByteArray &name);
/// A range without the white space at its ends.
[[nodiscard]] TextRange trimmed(TextRange range, QByteArrayView body);
/// What stands between the tags of an element.
[[nodiscard]] TextRange contentOf(const Node &element);
/// Characters of UTF-8 text.
[[nodiscard]] qsizetype characterCount(QByteArrayView text);

} // namespace offhook::twiml
