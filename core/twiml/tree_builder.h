#pragma once

#include "core/twiml/document.h"
#include "core/twiml/scanner.h"

#include <QHash>

namespace offhook::twiml {

/// Makes the tree of a Document from a scanner's tokens, whatever the bytes hold.
class TreeBuilder {
public:
    [[nodiscard]] static Document build(QByteArrayView body);

private:
    explicit TreeBuilder(QByteArrayView body)
        : m_body(body) {}

    void add(const Token &token);
    int append(Node node);
    void open(const Token &token);
    void close(const Token &token);
    void leave(qsizetype end, bool isClosed);

    QByteArrayView m_body;
    Document m_document;
    std::vector<int> m_open;                ///< indices of the elements that are open
    std::vector<int> m_lastChild;           ///< of each of them, and of the document before them
    QHash<QByteArrayView, int> m_openNames; ///< how many of a name are open: a stray closing tag costs no search
};

} // namespace offhook::twiml
