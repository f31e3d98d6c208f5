#include "core/twiml/tag_syntax.h"

#include "core/twiml/references.h"

#include <QSet>

#include <algorithm>

namespace offhook::twiml {
namespace {

using Violation = std::optional<Diagnostic>;

constexpr std::size_t MaxTextViolations = 100; // of one token: more help nobody

Fix replacement(TextRange range, const QByteArray &text, FixLabel label) {
    return {label, quoted(text), {{range, text}}};
}

Violation wrongReference(qsizetype at, TextRange range, QByteArrayView body) {
    const auto reference = referenceAt(body.first(range.end), at);
    if (!reference) {
        Diagnostic made = diagnose(Finding::RawAmpersand, {at, at + 1});
        made.fix = replacement({at, at + 1}, "&amp;", FixLabel::Escape);
        return made;
    }
    if (reference->character != 0)
        return {};
    const QByteArrayView written = reference->range.in(body);
    Diagnostic made = diagnose(Finding::UnknownEntity, reference->range, {quoted(written)});
    if (const char32_t character = htmlEntity(written.sliced(1, written.size() - 2)))
        made.fix = replacement(reference->range, "&#" + QByteArray::number(uint(character)) + ';', FixLabel::Replace);
    return made;
}

/// A control character, U+FFFE or U+FFFF; the rest of what UTF-8 can hold is allowed.
TextRange forbiddenCharacter(qsizetype at, qsizetype end, QByteArrayView body) {
    const auto byte = static_cast<unsigned char>(body[at]);
    if (byte < 0x20 && !isBlank(body[at]))
        return {at, at + 1};
    const bool isNonCharacter = byte == 0xEF && at + 2 < end && static_cast<unsigned char>(body[at + 1]) == 0xBF &&
                                static_cast<unsigned char>(body[at + 2]) >= 0xBE;
    return isNonCharacter ? TextRange{at, at + 3} : TextRange{at, at};
}

Violation wrongCharacter(TextRange range, QByteArrayView body) {
    for (qsizetype i = range.begin; i < range.end; ++i) {
        const TextRange found = forbiddenCharacter(i, range.end, body);
        if (found.isEmpty())
            continue;
        const uint character = found.size() == 1 ? uint(static_cast<unsigned char>(body[i]))
                                                 : 0xFF00u + uint(static_cast<unsigned char>(body[i + 2])) + 0x40u;
        Diagnostic made = diagnose(
            Finding::InvalidCharacter, found, {QStringLiteral("%1").arg(character, 4, 16, QLatin1Char('0')).toUpper()});
        made.fix = Fix{FixLabel::Remove, made.args.first(), {{found, {}}}};
        return made;
    }
    return {};
}

Violation wrongName(TextRange name, QByteArrayView body) {
    const QByteArrayView text = name.in(body);
    if (text.isEmpty() || !isNameStart(text.front()) || !std::all_of(text.begin(), text.end(), isNameByte))
        return diagnose(Finding::NotWellFormed, name, {QStringLiteral("“%1” is not a name.").arg(quoted(text))});
    return {};
}

Violation wrongAttribute(const RawAttribute &attribute, QByteArrayView body) {
    const QString name = quoted(attribute.name.in(body));
    if (Violation violation = wrongName(attribute.name, body))
        return violation;
    if (!attribute.hasValue || attribute.quote == 0) {
        Diagnostic made = diagnose(Finding::UnquotedValue, attribute.range, {name});
        if (!attribute.value.isEmpty())
            made.fix = Fix{FixLabel::AddQuotes, {},
                {{attribute.value, '"' + attribute.value.in(body).toByteArray().replace('"', "&quot;") + '"'}}};
        return made;
    }
    if (!attribute.isClosed)
        return diagnose(Finding::UnclosedMarkup, attribute.range,
            {name + QLatin1Char('=') + QLatin1Char(attribute.quote), QString(QLatin1Char(attribute.quote))});
    if (!attribute.hasBlankBefore)
        return diagnose(
            Finding::NotWellFormed, attribute.name, {QStringLiteral("white space is missing before “%1”.").arg(name)});
    return {};
}

Violation repeatedAttribute(const Token &token, QByteArrayView body) {
    QSet<QByteArrayView> seen;
    for (const RawAttribute &attribute : token.attributes) {
        const QByteArrayView name = attribute.name.in(body);
        if (!seen.contains(name)) {
            seen.insert(name);
            continue;
        }
        Diagnostic made = diagnose(Finding::RepeatedAttribute, attribute.range, {quoted(name)});
        qsizetype begin = attribute.range.begin;
        while (isBlank(body[begin - 1]))
            --begin;
        made.fix = Fix{FixLabel::Remove, quoted(name), {{{begin, attribute.range.end}, {}}}};
        return made;
    }
    return {};
}

Violation wrongTag(const Token &token, QByteArrayView body) {
    if (Violation violation = wrongName(token.name, body))
        return violation;
    if (token.kind == Token::Kind::EndTag && (!token.attributes.empty() || token.isEmptyTag))
        return diagnose(Finding::NotWellFormed, token.range, {QStringLiteral("a closing tag holds a name only.")});
    for (const RawAttribute &attribute : token.attributes) {
        if (Violation violation = wrongAttribute(attribute, body))
            return violation;
    }
    if (Violation violation = repeatedAttribute(token, body))
        return violation;
    if (!token.isClosed)
        return diagnose(Finding::UnclosedMarkup, token.range,
            {QStringLiteral("<") + quoted(token.name.in(body)), QStringLiteral(">")});
    return {};
}

Violation wrongComment(const Token &token, QByteArrayView body) {
    if (!token.isClosed)
        return diagnose(Finding::UnclosedMarkup, {token.range.begin, token.range.begin + 4},
            {QStringLiteral("<!--"), QStringLiteral("-->")});
    const QByteArrayView content = token.content.in(body);
    qsizetype at = content.indexOf("--");
    if (at < 0 && content.endsWith('-'))
        at = content.size() - 1;
    if (at < 0)
        return wrongCharacter(token.content, body);
    const qsizetype begin = token.content.begin + at;
    Diagnostic made = diagnose(Finding::HyphensInComment, {begin, begin + 2});
    if (content.sliced(at).startsWith("--"))
        made.fix = replacement({begin, begin + 2}, "- ", FixLabel::Replace);
    return made;
}

Violation unclosed(const Token &token, const char *open, const char *end) {
    const qsizetype begin = token.range.begin;
    const qsizetype size = qstrlen(open);
    return diagnose(
        Finding::UnclosedMarkup, {begin, begin + size}, {QString::fromLatin1(open), QString::fromLatin1(end)});
}

/// The first one from `range.begin` on. A value may hold "]]>".
Violation wrongInText(TextRange range, QByteArrayView body, bool isValue) {
    Violation character = wrongCharacter(range, body);
    const qsizetype end = character ? character->range.begin : range.end;
    for (qsizetype i = range.begin; i < end; ++i) {
        if (body[i] == '&') {
            if (Violation violation = wrongReference(i, range, body))
                return violation;
        }
        if (body[i] == '<') {
            Diagnostic made = diagnose(Finding::RawLessThan, {i, i + 1});
            made.fix = replacement({i, i + 1}, "&lt;", FixLabel::Escape);
            return made;
        }
        if (!isValue && body[i] == ']' && body.sliced(i, range.end - i).startsWith("]]>")) {
            Diagnostic made = diagnose(
                Finding::NotWellFormed, {i, i + 3}, {QStringLiteral("“]]>” ends a CDATA section that is none.")});
            made.fix = replacement({i, i + 3}, "]]&gt;", FixLabel::Escape);
            return made;
        }
    }
    return character;
}

void appendWrong(std::vector<Diagnostic> &found, TextRange range, QByteArrayView body, bool isValue) {
    while (Violation violation = wrongInText(range, body, isValue)) {
        range.begin = violation->range.end;
        found.push_back(std::move(*violation));
        if (found.size() >= MaxTextViolations)
            return;
    }
}

} // namespace

std::vector<Diagnostic> textViolationsIn(const Token &token, QByteArrayView body) {
    std::vector<Diagnostic> found;
    if (token.kind == Token::Kind::Text)
        appendWrong(found, token.content, body, false);
    for (const RawAttribute &attribute : token.attributes) {
        if (found.size() < MaxTextViolations)
            appendWrong(found, attribute.value, body, true);
    }
    return found;
}

Violation violationIn(const Token &token, QByteArrayView body) {
    switch (token.kind) {
    case Token::Kind::StartTag:
    case Token::Kind::EndTag:
        return wrongTag(token, body);
    case Token::Kind::Comment:
        return wrongComment(token, body);
    case Token::Kind::CData:
        return token.isClosed ? wrongCharacter(token.content, body) : unclosed(token, "<![CDATA[", "]]>");
    case Token::Kind::Instruction:
    case Token::Kind::Declaration:
        return token.isClosed ? wrongCharacter(token.content, body) : unclosed(token, "<?", "?>");
    case Token::Kind::DocumentType:
        return token.isClosed ? Violation() : unclosed(token, "<!", ">");
    case Token::Kind::Text:
        break;
    }
    return {};
}

} // namespace offhook::twiml
