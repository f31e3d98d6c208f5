#include "core/twiml/formatter.h"

#include "core/twiml/document.h"
#include "core/twiml/grammar.h"
#include "core/twiml/scanner.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

constexpr std::size_t DeepestIndent = 40; // deeper levels stand below each other: lines stay short

bool isMarkup(const QByteArray &tag) {
    const auto &rules = Grammar::instance().byTag(tag);
    return std::any_of(
        rules.begin(), rules.end(), [](const ElementRule *rule) { return rule->kind == ElementRule::Kind::Markup; });
}

bool takesText(const QByteArray &tag) {
    const auto &rules = Grammar::instance().byTag(tag);
    return rules.empty() ||
           std::any_of(rules.begin(), rules.end(), [](const ElementRule *rule) { return rule->takesText; });
}

/// Writes the nodes of a document in order; elements are closed when the first node after them comes.
class Writer {
public:
    Writer(QByteArrayView body, const Document &document)
        : m_body(body)
        , m_document(document)
        , m_lineEnd(body.contains("\r\n") ? "\r\n" : "\n") {}

    QByteArray run() {
        if (m_body.startsWith("\xEF\xBB\xBF"))
            m_out += "\xEF\xBB\xBF";
        m_lastEnd = m_out.size();
        for (const Node &node : m_document.nodes()) {
            if (node.range.begin >= m_skipUntil)
                add(node);
        }
        closeBefore(m_body.size() + 1);
        return std::move(m_out);
    }

private:
    void add(const Node &node) {
        if (m_document.documentType().size() > 0 && !m_hasDocumentType &&
            node.range.begin > m_document.documentType().begin)
            addDocumentType();
        if (node.kind == Node::Kind::Text)
            return; // white space between elements; other text stands inside of what is kept whole
        closeBefore(node.range.begin);
        if (node.kind != Node::Kind::Element || isKeptWhole(node))
            return addLine(node.range, true);
        if (!hasChildren(node)) {
            addLine(node.tag, false);
            m_out += node.closing.in(m_body);
            return endLine(node.range.end);
        }
        addLine(node.tag, true);
        m_open.push_back(&node);
        m_isFirst = true;
    }

    void addDocumentType() {
        m_hasDocumentType = true;
        addLine(m_document.documentType(), true);
    }

    /// Closes the elements that end before a place.
    void closeBefore(qsizetype place) {
        while (!m_open.empty() && m_open.back()->range.end <= place) {
            const Node &node = *m_open.back();
            m_open.pop_back();
            m_isFirst = true; // no empty line before a closing tag
            addLine(node.closing, true);
        }
    }

    void addLine(TextRange range, bool isWhole) {
        const QByteArrayView gap = m_body.sliced(m_lastEnd, std::max(qsizetype(0), range.begin - m_lastEnd));
        if (!m_isFirst && gap.count('\n') > 1)
            m_out += m_lineEnd; // one empty line stays where there were some
        m_out += QByteArray(qsizetype(2 * std::min(m_open.size(), DeepestIndent)), ' ');
        m_out += range.in(m_body);
        m_isFirst = false;
        m_skipUntil = std::max(m_skipUntil, range.end);
        if (isWhole)
            endLine(range.end);
    }

    void endLine(qsizetype end) {
        m_out += m_lineEnd;
        m_lastEnd = end;
        m_skipUntil = std::max(m_skipUntil, end);
    }

    bool hasChildren(const Node &node) const {
        for (int i = node.firstChild; i >= 0; i = m_document.node(i).nextSibling) {
            if (m_document.node(i).kind != Node::Kind::Text)
                return true;
        }
        return false;
    }

    /// What must not be touched: text, and white space that may be some.
    bool isKeptWhole(const Node &node) const {
        if (node.name == "Say" || isMarkup(node.name) ||
            (node.firstChild >= 0 && !hasChildren(node) && takesText(node.name)))
            return true;
        const bool preserves = std::any_of(node.attributes.begin(), node.attributes.end(),
            [](const Attribute &attribute) { return attribute.name == "xml:space" && attribute.value == "preserve"; });
        if (preserves)
            return true;
        for (int i = node.firstChild; i >= 0; i = m_document.node(i).nextSibling) {
            const Node &child = m_document.node(i);
            const bool isText =
                child.kind == Node::Kind::CData || (child.kind == Node::Kind::Text && !isBlank(child.range.in(m_body)));
            if (isText || (child.kind == Node::Kind::Element && isMarkup(child.name)))
                return true;
        }
        return false;
    }

    QByteArrayView m_body;
    const Document &m_document;
    QByteArray m_lineEnd;
    QByteArray m_out;
    std::vector<const Node *> m_open;
    qsizetype m_lastEnd = 0;   ///< of the body, up to where it is written
    qsizetype m_skipUntil = 0; ///< nodes before it are written with an element that is kept whole
    bool m_isFirst = true;     ///< nothing is written yet on this level
    bool m_hasDocumentType = false;
};

} // namespace

Result<QByteArray> format(QByteArrayView body) {
    const Result<Document> document = Document::parse(body);
    if (!document)
        return document.error();
    return Writer(body, *document).run();
}

} // namespace offhook::twiml
