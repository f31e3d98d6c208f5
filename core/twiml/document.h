#pragma once

#include "core/base/result.h"
#include "core/twiml/text_range.h"

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace offhook::twiml {

/// An attribute as it stands in a tag.
struct Attribute {
    QByteArray name;
    QByteArray value;     ///< references resolved, white space normalised (XML 1.0, 3.3.3)
    TextRange nameRange;  ///< the name
    TextRange valueRange; ///< what stands between the quotes
    TextRange range;      ///< from the name to the closing quote
};

/// A piece of the document. Indices point into Document::nodes(); -1 is none.
struct Node {
    enum class Kind : std::uint8_t { Element, Text, CData, Comment, Instruction };

    Kind kind = Kind::Element;
    bool isClosed = true; ///< false only in a tolerant reading: the closing tag is missing
    int parent = -1;
    int firstChild = -1;
    int nextSibling = -1;
    QByteArray name; ///< tag of an element, target of an instruction
    QByteArray text; ///< of Text and CData: references resolved, line breaks as \n; of a comment as it stands
    std::vector<Attribute> attributes;
    TextRange range;     ///< all of it: of an element from "<" of its tag to ">" of its closing tag
    TextRange tag;       ///< of an element "<Say loop='2'>"
    TextRange nameRange; ///< "Say" therein
    TextRange closing;   ///< "</Say>"; empty where the tag closes itself or no closing tag came
};

/// An XML document with the exact place of everything. Nodes stand in the order of the document; the walk down and
/// along never recurses. Value; any thread. Nothing outside the body is read: a document type declaration is skipped,
/// entities besides the five of XML stay as they are written.
class Document {
public:
    /// Well-formed documents only; else SyntaxError with the parser's words and the byte it is about.
    [[nodiscard]] static Result<Document> parse(QByteArrayView body);
    /// Whatever the bytes hold, for completion and while typing: tags without an end are closed by their parent's.
    [[nodiscard]] static Document readTolerantly(QByteArrayView body);

    [[nodiscard]] const std::vector<Node> &nodes() const { return m_nodes; }
    [[nodiscard]] const Node &node(int index) const { return m_nodes[std::size_t(index)]; }
    /// The first element, -1 where there is none.
    [[nodiscard]] int root() const { return m_root; }
    /// The next element at or after a sibling: for (i = firstElement(node.firstChild); i >= 0; i = nextElement(i))
    [[nodiscard]] int firstElement(int sibling) const;
    [[nodiscard]] int nextElement(int element) const { return firstElement(node(element).nextSibling); }
    /// The attribute of this name, null where there is none.
    [[nodiscard]] const Attribute *attribute(int element, QByteArrayView name) const;
    [[nodiscard]] QByteArray value(int element, QByteArrayView name, const QByteArray &otherwise = {}) const;
    /// Text and CDATA directly in the element, joined; allText() also takes that of elements inside.
    [[nodiscard]] QByteArray ownText(int element) const;
    [[nodiscard]] QByteArray allText(int element) const;
    /// The document type declaration; empty where there is none.
    [[nodiscard]] TextRange documentType() const { return m_documentType; }
    /// The innermost element whose range holds the offset, -1 outside of all.
    [[nodiscard]] int elementAt(qsizetype offset) const;

private:
    friend class TreeBuilder;
    std::vector<Node> m_nodes;
    int m_root = -1;
    TextRange m_documentType;
};

} // namespace offhook::twiml
