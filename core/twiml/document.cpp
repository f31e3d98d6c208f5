#include "core/twiml/document.h"

#include "core/twiml/tree_builder.h"
#include "core/twiml/well_formed.h"

namespace offhook::twiml {

Result<Document> Document::parse(QByteArrayView body) {
    const std::vector<Diagnostic> violations = violationsOf(body).found;
    if (!violations.empty())
        return Error{ErrorCode::SyntaxError, message(violations.front()), violations.front().range.begin};
    return TreeBuilder::build(body);
}

Document Document::readTolerantly(QByteArrayView body) {
    return TreeBuilder::build(body);
}

int Document::firstElement(int sibling) const {
    while (sibling >= 0 && node(sibling).kind != Node::Kind::Element)
        sibling = node(sibling).nextSibling;
    return sibling;
}

const Attribute *Document::attribute(int element, QByteArrayView name) const {
    for (const Attribute &attribute : node(element).attributes) {
        if (attribute.name == name)
            return &attribute;
    }
    return nullptr;
}

QByteArray Document::value(int element, QByteArrayView name, const QByteArray &otherwise) const {
    const Attribute *found = attribute(element, name);
    return found != nullptr ? found->value : otherwise;
}

QByteArray Document::ownText(int element) const {
    QByteArray text;
    for (int i = node(element).firstChild; i >= 0; i = node(i).nextSibling) {
        if (node(i).kind == Node::Kind::Text || node(i).kind == Node::Kind::CData)
            text += node(i).text;
    }
    return text;
}

QByteArray Document::allText(int element) const {
    QByteArray text;
    const qsizetype end = node(element).range.end;
    for (std::size_t i = std::size_t(element) + 1; i < m_nodes.size() && m_nodes[i].range.begin < end; ++i) {
        if (m_nodes[i].kind == Node::Kind::Text || m_nodes[i].kind == Node::Kind::CData)
            text += m_nodes[i].text;
    }
    return text;
}

int Document::elementAt(qsizetype offset) const {
    int found = -1;
    for (std::size_t i = 0; i < m_nodes.size() && m_nodes[i].range.begin <= offset; ++i) {
        if (m_nodes[i].kind == Node::Kind::Element && m_nodes[i].range.holds(offset))
            found = int(i); // a later one that holds it stands inside of an earlier one
    }
    return found;
}

} // namespace offhook::twiml
