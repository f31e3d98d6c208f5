#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace offhook::twiml {

/// A mistake in a template: where, and what, in English. A template with mistakes still renders: what is wrong stays
/// as it is written.
struct TemplateProblem {
    qsizetype offset = 0; ///< byte
    QString detail;
};

/// An answer with places to fill in, in the notation of TwiML Bins (Handlebars): {{Name}} is the parameter's value,
/// escaped for XML; {{{Name}}} and {{& Name}} as it came; {{! comment}} is left out. {{#if Name}} … {{else}} …
/// {{/if}}, {{#unless Name}} … {{/unless}}, {{#Name}} … {{/Name}}, {{^Name}} … {{/Name}} ask whether it is there and
/// not empty; {{#if Name == "value"}} and != compare. Blocks nest.
/// Fact: a TwiML Bin fills in the parameters of Twilio's request
/// (twilio.com/docs/serverless/twiml-bins, read 2026-09). Value type; rendering is pure and thread-safe.
class Template {
public:
    /// The value of a parameter; nothing where the request has none of that name.
    using Lookup = std::function<std::optional<QByteArray>(QByteArrayView name)>;

    struct Rendered {
        QByteArray text;
        std::vector<QByteArray> missing; ///< names that had no value, once each; they stand in the text as {{Name}}
    };

    /// Never fails; see problems().
    [[nodiscard]] static Template parse(QByteArrayView source);
    [[nodiscard]] const std::vector<TemplateProblem> &problems() const { return m_problems; }
    /// Without one the text is the source.
    [[nodiscard]] bool hasPlaces() const { return m_hasPlaces; }
    /// `escape`: values are put into XML. False for plain text and the like.
    [[nodiscard]] Rendered render(const Lookup &lookup, bool escape = true) const;

private:
    friend class TemplateReader;

    /// A piece of the template. Conditions jump: `jump` is the piece to go on with when they do not hold.
    struct Piece {
        enum class Type : std::uint8_t { Text, Escaped, Raw, Condition, Jump };
        Type type = Type::Text;
        QByteArray text; ///< of Text: itself, else the name
        bool negated = false;
        std::optional<QByteArray> equals; ///< Condition: compared with this, not asked for being there
        std::size_t jump = 0;
    };

    std::vector<Piece> m_pieces;
    std::vector<TemplateProblem> m_problems;
    bool m_hasPlaces = false;
};

/// The text with the five characters of XML's markup as references; what XML 1.0 cannot hold (most control characters)
/// is left out.
[[nodiscard]] QByteArray xmlEscaped(QByteArrayView text);

} // namespace offhook::twiml
