#pragma once

#include "core/filter/expression.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <vector>

namespace offhook::filter {

/// A stretch of the source, UTF-16 offsets.
struct Range {
    qsizetype begin = 0;
    qsizetype end = 0;

    [[nodiscard]] bool isEmpty() const { return begin == end; }
    bool operator==(const Range &) const = default;
};

/// One alternative of a term, quotes and escapes resolved. `range` includes the quotes.
struct RawValue {
    QString text;
    Range range;
    bool quoted = false;
    bool closed = true; ///< false: the closing quote is missing
};

/// A word of the filter language, not yet judged: keys and values may be unknown or missing.
struct Token {
    enum class Type : std::uint8_t { End, Open, Close, Or, And, Not, Term };
    Type type = Type::End;
    Range range;

    /// For terms. A bare word has an empty `key` range.
    Range key;              ///< "from", "param" (without the name), or an unknown word
    Range name;             ///< what follows "param." or "header."
    QByteArray nameText;    ///< the same without quotes
    bool nameClosed = true; ///< false: the name's closing quote is missing
    Range op;               ///< ":", ":>=", "~", ...
    Match match = Match::Contains;
    std::vector<RawValue> values;

    [[nodiscard]] bool isKeyed() const { return !op.isEmpty(); }
};

/// Cuts a filter into tokens. Linear time over the whole source.
class Lexer {
public:
    explicit Lexer(QStringView source)
        : m_source(source) {}

    [[nodiscard]] Token next();

private:
    [[nodiscard]] QChar at(qsizetype i) const { return i < m_source.size() ? m_source[i] : QChar(); }
    [[nodiscard]] bool endsRun(qsizetype i) const;
    [[nodiscard]] qsizetype skip(qsizetype i, bool (*accept)(QChar)) const;
    [[nodiscard]] bool isWord(QStringView word) const;
    [[nodiscard]] Token single(Token::Type type, qsizetype length);

    [[nodiscard]] bool readKey(qsizetype begin, Token &token) const;
    [[nodiscard]] bool readName(qsizetype dot, Token &token) const;
    [[nodiscard]] bool readOperator(qsizetype i, Token &token) const;
    [[nodiscard]] bool isText(const Token &token) const;
    [[nodiscard]] Token term();
    void readValues(Token &token);
    [[nodiscard]] bool continuesValues(const Token &token) const;
    [[nodiscard]] RawValue readValue(qsizetype begin) const;
    [[nodiscard]] RawValue readQuoted(qsizetype begin) const;

    QStringView m_source;
    qsizetype m_pos = 0;
};

} // namespace offhook::filter
