#include "core/twiml/flow_builder.h"

#include "core/twiml/speech.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

using Reason = FlowEdge::Reason;
using Kind = FlowNode::Kind;

constexpr int LongestWords = 300;
constexpr int GatherTimeout = 5; // seconds, twilio.com/docs/voice/twiml/gather

int intOf(const Document &document, int element, QByteArrayView name, int otherwise) {
    bool ok = false;
    const int value = document.value(element, name).trimmed().toInt(&ok);
    return ok && value >= 0 ? value : otherwise;
}

QString wordsOf(const Document &document, int element) {
    return QString::fromUtf8(document.allText(element)).simplified().left(LongestWords);
}

double pauseSeconds(const Document &document, int element) {
    return std::max(1, intOf(document, element, "length", 1));
}

} // namespace

void FlowBuilder::build() {
    const ElementRule &root = Grammar::instance().root(Product::Voice);
    int last = -1;
    Outcome outcome;
    bool reachable = true;
    int count = 0;
    const int first = m_document.firstElement(m_document.node(m_document.root()).firstChild);
    for (int i = first; i >= 0 && count < MaxFlowVerbs; i = m_document.nextElement(i)) {
        const ElementRule *rule = root.child(m_document.node(i).name);
        if (rule == nullptr) // Twilio skips what it does not know
            continue;
        ++count;
        const int node = addVerb(i, *rule);
        m_preview.nodes[std::size_t(node)].isReachable = reachable;
        if (!reachable)
            continue;
        if (last >= 0)
            link(last, node, outcome.reason);
        addHeard(m_preview.nodes[std::size_t(node)]);
        outcome = follow(node, i, *rule);
        addAddresses(node, i, *rule);
        reachable = outcome.goesOn;
        last = node;
    }
    if (last >= 0 && reachable)
        link(last, addEnd(), outcome.reason);
}

int FlowBuilder::addVerb(int element, const ElementRule &rule) {
    FlowNode node;
    node.name = rule.tag;
    node.range = m_document.node(element).range;
    describe(node, element);
    m_preview.nodes.push_back(std::move(node));
    return int(m_preview.nodes.size()) - 1;
}

void FlowBuilder::describe(FlowNode &node, int element) const {
    node.times = intOf(m_document, element, "loop", 1);
    if (node.name == "Say") {
        node.voice = m_document.value(element, "voice");
        node.says = wordsOf(m_document, element);
        node.seconds = spokenSeconds(m_document, element) * std::max(1, node.times);
    } else if (node.name == "Play") {
        node.target = m_document.ownText(element).trimmed();
        if (node.target.isEmpty())
            node.target = m_document.value(element, "digits");
    } else if (node.name == "Pause") {
        node.seconds = pauseSeconds(m_document, element);
    } else if (node.name == "Gather") {
        describeGather(node, element);
    } else {
        describeTarget(node, element);
    }
}

void FlowBuilder::describeGather(FlowNode &node, int element) const {
    node.digits = intOf(m_document, element, "numDigits", -1);
    node.timeout = intOf(m_document, element, "timeout", GatherTimeout);
    double seconds = 0;
    QStringList words;
    for (int i = m_document.firstElement(m_document.node(element).firstChild); i >= 0; i = m_document.nextElement(i)) {
        const QByteArray name = m_document.node(i).name;
        if (name == "Say") {
            words += wordsOf(m_document, i);
            seconds += spokenSeconds(m_document, i) * std::max(1, intOf(m_document, i, "loop", 1));
        } else if (name == "Pause") {
            seconds += pauseSeconds(m_document, i);
        }
    }
    node.says = words.join(u' ').left(LongestWords);
    node.seconds = seconds;
}

// A number stands in the verb itself or in one or more elements of it.
void FlowBuilder::describeTarget(FlowNode &node, int element) const {
    if (node.name == "Record")
        node.seconds = intOf(m_document, element, "maxLength", -1);
    if (node.name == "Record" || node.name == "Dial")
        node.timeout = intOf(m_document, element, "timeout", -1);
    QByteArrayList targets;
    for (int i = m_document.firstElement(m_document.node(element).firstChild); i >= 0; i = m_document.nextElement(i)) {
        QByteArray target = m_document.ownText(i).trimmed();
        for (const char *attribute : {"url", "name"}) {
            if (target.isEmpty())
                target = m_document.value(i, attribute);
        }
        const QByteArray name = m_document.node(i).name;
        targets += target.isEmpty() || name == "Number" || name == "Sip" ? (target.isEmpty() ? name : target)
                                                                         : name + ' ' + target;
    }
    node.target = targets.isEmpty() ? m_document.ownText(element).trimmed() : targets.join(", ");
    if (node.target.isEmpty())
        node.target = m_document.value(element, "reason");
}

FlowBuilder::Outcome FlowBuilder::follow(int node, int element, const ElementRule &rule) {
    const QByteArray &name = rule.tag;
    if (name == "Gather")
        return followGather(node, element);
    if (name == "Redirect") {
        if (m_document.ownText(element).trimmed().isEmpty())
            link(node, addAddress(element, "action"), Reason::Then);
        return {false, Reason::Then};
    }
    if ((name == "Say" || name == "Play") && m_preview.nodes[std::size_t(node)].times == 0)
        return {false, Reason::Then};
    if (name == "Record") {
        // Without an action the recording is told to this document's URL: a loop that many fall into.
        link(node, addAddress(element, "action"), Reason::Done);
        return {true, Reason::Silence};
    }
    if (rule.ends == ElementRule::Ends::Always)
        return {false, Reason::Then};
    // Start does not wait: what follows is reached at once.
    if (name != "Start" && m_document.attribute(element, "action") != nullptr) {
        link(node, addAddress(element, "action"), Reason::Done);
        if (rule.ends == ElementRule::Ends::WithAction)
            return {false, Reason::Then};
    }
    return {true, Reason::Then};
}

FlowBuilder::Outcome FlowBuilder::followGather(int node, int element) {
    const QByteArray input = m_document.value(element, "input", "dtmf");
    const int action = addAddress(element, "action");
    if (input.contains("dtmf"))
        link(node, action, Reason::Digit);
    if (input.contains("speech"))
        link(node, action, Reason::Speech);
    if (m_document.value(element, "actionOnEmptyResult") == "true") {
        link(node, action, Reason::Silence);
        return {false, Reason::Silence};
    }
    return {true, Reason::Silence};
}

void FlowBuilder::addAddresses(int node, int element, const ElementRule &rule) {
    const auto add = [&](int holder, const ElementRule &holderRule) {
        for (const Attribute &attribute : m_document.node(holder).attributes) {
            const AttributeRule *known = holderRule.attribute(attribute.name);
            const bool isUrl = known != nullptr && known->type == ValueType::Url;
            const bool isWeb = attribute.value.startsWith("http") || !attribute.value.contains("://");
            if (!isUrl || !isWeb || attribute.value.isEmpty() || (holder == element && attribute.name == "action"))
                continue;
            link(node, addAddress(holder, attribute.name), known->isCallback ? Reason::Callback : Reason::Fetch);
        }
    };
    add(element, rule);
    for (int i = m_document.firstElement(m_document.node(element).firstChild); i >= 0; i = m_document.nextElement(i)) {
        if (const ElementRule *child = rule.child(m_document.node(i).name))
            add(i, *child);
    }
}

int FlowBuilder::addAddress(int element, QByteArrayView attribute) {
    const Attribute *found = m_document.attribute(element, attribute);
    FlowNode node;
    if (found == nullptr || found->value.trimmed().isEmpty()) {
        if (m_again >= 0)
            return m_again;
        node.kind = Kind::Again;
        node.range = m_document.node(m_document.root()).tag;
        m_again = int(m_preview.nodes.size());
    } else {
        node.kind = Kind::Address;
        node.name = found->value.trimmed();
        node.range = found->range;
    }
    m_preview.nodes.push_back(std::move(node));
    return int(m_preview.nodes.size()) - 1;
}

int FlowBuilder::addEnd() {
    if (m_end < 0) {
        FlowNode node;
        node.kind = Kind::End;
        const Node &root = m_document.node(m_document.root());
        node.range = root.closing.isEmpty() ? root.tag : root.closing;
        m_end = int(m_preview.nodes.size());
        m_preview.nodes.push_back(std::move(node));
    }
    return m_end;
}

void FlowBuilder::link(int from, int to, FlowEdge::Reason reason) {
    const FlowEdge edge{from, to, reason};
    if (std::find(m_preview.edges.begin(), m_preview.edges.end(), edge) == m_preview.edges.end())
        m_preview.edges.push_back(edge);
}

void FlowBuilder::addHeard(const FlowNode &node) {
    const bool isHeard = node.name == "Say" || node.name == "Pause" || node.name == "Gather";
    if (isHeard && node.seconds > 0)
        m_preview.heardSeconds += node.seconds;
    if (node.name == "Gather")
        m_preview.heardSeconds += node.timeout;
}

} // namespace offhook::twiml
