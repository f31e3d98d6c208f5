#include "core/twiml/caret_context.h"

#include "core/twiml/scanner.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

using Where = CaretContext::Where;

/// Reads the bytes before the caret; the last token says what the caret stands in.
class Reader {
public:
    Reader(QByteArrayView body, qsizetype caret, Product product)
        : m_body(body)
        , m_caret(std::clamp(caret, qsizetype(0), body.size()))
        , m_product(product) {}

    CaretContext run() {
        const QByteArrayView before = m_body.first(m_caret);
        Scanner scanner(before);
        Token token;
        Token last;
        bool hasLast = false;
        while (scanner.next(token)) {
            if (hasLast)
                pass(last);
            last = token;
            hasLast = true;
        }
        m_context.word = {m_caret, m_caret};
        if (hasLast)
            end(last);
        m_context.typed = m_body.sliced(m_context.word.begin, m_caret - m_context.word.begin).toByteArray();
        return std::move(m_context);
    }

private:
    void pass(const Token &token) {
        if (token.kind == Token::Kind::StartTag && !token.isEmptyTag)
            m_context.open.push_back(token.name);
        if (token.kind == Token::Kind::EndTag)
            close(token.name.in(m_body));
    }

    void close(QByteArrayView name) {
        const auto found = std::find_if(
            m_context.open.rbegin(), m_context.open.rend(), [&](TextRange open) { return open.in(m_body) == name; });
        if (found != m_context.open.rend())
            m_context.open.erase(std::prev(found.base()), m_context.open.end());
    }

    void end(const Token &token) {
        switch (token.kind) {
        case Token::Kind::Text:
            return inText(token);
        case Token::Kind::StartTag:
            return token.isClosed ? pass(token) : inTag(token);
        case Token::Kind::EndTag:
            return token.isClosed ? pass(token) : inClosingTag(token);
        default:
            m_context.where = token.isClosed ? Where::Content : Where::Nowhere;
        }
    }

    void inText(const Token &token) {
        if (m_body[m_caret - 1] == '<') {
            m_context.where = Where::ElementName;
            return setWord(m_caret);
        }
        qsizetype begin = m_caret;
        while (begin > token.range.begin && isNameByte(m_body[begin - 1]))
            --begin;
        setWord(begin);
    }

    /// The word around the caret that begins at `begin`.
    void setWord(qsizetype begin) {
        qsizetype end = m_caret;
        while (end < m_body.size() && isNameByte(m_body[end]))
            ++end;
        m_context.word = {begin, end};
        if (m_context.where != Where::ElementName)
            return;
        while (end < m_body.size() && m_body[end] != '<' && m_body[end] != '>')
            ++end;
        m_context.isTagWhole = end < m_body.size() && m_body[end] == '>';
    }

    void inClosingTag(const Token &token) {
        m_context.where = Where::ClosingName;
        setWord(token.name.begin);
        if (m_context.word.end < m_body.size() && m_body[m_context.word.end] == '>')
            ++m_context.word.end;
    }

    void inTag(const Token &token) {
        m_context.tag = token.name.in(m_body).toByteArray();
        if (token.name.end == m_caret) {
            m_context.where = Where::ElementName;
            return setWord(token.name.begin);
        }
        for (const RawAttribute &attribute : token.attributes)
            m_context.present.push_back(attribute.name.in(m_body).toByteArray());
        m_context.where = Where::AttributeName;
        setWord(m_caret);
        if (!token.attributes.empty() && token.attributes.back().range.end == m_caret)
            inAttribute(token.attributes.back());
        addLaterAttributes(token);
    }

    void inAttribute(const RawAttribute &attribute) {
        m_context.present.pop_back();
        if (!attribute.hasValue)
            return setWord(attribute.name.begin);
        if (attribute.quote != 0 && attribute.isClosed) {
            m_context.where = Where::Nowhere;
            return;
        }
        m_context.where = Where::Value;
        m_context.attribute = attribute.name.in(m_body).toByteArray();
        m_context.hasQuotes = attribute.quote != 0;
        m_context.word = {attribute.value.begin, valueEnd(attribute)};
        m_context.present.clear();
        cutList();
    }

    /// To the closing quote, unless something comes first that says that there is none.
    qsizetype valueEnd(const RawAttribute &attribute) const {
        qsizetype end = m_caret;
        while (end < m_body.size() && m_body[end] != attribute.quote && m_body[end] != '<' && m_body[end] != '>' &&
               m_body[end] != '\n' && m_body[end] != '=')
            ++end;
        return attribute.quote != 0 && end < m_body.size() && m_body[end] == attribute.quote ? end : m_caret;
    }

    /// Of a list the word is one item, and the others are present.
    void cutList() {
        Rules rules = rootRules(m_product);
        for (std::size_t i = 1; i < m_context.open.size(); ++i)
            rules = childRules(rules, m_context.open[i].in(m_body));
        if (!m_context.open.empty())
            rules = childRules(rules, m_context.tag);
        const AttributeRule *rule = rules.empty() ? nullptr : rules.front()->attribute(m_context.attribute);
        if (rule == nullptr || rule->separator == '\0')
            return;
        const TextRange whole = m_context.word;
        const QByteArrayView before = m_body.sliced(whole.begin, m_caret - whole.begin);
        const qsizetype begin = whole.begin + before.lastIndexOf(rule->separator) + 1;
        const qsizetype found = m_body.first(whole.end).indexOf(rule->separator, m_caret);
        m_context.word = {begin, found < 0 ? whole.end : found};
        const QByteArray others = m_body.sliced(whole.begin, begin - whole.begin).toByteArray() +
                                  m_body.sliced(m_context.word.end, whole.end - m_context.word.end);
        for (const QByteArray &item : others.split(rule->separator))
            m_context.present.push_back(item.trimmed());
    }

    /// Attributes of the same tag after the caret are there, too.
    void addLaterAttributes(const Token &token) {
        if (m_context.where != Where::AttributeName)
            return;
        Scanner scanner(m_body.sliced(token.range.begin));
        Token whole;
        if (!scanner.next(whole) || whole.kind != Token::Kind::StartTag || !whole.isClosed)
            return;
        for (const RawAttribute &attribute : whole.attributes) {
            if (token.range.begin + attribute.name.begin >= m_context.word.end)
                m_context.present.push_back(
                    m_body.sliced(token.range.begin + attribute.name.begin, attribute.name.size()).toByteArray());
        }
    }

    QByteArrayView m_body;
    qsizetype m_caret;
    Product m_product;
    CaretContext m_context;
};

} // namespace

CaretContext caretContext(QByteArrayView body, qsizetype caret, Product product) {
    return Reader(body, caret, product).run();
}

Rules rootRules(Product product) {
    const Grammar &grammar = Grammar::instance();
    if (product == Product::Auto)
        return {&grammar.root(Product::Voice), &grammar.root(Product::Messaging)};
    return {&grammar.root(product)};
}

Rules childRules(const Rules &parents, QByteArrayView tag) {
    Rules rules;
    for (const ElementRule *parent : parents) {
        if (const ElementRule *child = parent->child(tag))
            rules.push_back(child);
    }
    return rules;
}

} // namespace offhook::twiml
