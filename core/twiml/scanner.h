#pragma once

#include "core/twiml/text_range.h"

#include <cstdint>
#include <vector>

namespace offhook::twiml {

/// An attribute as the scanner saw it; an empty valueRange with `hasValue` false: no "=" came.
struct RawAttribute {
    TextRange name;
    TextRange value; ///< without quotes
    TextRange range;
    char quote = 0;        ///< 0: the value stands without quotes
    bool hasValue = false; ///< "=" came
    bool isClosed = true;  ///< the closing quote came
    bool hasBlankBefore = true;
};

/// One piece of markup or text. Everything of the body belongs to exactly one token.
struct Token {
    enum class Kind : std::uint8_t { Text, CData, Comment, Instruction, Declaration, DocumentType, StartTag, EndTag };

    Kind kind = Kind::Text;
    TextRange range;
    TextRange name;          ///< of tags and instructions
    TextRange content;       ///< of CData, Comment and Instruction: what stands between the marks
    bool isClosed = true;    ///< its end mark came
    bool isEmptyTag = false; ///< "/>"
    std::vector<RawAttribute> attributes;
};

/// Cuts bytes into XML tokens. Never fails: what has no end reaches to the next "<" (a tag, a value) or to the end (all
/// else), and "<" that begins nothing is text. On a well-formed document the tokens are those of XML 1.0.
class Scanner {
public:
    explicit Scanner(QByteArrayView body);

    /// The next token, false at the end. Takes linear time over all calls.
    [[nodiscard]] bool next(Token &token);

private:
    void scanText(Token &token);
    void scanTag(Token &token, bool isEnd);
    void scanAttribute(Token &token);
    void scanValue(RawAttribute &attribute);
    void scanMarked(Token &token, Token::Kind kind, qsizetype open, QByteArrayView end);
    void scanInstruction(Token &token);
    void scanDocumentType(Token &token);
    void skipSubset();
    [[nodiscard]] bool beginsMarkup(qsizetype at) const;
    [[nodiscard]] bool startsWith(QByteArrayView text) const { return m_body.sliced(m_at).startsWith(text); }

    QByteArrayView m_body;
    qsizetype m_at = 0;
};

/// White space of XML: blank, tab, CR, LF.
[[nodiscard]] constexpr bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
[[nodiscard]] bool isBlank(QByteArrayView text);
/// Whether a name may begin with or hold the byte; bytes of characters beyond ASCII may.
[[nodiscard]] bool isNameStart(char c);
[[nodiscard]] bool isNameByte(char c);

} // namespace offhook::twiml
