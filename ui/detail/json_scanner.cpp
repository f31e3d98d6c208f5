#include "ui/detail/json_scanner.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace offhook::ui {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

JsonScanner::JsonScanner(QByteArrayView text)
    : m_text(text) {
    // A byte order mark is not JSON, but harmless (RFC 8259, 8.1 lets a reader ignore it).
    if (m_text.startsWith("\xEF\xBB\xBF"))
        m_at = 3;
}

void JsonScanner::skipBlanks() {
    while (m_at < m_text.size() &&
           (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\r' || m_text[m_at] == '\t'))
        ++m_at;
}

bool JsonScanner::take(char c) {
    skipBlanks();
    if (m_at >= m_text.size() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

std::optional<JsonToken> JsonScanner::fail() {
    m_failed = true;
    return std::nullopt;
}

std::optional<JsonToken> JsonScanner::next() {
    if (m_failed)
        return std::nullopt;
    skipBlanks();
    if (m_expects == Expects::End)
        return m_at == m_text.size() ? std::nullopt : fail();
    if (m_at >= m_text.size())
        return fail();
    if (m_expects == Expects::CommaOrEnd) {
        const char c = m_text[m_at];
        if (c == '}' || c == ']')
            return close(c);
        if (!take(','))
            return fail();
        m_expects = m_open.back() == '{' ? Expects::Key : Expects::Value;
        skipBlanks();
        if (m_at >= m_text.size())
            return fail();
    }
    if (m_expects == Expects::KeyOrEnd && m_text[m_at] == '}')
        return close('}');
    if (m_expects == Expects::ValueOrEnd && m_text[m_at] == ']')
        return close(']');
    return m_expects == Expects::Key || m_expects == Expects::KeyOrEnd ? key() : value();
}

std::optional<JsonToken> JsonScanner::open(char bracket) {
    if (m_open.size() >= DeepestNesting)
        return fail();
    m_open.push_back(bracket);
    m_expects = bracket == '{' ? Expects::KeyOrEnd : Expects::ValueOrEnd;
    ++m_at;
    return JsonToken{bracket == '{' ? JsonToken::Type::BeginObject : JsonToken::Type::BeginArray, m_at - 1, m_at};
}

std::optional<JsonToken> JsonScanner::close(char bracket) {
    if (m_open.empty() || (m_open.back() == '{') != (bracket == '}'))
        return fail();
    m_open.pop_back();
    m_expects = m_open.empty() ? Expects::End : Expects::CommaOrEnd;
    ++m_at;
    return JsonToken{bracket == '}' ? JsonToken::Type::EndObject : JsonToken::Type::EndArray, m_at - 1, m_at};
}

std::optional<JsonToken> JsonScanner::scalar(JsonToken::Type type, qsizetype end) {
    if (end < 0)
        return fail();
    const JsonToken token{type, m_at, end};
    m_at = end;
    m_expects = m_open.empty() ? Expects::End : Expects::CommaOrEnd;
    return token;
}

std::optional<JsonToken> JsonScanner::key() {
    const std::optional<JsonToken> name = m_text[m_at] == '"' ? scalar(JsonToken::Type::Key, stringEnd()) : fail();
    if (!name || !take(':'))
        return fail();
    m_expects = Expects::Value;
    return name;
}

std::optional<JsonToken> JsonScanner::value() {
    const char c = m_text[m_at];
    if (c == '{' || c == '[')
        return open(c);
    if (c == '"')
        return scalar(JsonToken::Type::String, stringEnd());
    if (c == '-' || isDigit(c))
        return scalar(JsonToken::Type::Number, numberEnd());
    for (const QByteArrayView word : {QByteArrayView("true"), QByteArrayView("false"), QByteArrayView("null")}) {
        if (m_text.sliced(m_at).startsWith(word))
            return scalar(JsonToken::Type::Literal, m_at + word.size());
    }
    return fail();
}

qsizetype JsonScanner::stringEnd() const {
    for (qsizetype at = m_at + 1; at < m_text.size(); ++at) {
        const char c = m_text[at];
        if (c == '"')
            return at + 1;
        if (uchar(c) < 0x20)
            return -1;
        if (c == '\\')
            ++at;
    }
    return -1;
}

qsizetype JsonScanner::numberEnd() const {
    qsizetype at = m_at;
    const auto peek = [&] { return at < m_text.size() ? m_text[at] : '\0'; };
    const auto digits = [&] {
        const qsizetype begin = at;
        while (isDigit(peek()))
            ++at;
        return at > begin;
    };
    if (peek() == '-')
        ++at;
    const bool zero = peek() == '0';
    const qsizetype first = at;
    // No zeros in front: RFC 8259, section 6.
    if (!digits() || (zero && at > first + 1))
        return -1;
    if (peek() == '.') {
        ++at;
        if (!digits())
            return -1;
    }
    if (peek() == 'e' || peek() == 'E') {
        ++at;
        if (peek() == '+' || peek() == '-')
            ++at;
        if (!digits())
            return -1;
    }
    return at;
}

QByteArray jsonStringValue(QByteArrayView quoted) {
    const QByteArrayView inside = quoted.sliced(1, quoted.size() - 2);
    if (!inside.contains('\\'))
        return inside.toByteArray();
    const QJsonArray array = QJsonDocument::fromJson('[' + quoted.toByteArray() + ']').array();
    return array.isEmpty() ? inside.toByteArray() : array.at(0).toString().toUtf8();
}

} // namespace offhook::ui
