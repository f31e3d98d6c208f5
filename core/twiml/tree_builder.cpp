#include "core/twiml/tree_builder.h"

#include "core/twiml/references.h"

namespace offhook::twiml {

Document TreeBuilder::build(QByteArrayView body) {
    TreeBuilder builder(body);
    builder.m_lastChild.push_back(-1);
    Scanner scanner(body);
    Token token;
    while (scanner.next(token))
        builder.add(token);
    while (!builder.m_open.empty())
        builder.leave(body.size(), false);
    return std::move(builder.m_document);
}

void TreeBuilder::add(const Token &token) {
    const auto leaf = [&](Node::Kind kind, QByteArray text) {
        Node node;
        node.kind = kind;
        node.isClosed = token.isClosed;
        node.name = token.name.in(m_body).toByteArray();
        node.text = std::move(text);
        node.range = token.range;
        append(std::move(node));
    };
    switch (token.kind) {
    case Token::Kind::StartTag:
        return open(token);
    case Token::Kind::EndTag:
        return close(token);
    case Token::Kind::Text:
        return leaf(Node::Kind::Text, resolvedText(token.content.in(m_body)));
    case Token::Kind::CData:
        return leaf(
            Node::Kind::CData, token.content.in(m_body).toByteArray().replace("\r\n", "\n").replace('\r', '\n'));
    case Token::Kind::Comment:
        return leaf(Node::Kind::Comment, token.content.in(m_body).toByteArray());
    case Token::Kind::Instruction:
    case Token::Kind::Declaration:
        return leaf(Node::Kind::Instruction, token.content.in(m_body).toByteArray());
    case Token::Kind::DocumentType:
        m_document.m_documentType = token.range;
    }
}

int TreeBuilder::append(Node node) {
    const int index = int(m_document.m_nodes.size());
    node.parent = m_open.empty() ? -1 : m_open.back();
    if (m_lastChild.back() >= 0)
        m_document.m_nodes[std::size_t(m_lastChild.back())].nextSibling = index;
    else if (node.parent >= 0)
        m_document.m_nodes[std::size_t(node.parent)].firstChild = index;
    m_lastChild.back() = index;
    m_document.m_nodes.push_back(std::move(node));
    return index;
}

void TreeBuilder::open(const Token &token) {
    Node node;
    node.name = token.name.in(m_body).toByteArray();
    node.range = node.tag = token.range;
    node.nameRange = token.name;
    node.closing = {token.range.end, token.range.end};
    node.isClosed = token.isClosed;
    node.attributes.reserve(token.attributes.size());
    for (const RawAttribute &raw : token.attributes)
        node.attributes.push_back(
            {raw.name.in(m_body).toByteArray(), resolvedValue(raw.value.in(m_body)), raw.name, raw.value, raw.range});
    const int index = append(std::move(node));
    if (m_document.m_root < 0)
        m_document.m_root = index;
    if (token.isEmptyTag)
        return;
    m_open.push_back(index);
    m_lastChild.push_back(-1);
    ++m_openNames[token.name.in(m_body)];
}

void TreeBuilder::close(const Token &token) {
    const QByteArrayView name = token.name.in(m_body);
    if (m_openNames.value(name) == 0)
        return;
    while (m_document.node(m_open.back()).name != name)
        leave(token.range.begin, false);
    m_document.m_nodes[std::size_t(m_open.back())].closing = token.range;
    leave(token.range.end, token.isClosed);
}

void TreeBuilder::leave(qsizetype end, bool isClosed) {
    Node &node = m_document.m_nodes[std::size_t(m_open.back())];
    node.range.end = end;
    node.isClosed = isClosed;
    --m_openNames[node.nameRange.in(m_body)];
    m_open.pop_back();
    m_lastChild.pop_back();
}

} // namespace offhook::twiml
