#include "core/twiml/caret_context.h"
#include "core/twiml/completion.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

using Where = CaretContext::Where;

/// Collects what begins with the typed word, then what only holds it.
class Offers {
public:
    explicit Offers(const CaretContext &context)
        : m_typed(context.typed.toLower())
        , m_word(context.word) {}

    void add(CompletionItem item) {
        const QByteArray text = item.text.toLower();
        const bool isKnown = std::any_of(
            m_items.begin(), m_items.end(), [&](const CompletionItem &other) { return other.text == item.text; });
        if (isKnown && item.kind != ItemKind::Value)
            return; // Redirect of both products
        if (text.startsWith(m_typed) || (item.kind == ItemKind::ClosingTag && text.sliced(1).startsWith(m_typed)))
            m_items.push_back(std::move(item));
        else if (text.contains(m_typed))
            m_others.push_back(std::move(item));
    }

    CompletionList list() {
        m_items.insert(
            m_items.end(), std::make_move_iterator(m_others.begin()), std::make_move_iterator(m_others.end()));
        std::stable_partition(
            m_items.begin(), m_items.end(), [](const CompletionItem &item) { return !item.isDeprecated; });
        return {m_word, std::move(m_items)};
    }

private:
    QByteArray m_typed;
    TextRange m_word;
    std::vector<CompletionItem> m_items;
    std::vector<CompletionItem> m_others;
};

ItemKind kindOf(const ElementRule &rule) {
    switch (rule.kind) {
    case ElementRule::Kind::Markup:
        return ItemKind::Markup;
    case ElementRule::Kind::Noun:
        return ItemKind::Noun;
    default:
        return ItemKind::Verb;
    }
}

/// "Say></Say>" with the caret where writing goes on.
void setInsertion(CompletionItem &item, const ElementRule &rule) {
    QByteArray text = rule.tag;
    qsizetype caret = -1;
    for (const AttributeRule &attribute : rule.attributes) {
        if (!attribute.isRequired)
            continue;
        text += ' ' + attribute.name + "=\"\"";
        caret = caret < 0 ? text.size() - 1 : caret;
    }
    const bool mayHold = std::any_of(
        rule.children.begin(), rule.children.end(), [](const ElementRule *child) { return child->tag != "Parameter"; });
    const bool isEmpty = !rule.takesText && !mayHold;
    text += isEmpty ? "/>" : ">";
    item.caret = caret < 0 ? text.size() : caret;
    item.insertion = isEmpty ? text : text + "</" + rule.tag + '>';
}

void addElements(Offers &offers, const CaretContext &context, const Rules &parents) {
    for (const ElementRule *parent : parents) {
        for (const ElementRule *rule : parent->children) {
            if (rule->isUndocumented)
                continue;
            CompletionItem item{
                rule->tag, rule->tag, rule->tag.size(), kindOf(*rule), rule->meaning, rule->isDeprecated};
            if (!context.isTagWhole)
                setInsertion(item, *rule);
            if (context.where == Where::Content) {
                item.insertion.prepend('<');
                ++item.caret;
            }
            offers.add(std::move(item));
        }
    }
}

void addRoot(Offers &offers, const CaretContext &context) {
    CompletionItem item{"Response", "Response", 8, ItemKind::Verb, QStringLiteral("The root of every document"), false};
    if (!context.isTagWhole)
        item.insertion = "Response></Response>";
    item.caret = context.isTagWhole ? 8 : 9;
    if (context.where == Where::Content) {
        item.insertion.prepend('<');
        ++item.caret;
    }
    offers.add(std::move(item));
}

bool isClosedLater(QByteArrayView body, TextRange name) {
    const Document document = Document::readTolerantly(body);
    const auto &nodes = document.nodes();
    const auto found = std::find_if(nodes.begin(), nodes.end(),
        [&](const Node &node) { return node.kind == Node::Kind::Element && node.nameRange.begin == name.begin; });
    return found != nodes.end() && found->isClosed;
}

void addClosing(Offers &offers, const CaretContext &context, QByteArrayView body) {
    if (context.open.empty())
        return;
    const bool isAskedFor = context.where == Where::ClosingName;
    if (!isAskedFor && isClosedLater(body, context.open.back()))
        return;
    const QByteArray name = context.open.back().in(body).toByteArray();
    const QByteArray before = isAskedFor ? "" : context.where == Where::ElementName ? "/" : "</";
    const QByteArray insertion = before + name + '>';
    offers.add({'/' + name, insertion, insertion.size(), ItemKind::ClosingTag, {}, false});
}

bool isPresent(const CaretContext &context, const QByteArray &name) {
    return std::find(context.present.begin(), context.present.end(), name) != context.present.end();
}

void addAttributes(Offers &offers, const CaretContext &context, QByteArrayView body, const Rules &rules) {
    const bool hasValue = context.word.end < body.size() && body[context.word.end] == '=';
    for (const ElementRule *rule : rules) {
        for (const AttributeRule &attribute : rule->attributes) {
            const bool isSpelling = !attribute.preferred.isEmpty() && !attribute.isDeprecated;
            if (isSpelling || isPresent(context, attribute.name))
                continue;
            const QByteArray insertion = hasValue ? attribute.name : attribute.name + "=\"\"";
            offers.add({attribute.name, insertion, hasValue ? insertion.size() : insertion.size() - 1,
                ItemKind::Attribute, attribute.meaning, attribute.isDeprecated});
        }
    }
}

void addValues(Offers &offers, const CaretContext &context, const Rules &rules) {
    const AttributeRule *attribute = rules.empty() ? nullptr : rules.front()->attribute(context.attribute);
    if (attribute == nullptr)
        return;
    for (const QByteArray &value : attribute->values) {
        if (isPresent(context, value))
            continue;
        const QByteArray insertion = context.hasQuotes ? value : '"' + value + '"';
        const QString meaning = value == attribute->otherwise ? QStringLiteral("the default") : QString();
        offers.add({value, insertion, insertion.size(), ItemKind::Value, meaning,
            attribute->deprecatedValues.contains(value)});
    }
}

} // namespace

CompletionList complete(QByteArrayView body, qsizetype caret, Product product) {
    const Product own = product == Product::Auto ? productOf(Document::readTolerantly(body)) : product;
    const CaretContext context = caretContext(body, caret, own);
    Offers offers(context);
    Rules parents = rootRules(own);
    for (std::size_t i = 1; i < context.open.size(); ++i)
        parents = childRules(parents, context.open[i].in(body));
    const bool isRoot = context.open.empty();
    const Rules here = isRoot ? rootRules(own) : childRules(parents, context.tag);
    switch (context.where) {
    case Where::Content:
    case Where::ElementName:
        if (isRoot)
            addRoot(offers, context);
        else
            addElements(offers, context, parents);
        addClosing(offers, context, body);
        break;
    case Where::ClosingName:
        addClosing(offers, context, body);
        break;
    case Where::AttributeName:
        addAttributes(offers, context, body, here);
        break;
    case Where::Value:
        addValues(offers, context, here);
        break;
    case Where::Nowhere:
        break;
    }
    return offers.list();
}

} // namespace offhook::twiml
