#pragma once

#include <QByteArrayView>

#include <optional>
#include <vector>

namespace offhook::ui {

/// A piece of JSON text, with its bytes as they stand.
struct JsonToken {
    enum class Type { BeginObject, EndObject, BeginArray, EndArray, Key, String, Number, Literal };
    Type type = Type::Literal;
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// Reads JSON (RFC 8259) piece by piece. Keeps what a tree of values loses: order and repeats of names, the digits of
/// numbers, escapes. Checks the grammar; nesting is limited.
class JsonScanner {
public:
    static constexpr std::size_t DeepestNesting = 512;

    explicit JsonScanner(QByteArrayView text);

    /// The next piece; none at the end or at a mistake.
    [[nodiscard]] std::optional<JsonToken> next();
    /// The whole text was one JSON value.
    [[nodiscard]] bool isWhole() const { return m_expects == Expects::End && !m_failed; }
    [[nodiscard]] qsizetype position() const { return m_at; }

private:
    enum class Expects { Value, ValueOrEnd, KeyOrEnd, Key, CommaOrEnd, End };

    void skipBlanks();
    bool take(char c);
    std::optional<JsonToken> fail();
    std::optional<JsonToken> open(char bracket);
    std::optional<JsonToken> close(char bracket);
    std::optional<JsonToken> key();
    std::optional<JsonToken> value();
    std::optional<JsonToken> scalar(JsonToken::Type type, qsizetype end);
    [[nodiscard]] qsizetype stringEnd() const;
    [[nodiscard]] qsizetype numberEnd() const;

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::vector<char> m_open;
    Expects m_expects = Expects::Value;
    bool m_failed = false;
};

/// The text of a string token (with its quotes), escapes resolved, as UTF-8.
[[nodiscard]] QByteArray jsonStringValue(QByteArrayView quoted);

} // namespace offhook::ui
