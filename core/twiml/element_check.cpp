#include "core/twiml/element_check.h"

#include "core/twiml/attribute_check.h"
#include "core/twiml/content_check.h"
#include "core/twiml/placement.h"
#include "core/twiml/suggestion.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

using Kind = ElementRule::Kind;

QString tagsOf(const std::vector<const ElementRule *> &rules) {
    QStringList tags;
    for (const ElementRule *rule : rules) {
        if (rule->isDeprecated || rule->isUndocumented)
            continue;
        const QString tag = QLatin1Char('<') + QString::fromUtf8(rule->tag) + QLatin1Char('>');
        if (!tags.contains(tag))
            tags.append(tag);
    }
    return tags.join(QStringLiteral(", "));
}

QString productName(Product product) {
    return product == Product::Messaging ? QStringLiteral("messaging") : QStringLiteral("voice");
}

const ElementRule *checkRoot(Checking &checking, int element) {
    const Node &node = checking.document.node(element);
    const ElementRule &rule = Grammar::instance().root(checking.product);
    if (node.name == rule.tag)
        return &rule;
    Diagnostic made = diagnose(Finding::WrongRoot, node.nameRange, {quoted(node.name)});
    const bool isVerb = rule.child(node.name) != nullptr;
    if (isVerb && node.isClosed) {
        made.fix = Fix{FixLabel::Insert, QStringLiteral("<Response>"),
            {{{node.range.begin, node.range.begin}, "<Response>"}, {{node.range.end, node.range.end}, "</Response>"}}};
    } else if (!nearest(node.name, {rule.tag}).isEmpty()) {
        made.fix = renaming(node, rule.tag);
    }
    checking.add(std::move(made));
    return differsInCase(node.name, rule.tag) ? &rule : nullptr;
}

void addOtherProduct(Checking &checking, const Node &node, const ElementRule &parent, const ElementRule &known) {
    Diagnostic made = diagnose(Finding::OtherProduct, node.nameRange,
        {quoted(node.name), productName(known.product), productName(parent.product), tagsOf(parent.children)});
    if (parent.product == Product::Messaging)
        made.code = 14110; // "Invalid Verb for SMS Reply"
    if (parent.product == Product::Messaging && known.tag == "Say")
        made.fix = renaming(node, "Message");
    if (parent.product == Product::Voice && known.tag == "Message")
        made.fix = renaming(node, "Say");
    checking.add(std::move(made));
}

void addMisplaced(
    Checking &checking, const Node &node, const ElementRule &parent, const std::vector<const ElementRule *> &known) {
    std::vector<const ElementRule *> homes;
    for (const ElementRule *rule : known) {
        if (rule->product == parent.product)
            homes.insert(homes.end(), rule->parents.begin(), rule->parents.end());
    }
    Diagnostic made =
        diagnose(Finding::MisplacedElement, node.nameRange, {quoted(node.name), quoted(parent.tag), tagsOf(homes)});
    setCode(made, parent.childInvalid);
    checking.add(std::move(made));
}

/// A name that TwiML does not have. What it was meant to be when only its case is wrong, so that the rest is checked.
const ElementRule *addUnknown(Checking &checking, const Node &node, const ElementRule &parent) {
    std::vector<QByteArray> candidates;
    for (const ElementRule *child : parent.children)
        candidates.push_back(child->tag);
    const QByteArray meant = nearest(node.name, candidates);
    const QString advice =
        meant.isEmpty()
            ? QStringLiteral("<%1> takes %2.")
                  .arg(quoted(parent.tag), candidates.empty() ? QStringLiteral("no elements") : tagsOf(parent.children))
            : QStringLiteral("Did you mean <%1>?").arg(quoted(meant));
    Diagnostic made = diagnose(Finding::UnknownElement, node.nameRange, {quoted(node.name), advice});
    if (parent.childInvalid.code == 13112)
        setCode(made, parent.childInvalid); // Annotate: any other element
    if (!meant.isEmpty())
        made.fix = renaming(node, meant);
    checking.add(std::move(made));
    return differsInCase(node.name, meant) ? parent.child(meant) : nullptr;
}

const ElementRule *checkChild(Checking &checking, int element, const ElementRule &parent) {
    const Node &node = checking.document.node(element);
    if (const ElementRule *rule = parent.child(node.name))
        return rule;
    const std::vector<const ElementRule *> &known = Grammar::instance().byTag(node.name);
    if (known.empty())
        return addUnknown(checking, node, parent);
    const bool isOfThisProduct = std::any_of(
        known.begin(), known.end(), [&](const ElementRule *rule) { return rule->product == parent.product; });
    if (isOfThisProduct)
        addMisplaced(checking, node, parent, known);
    else
        addOtherProduct(checking, node, parent, *known.front());
    return nullptr;
}

const ElementRule *ruleFor(Checking &checking, int element) {
    const Node &node = checking.document.node(element);
    if (node.nameRange.end > checking.soundUntil)
        return nullptr;
    if (element == checking.document.root())
        return checkRoot(checking, element);
    const ElementRule *parent = node.parent < 0 ? nullptr : checking.rules[std::size_t(node.parent)];
    return parent == nullptr ? nullptr : checkChild(checking, element, *parent);
}

void checkDeprecated(Checking &checking, const Node &node, const ElementRule &rule) {
    if (!rule.isDeprecated)
        return;
    const bool canRename = !rule.preferred.isEmpty() && rule.product == Product::Messaging;
    const QString advice = rule.preferred.isEmpty() ? QStringLiteral("The product behind it is gone.")
                           : canRename              ? QStringLiteral("Use <%1>.").arg(quoted(rule.preferred))
                                                    : QStringLiteral("Send messages with the Messages API.");
    Diagnostic made = diagnose(Finding::DeprecatedElement, node.nameRange, {quoted(node.name), advice});
    if (canRename)
        made.fix = renaming(node, rule.preferred);
    checking.add(std::move(made));
}

} // namespace

void checkElements(Checking &checking) {
    const std::vector<Node> &nodes = checking.document.nodes();
    checking.rules.resize(nodes.size());
    for (int i = 0; i < int(nodes.size()) && !checking.isCut; ++i) {
        if (nodes[std::size_t(i)].kind != Node::Kind::Element)
            continue;
        const ElementRule *rule = checking.rules[std::size_t(i)] = ruleFor(checking, i);
        if (rule == nullptr)
            continue;
        checkDeprecated(checking, nodes[std::size_t(i)], *rule);
        checkAttributes(checking, i, *rule);
        if (checking.isWhole(i))
            checkContent(checking, i, *rule);
    }
    checkPlacement(checking);
}

} // namespace offhook::twiml
