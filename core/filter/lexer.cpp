#include "core/filter/lexer.h"

#include "core/filter/vocabulary.h"

namespace offhook::filter {
namespace {

bool isAsciiLetter(QChar c) {
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isKeyCharacter(QChar c) {
    return isAsciiLetter(c) || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-';
}

bool isDottedCharacter(QChar c) {
    return isKeyCharacter(c) || c == u'.';
}

bool isSpecial(QChar c) {
    return c.isSpace() || c == u'(' || c == u')' || c == u'|';
}

bool isNameCharacter(QChar c) {
    return !isSpecial(c) && c != u':' && c != u'=' && c != u'~' && c != u'<' && c != u'>' && c != u'"';
}

bool isBlank(QChar c) {
    return c.isSpace();
}

bool comparesDirectly(const KeyInfo *key) {
    return key && (key->key == Key::Code || key->key == Key::Took);
}

} // namespace

bool Lexer::endsRun(qsizetype i) const {
    return i >= m_source.size() || isSpecial(m_source[i]);
}

qsizetype Lexer::skip(qsizetype i, bool (*accept)(QChar)) const {
    while (i < m_source.size() && accept(m_source[i]))
        ++i;
    return i;
}

bool Lexer::isWord(QStringView word) const {
    return m_source.sliced(m_pos).startsWith(word) && endsRun(m_pos + word.size());
}

Token Lexer::single(Token::Type type, qsizetype length) {
    Token token;
    token.type = type;
    token.range = {m_pos, m_pos + length};
    m_pos += length;
    return token;
}

Token Lexer::next() {
    m_pos = skip(m_pos, isBlank);
    const QChar c = at(m_pos);
    if (m_pos >= m_source.size())
        return single(Token::Type::End, 0);
    if (c == u'(')
        return single(Token::Type::Open, 1);
    if (c == u')')
        return single(Token::Type::Close, 1);
    if (c == u'|')
        return single(Token::Type::Or, at(m_pos + 1) == u'|' ? 2 : 1);
    if (c == u'-')
        return single(Token::Type::Not, 1);
    if (isWord(u"OR"))
        return single(Token::Type::Or, 2);
    if (isWord(u"AND"))
        return single(Token::Type::And, 3);
    if (isWord(u"NOT"))
        return single(Token::Type::Not, 3);
    return term();
}

Token Lexer::term() {
    Token token;
    token.type = Token::Type::Term;
    const qsizetype begin = m_pos;
    if (readKey(begin, token)) {
        m_pos = token.op.isEmpty() ? token.name.end : token.op.end;
    } else {
        token.key = token.name = token.op = {};
        token.nameText.clear();
        token.match = Match::Contains;
    }
    readValues(token);
    token.range = {begin, m_pos};
    return token;
}

// A word is keyed when an operator follows a key's name. What begins with a digit (12:30) never is, nor is an address
// (whatsapp:+1...) or a URL. "param.Digits" is one also without operator: a term half typed.
bool Lexer::readKey(qsizetype begin, Token &token) const {
    if (!isAsciiLetter(at(begin)))
        return false;
    const qsizetype end = skip(begin, isKeyCharacter);
    token.key = {begin, end};
    const KeyInfo *known = findKey(m_source.sliced(begin, end - begin));
    if (at(end) == u'.')
        return readName(end, token);
    if (!readOperator(end, token))
        return false;
    if ((at(end) == u'<' || at(end) == u'>') && !comparesDirectly(known))
        return false;
    return known || !isText(token);
}

bool Lexer::isText(const Token &token) const {
    const QStringView word = m_source.sliced(token.key.begin, token.key.end - token.key.begin);
    if (at(token.op.begin) != u':')
        return false;
    return m_source.sliced(token.op.end).startsWith(u"//") || isAddressScheme(word);
}

bool Lexer::readName(qsizetype dot, Token &token) const {
    const QStringView word = m_source.sliced(token.key.begin, dot - token.key.begin);
    const KeyInfo *known = findKey(word);
    if (!known || !known->named) {
        // "params.Digits=1" is a slip of the pen, "example.com:8080" is text.
        const qsizetype end = skip(dot, isDottedCharacter);
        token.key.end = end;
        return (known || isNear(word, u"param") || isNear(word, u"header")) && readOperator(end, token);
    }
    qsizetype end = dot + 1;
    if (at(end) == u'"') {
        const RawValue name = readQuoted(end);
        end = name.range.end;
        token.nameText = name.text.toUtf8();
        token.nameClosed = name.closed;
    } else {
        end = skip(end, isNameCharacter);
        token.nameText = m_source.sliced(dot + 1, end - dot - 1).toUtf8();
    }
    token.name = {dot + 1, end};
    if (!readOperator(end, token))
        token.op = {end, end};
    return true;
}

bool Lexer::readOperator(qsizetype i, Token &token) const {
    token.op = {i, i};
    if (at(i) == u'~') {
        token.op.end = i + 1;
        token.match = Match::Contains;
        return true;
    }
    if (at(i) == u':' || at(i) == u'=')
        ++i;
    token.match = Match::Equals;
    if (at(i) == u'>' || at(i) == u'<') {
        const bool greater = at(i) == u'>';
        const bool equal = at(i + 1) == u'=';
        token.match =
            greater ? (equal ? Match::GreaterOrEqual : Match::Greater) : (equal ? Match::LessOrEqual : Match::Less);
        i += equal ? 2 : 1;
    }
    token.op.end = i;
    return token.op.end > token.op.begin;
}

void Lexer::readValues(Token &token) {
    if (endsRun(m_pos) || (token.key.end > token.key.begin && token.op.isEmpty()))
        return;
    for (;;) {
        token.values.push_back(readValue(m_pos));
        m_pos = token.values.back().range.end;
        if (!continuesValues(token))
            return;
        ++m_pos;
    }
}

// a|b are alternatives of one term; a | b, a|(b) and a|kind:sms are terms joined by OR.
bool Lexer::continuesValues(const Token &token) const {
    if (at(m_pos) != u'|' || endsRun(m_pos + 1))
        return false;
    if (token.isKeyed())
        return true;
    Token other;
    return at(m_pos + 1) != u'-' && !readKey(m_pos + 1, other);
}

RawValue Lexer::readValue(qsizetype begin) const {
    if (at(begin) == u'"')
        return readQuoted(begin);
    RawValue value;
    qsizetype end = begin;
    while (!endsRun(end))
        ++end;
    value.range = {begin, end};
    value.text = m_source.sliced(begin, end - begin).toString();
    return value;
}

RawValue Lexer::readQuoted(qsizetype begin) const {
    RawValue value;
    value.quoted = true;
    qsizetype i = begin + 1;
    for (; i < m_source.size() && m_source[i] != u'"'; ++i) {
        if (m_source[i] == u'\\' && (at(i + 1) == u'"' || at(i + 1) == u'\\'))
            ++i;
        value.text.append(m_source[i]);
    }
    value.closed = i < m_source.size();
    value.range = {begin, value.closed ? i + 1 : i};
    return value;
}

} // namespace offhook::filter
