#include "core/twiml/caret_context.h"
#include "core/twiml/completion.h"
#include "core/twiml/value_check.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

/// The element whose tag, or closing tag, the caret stands in; -1 for none.
int elementInTag(const Document &document, qsizetype caret) {
    const auto touches = [caret](TextRange range) { return range.begin < caret && caret < range.end; };
    int found = -1;
    for (std::size_t i = 0; i < document.nodes().size(); ++i) {
        const Node &node = document.nodes()[i];
        if (node.kind != Node::Kind::Element)
            continue;
        const bool isOpenTag = node.tag.begin < caret && caret <= node.tag.end && !node.isClosed;
        if (touches(node.tag) || touches(node.closing) || isOpenTag)
            found = int(i);
    }
    return found;
}

Rules rulesOf(const Document &document, int element, Product product) {
    std::vector<int> path;
    for (int i = element; i >= 0; i = document.node(i).parent)
        path.push_back(i);
    Rules rules = rootRules(product);
    if (document.node(path.back()).name != "Response")
        return {};
    for (auto i = path.rbegin() + 1; i != path.rend() && !rules.empty(); ++i)
        rules = childRules(rules, document.node(*i).name);
    return rules;
}

QString holds(const ElementRule &rule) {
    QStringList parts;
    if (rule.takesText)
        parts.append(rule.textMeaning.isEmpty() ? QStringLiteral("text") : rule.textMeaning);
    for (const ElementRule *child : rule.children) {
        if (!child->isDeprecated && !child->isUndocumented)
            parts.append(QLatin1Char('<') + QString::fromUtf8(child->tag) + QLatin1Char('>'));
    }
    return parts.isEmpty() ? QString() : QStringLiteral("Holds ") + parts.join(QStringLiteral(", "));
}

CallTip tipOf(const ElementRule &rule, TextRange anchor) {
    CallTip tip;
    tip.anchor = anchor;
    tip.name = rule.tag;
    tip.meaning = rule.meaning;
    tip.note = holds(rule);
    tip.isDeprecated = rule.isDeprecated;
    return tip;
}

CallTip tipOf(const ElementRule &owner, const AttributeRule &rule, TextRange anchor) {
    CallTip tip;
    tip.anchor = anchor;
    tip.name = owner.tag + ' ' + rule.name;
    tip.meaning = rule.meaning;
    tip.values = describe(rule);
    tip.otherwise = QString::fromUtf8(rule.otherwise);
    tip.note = rule.note;
    tip.isDeprecated = rule.isDeprecated;
    return tip;
}

} // namespace

std::optional<CallTip> callTip(QByteArrayView body, qsizetype caret, Product product) {
    const Document document = Document::readTolerantly(body);
    const int element = elementInTag(document, caret);
    if (element < 0)
        return {};
    const Product own = product == Product::Auto ? productOf(document) : product;
    const Rules rules = rulesOf(document, element, own);
    if (rules.empty())
        return {};
    const Node &node = document.node(element);
    for (const Attribute &attribute : node.attributes) {
        if (caret < attribute.range.begin || caret > attribute.range.end)
            continue;
        const AttributeRule *rule = rules.front()->attribute(attribute.name);
        return rule == nullptr ? std::nullopt : std::optional(tipOf(*rules.front(), *rule, attribute.nameRange));
    }
    return tipOf(*rules.front(), node.nameRange);
}

} // namespace offhook::twiml
