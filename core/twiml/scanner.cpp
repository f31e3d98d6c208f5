#include "core/twiml/scanner.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

bool endsWord(char c) {
    return isBlank(c) || c == '=' || c == '>' || c == '/' || c == '<' || c == '"' || c == '\'';
}

} // namespace

bool isBlank(QByteArrayView text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return isBlank(c); });
}

bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & 0x80) != 0;
}

bool isNameByte(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

Scanner::Scanner(QByteArrayView body)
    : m_body(body) {
    if (body.startsWith("\xEF\xBB\xBF"))
        m_at = 3; // a byte order mark belongs to the encoding, not to the text
}

bool Scanner::beginsMarkup(qsizetype at) const {
    if (m_body[at] != '<' || at + 1 >= m_body.size())
        return false;
    const char after = m_body[at + 1];
    return after == '!' || after == '?' || after == '/' || isNameStart(after);
}

bool Scanner::next(Token &token) {
    if (m_at >= m_body.size())
        return false;
    token = Token();
    token.range = {m_at, m_at};
    if (!beginsMarkup(m_at))
        scanText(token);
    else if (startsWith("<!--"))
        scanMarked(token, Token::Kind::Comment, 4, "-->");
    else if (startsWith("<![CDATA["))
        scanMarked(token, Token::Kind::CData, 9, "]]>");
    else if (startsWith("<!"))
        scanDocumentType(token);
    else if (startsWith("<?"))
        scanInstruction(token);
    else
        scanTag(token, m_body[m_at + 1] == '/');
    token.range.end = m_at;
    return true;
}

void Scanner::scanText(Token &token) {
    token.kind = Token::Kind::Text;
    do {
        const qsizetype found = m_body.indexOf('<', m_at + 1);
        m_at = found < 0 ? m_body.size() : found;
    } while (m_at < m_body.size() && !beginsMarkup(m_at));
    token.content = {token.range.begin, m_at};
}

void Scanner::scanMarked(Token &token, Token::Kind kind, qsizetype open, QByteArrayView end) {
    token.kind = kind;
    const qsizetype begin = m_at + open;
    const qsizetype found = m_body.indexOf(end, begin);
    token.isClosed = found >= 0;
    token.content = {begin, token.isClosed ? found : m_body.size()};
    m_at = token.isClosed ? found + end.size() : m_body.size();
}

void Scanner::scanInstruction(Token &token) {
    const qsizetype begin = m_at + 2;
    scanMarked(token, Token::Kind::Instruction, 2, "?>");
    qsizetype at = begin;
    while (at < token.content.end && !isBlank(m_body[at]))
        ++at;
    token.name = {begin, at};
    token.content.begin = at;
    if (token.name.in(m_body) == "xml")
        token.kind = Token::Kind::Declaration;
}

/// <!DOCTYPE name SYSTEM "a>b" [ <!ENTITY c "]>"> ]>: quotes and the subset hide ">".
void Scanner::scanDocumentType(Token &token) {
    token.kind = Token::Kind::DocumentType;
    token.isClosed = false;
    m_at += 2;
    while (m_at < m_body.size() && !token.isClosed) {
        const char c = m_body[m_at++];
        if (c == '"' || c == '\'') {
            const qsizetype quote = m_body.indexOf(c, m_at);
            m_at = quote < 0 ? m_body.size() : quote + 1;
        } else if (c == '[') {
            skipSubset();
        } else if (c == '>') {
            token.isClosed = true;
        }
    }
}

void Scanner::skipSubset() {
    const auto skipTo = [this](QByteArrayView end) {
        const qsizetype found = m_body.indexOf(end, m_at);
        m_at = found < 0 ? m_body.size() : found + end.size();
    };
    while (m_at < m_body.size()) {
        if (startsWith("<!--"))
            skipTo("-->");
        else if (startsWith("<?"))
            skipTo("?>");
        else if (const char c = m_body[m_at++]; c == '"' || c == '\'')
            skipTo(QByteArrayView(&c, 1));
        else if (c == ']')
            return;
    }
}

void Scanner::scanTag(Token &token, bool isEnd) {
    token.kind = isEnd ? Token::Kind::EndTag : Token::Kind::StartTag;
    m_at += isEnd ? 2 : 1;
    token.name.begin = m_at;
    while (m_at < m_body.size() && !endsWord(m_body[m_at]))
        ++m_at;
    token.name.end = m_at;
    while (m_at < m_body.size() && m_body[m_at] != '<') {
        const char c = m_body[m_at];
        if (c == '>') {
            ++m_at;
            return;
        }
        if (c == '/' && m_at + 1 < m_body.size() && m_body[m_at + 1] == '>') {
            token.isEmptyTag = true;
            m_at += 2;
            return;
        }
        if (isBlank(c))
            ++m_at;
        else
            scanAttribute(token);
    }
    token.isClosed = false;
}

void Scanner::scanAttribute(Token &token) {
    RawAttribute attribute;
    attribute.hasBlankBefore = isBlank(m_body[m_at - 1]);
    attribute.name.begin = m_at;
    while (m_at < m_body.size() && !endsWord(m_body[m_at]))
        ++m_at;
    if (m_at == attribute.name.begin && m_body[m_at] != '=')
        ++m_at; // a stray quote or slash is a name of its own, so that every byte is used up
    attribute.name.end = m_at;
    qsizetype at = m_at;
    while (at < m_body.size() && isBlank(m_body[at]))
        ++at;
    attribute.hasValue = at < m_body.size() && m_body[at] == '=';
    attribute.value = {m_at, m_at};
    if (attribute.hasValue) {
        m_at = at + 1;
        scanValue(attribute);
    }
    attribute.range = {attribute.name.begin, m_at};
    token.attributes.push_back(attribute);
}

void Scanner::scanValue(RawAttribute &attribute) {
    qsizetype at = m_at;
    while (at < m_body.size() && isBlank(m_body[at]))
        ++at;
    const char quote = at < m_body.size() ? m_body[at] : '\0';
    if (quote == '"' || quote == '\'') {
        attribute.quote = quote;
        m_at = at + 1;
        qsizetype end = m_at;
        while (end < m_body.size() && m_body[end] != quote && m_body[end] != '<')
            ++end;
        attribute.isClosed = end < m_body.size() && m_body[end] == quote;
        attribute.value = {m_at, end};
        m_at = attribute.isClosed ? end + 1 : end;
        return;
    }
    attribute.value = {m_at, m_at};
    if (at < m_body.size() && !endsWord(m_body[at])) {
        attribute.value.begin = at;
        while (at < m_body.size() && !isBlank(m_body[at]) && m_body[at] != '>' && m_body[at] != '<')
            ++at;
        if (m_body[at - 1] == '/' && at < m_body.size() && m_body[at] == '>')
            --at; // "a=b/>" ends the tag
        attribute.value.end = at;
        m_at = at;
    }
}

} // namespace offhook::twiml
