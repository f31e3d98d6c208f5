#include "core/twiml/well_formed.h"

#include "core/base/text_guard.h"
#include "core/twiml/tag_syntax.h"

#include <QHash>
#include <QXmlStreamReader>

namespace offhook::twiml {
namespace {

using Violation = std::optional<Diagnostic>;

/// What stands around a token: order, nesting, prefixes.
class StructureScan {
public:
    explicit StructureScan(QByteArrayView body)
        : m_body(body)
        , m_begin(body.startsWith("\xEF\xBB\xBF") ? 3 : 0) {}

    /// Of all tags.
    [[nodiscard]] std::size_t mostAttributes() const { return m_mostAttributes; }

    /// The mistakes in text that were passed.
    [[nodiscard]] std::vector<Diagnostic> takeTextViolations() { return std::move(m_textViolations); }

    /// The first mistake in markup.
    Violation run() {
        Scanner scanner(m_body);
        Token token;
        while (scanner.next(token)) {
            if (Violation violation = check(token))
                return violation;
            addTextViolations(token);
        }
        if (!m_open.empty())
            return unclosedAtEnd();
        if (!m_hasRoot)
            return diagnose(
                Finding::NotWellFormed, {m_body.size(), m_body.size()}, {QStringLiteral("there is no root element.")});
        return {};
    }

private:
    struct Open {
        TextRange name;
        QList<QByteArray> prefixes; ///< that the tag declares
    };

    Violation check(const Token &token) {
        if (Violation violation = misplaced(token))
            return violation;
        if (Violation violation = violationIn(token, m_body))
            return violation;
        if (token.kind == Token::Kind::StartTag)
            return open(token);
        return token.kind == Token::Kind::EndTag ? close(token) : Violation();
    }

    void addTextViolations(const Token &token) {
        constexpr std::size_t Enough = 200;
        if (m_textViolations.size() > Enough)
            return;
        for (Diagnostic &violation : textViolationsIn(token, m_body))
            m_textViolations.push_back(std::move(violation));
    }

    /// What may stand inside of the root only, or before it only.
    Violation misplaced(const Token &token) {
        const bool isOutside = m_open.empty();
        switch (token.kind) {
        case Token::Kind::Text:
        case Token::Kind::CData:
            return isOutside ? outside(token) : Violation();
        case Token::Kind::StartTag:
            return isOutside && m_hasRoot ? Violation(diagnose(Finding::ContentAfterRoot, token.range)) : Violation();
        case Token::Kind::Declaration:
            return declaration(token);
        case Token::Kind::DocumentType:
            if (m_hasRoot || m_hasDocumentType)
                return diagnose(Finding::NotWellFormed, token.range,
                    {QStringLiteral("a document type declaration stands before the root, once.")});
            m_hasDocumentType = true;
            return {};
        default:
            return {};
        }
    }

    Violation outside(const Token &token) {
        const QByteArrayView text = token.content.in(m_body);
        if (token.kind == Token::Kind::Text && isBlank(text))
            return {};
        TextRange range = token.range;
        while (token.kind == Token::Kind::Text && isBlank(m_body[range.begin]))
            ++range.begin;
        while (token.kind == Token::Kind::Text && isBlank(m_body[range.end - 1]))
            --range.end;
        Diagnostic made = diagnose(m_hasRoot ? Finding::ContentAfterRoot : Finding::ContentBeforeRoot, range);
        const bool isSecondMark = range.in(m_body) == "\xEF\xBB\xBF";
        if (m_hasRoot || isSecondMark || isMarkupLater(token.range.end))
            made.fix = Fix{FixLabel::Remove, quoted(range.in(m_body)), {{range, {}}}};
        return made;
    }

    bool isMarkupLater(qsizetype from) const { return m_body.indexOf("<Response", from) >= 0; }

    Violation declaration(const Token &token) {
        if (token.range.begin == m_begin)
            return {};
        const TextRange before{m_begin, token.range.begin};
        if (isBlank(before.in(m_body))) {
            Diagnostic made = diagnose(Finding::BlankBeforeDeclaration, before);
            made.fix = Fix{FixLabel::Remove, QStringLiteral("white space"), {{before, {}}}};
            return made;
        }
        Diagnostic made = diagnose(Finding::MisplacedDeclaration, token.range);
        made.fix = Fix{FixLabel::Remove, quoted(token.range.in(m_body)), {{token.range, {}}}};
        return made;
    }

    Violation open(const Token &token) {
        m_hasRoot = true;
        m_mostAttributes = std::max(m_mostAttributes, token.attributes.size());
        Open opened{token.name, {}};
        for (const RawAttribute &attribute : token.attributes) {
            const QByteArrayView name = attribute.name.in(m_body);
            if (name.startsWith("xmlns:"))
                opened.prefixes.append(name.sliced(6).toByteArray());
        }
        for (const QByteArray &prefix : opened.prefixes)
            ++m_prefixes[prefix];
        Violation violation = unboundPrefix(token.name);
        for (std::size_t i = 0; !violation && i < token.attributes.size(); ++i)
            violation = unboundPrefix(token.attributes[i].name);
        m_open.push_back(std::move(opened));
        if (token.isEmptyTag)
            leave();
        return violation;
    }

    Violation unboundPrefix(TextRange name) {
        const QByteArrayView text = name.in(m_body);
        const qsizetype colon = text.indexOf(':');
        const QByteArray prefix = colon > 0 ? text.first(colon).toByteArray() : QByteArray();
        if (colon <= 0 || prefix == "xml" || prefix == "xmlns" || m_prefixes.value(prefix) > 0)
            return {};
        Diagnostic made = diagnose(Finding::UnboundPrefix, {name.begin, name.begin + colon}, {quoted(prefix)});
        return made;
    }

    void leave() {
        for (const QByteArray &prefix : m_open.back().prefixes)
            --m_prefixes[prefix];
        m_open.pop_back();
    }

    Violation close(const Token &token) {
        const QByteArrayView name = token.name.in(m_body);
        if (!m_open.empty() && m_open.back().name.in(m_body) == name) {
            leave();
            return {};
        }
        if (m_open.empty())
            return diagnose(Finding::ContentAfterRoot, token.range);
        const QByteArrayView innermost = m_open.back().name.in(m_body);
        const bool isOpenFurtherOut =
            std::any_of(m_open.begin(), m_open.end(), [&](const Open &open) { return open.name.in(m_body) == name; });
        if (isOpenFurtherOut) {
            Diagnostic made = diagnose(Finding::UnclosedElement, m_open.back().name, {quoted(innermost)});
            made.fix = closing(token.range.begin, closingTag(innermost));
            return made;
        }
        Diagnostic made =
            diagnose(Finding::MismatchedTag, token.range, {quoted(token.range.in(m_body)), quoted(innermost)});
        made.fix = Fix{FixLabel::Replace, quoted(closingTag(innermost)), {{token.range, closingTag(innermost)}}};
        return made;
    }

    Violation unclosedAtEnd() {
        QByteArray tags;
        for (auto open = m_open.rbegin(); open != m_open.rend(); ++open)
            tags += closingTag(open->name.in(m_body));
        const TextRange name = m_open.back().name;
        Diagnostic made = diagnose(Finding::UnclosedElement, name, {quoted(name.in(m_body))});
        made.fix = closing(m_body.size(), tags);
        return made;
    }

    static QByteArray closingTag(QByteArrayView name) { return "</" + name.toByteArray() + '>'; }
    static Fix closing(qsizetype at, const QByteArray &tags) {
        return {FixLabel::AddClosingTag, quoted(tags), {{{at, at}, tags}}};
    }

    QByteArrayView m_body;
    qsizetype m_begin;
    std::vector<Open> m_open;
    QHash<QByteArray, int> m_prefixes;
    std::vector<Diagnostic> m_textViolations;
    std::size_t m_mostAttributes = 0;
    bool m_hasRoot = false;
    bool m_hasDocumentType = false;
};

/// The first byte that is not UTF-8, -1 when all is.
qsizetype firstForeignByte(QByteArrayView body) {
    if (isUtf8(body))
        return -1;
    for (qsizetype i = 0; i < body.size();) {
        const auto lead = static_cast<unsigned char>(body[i]);
        const qsizetype size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (i + size > body.size() || !isUtf8(body.sliced(i, size)))
            return i;
        i += size;
    }
    return -1;
}

/// The bytes without a document type declaration, blanks in its place.
QByteArray withoutDocumentType(QByteArrayView body) {
    QByteArray plain = body.toByteArray();
    Scanner scanner(body);
    Token token;
    while (scanner.next(token) && token.kind != Token::Kind::StartTag) {
        if (token.kind == Token::Kind::DocumentType)
            std::fill(plain.begin() + token.range.begin, plain.begin() + token.range.end, ' ');
    }
    return plain;
}

/// QXmlStreamReader's opinion.
Violation readersViolation(QByteArrayView body, bool isUtf8Body) {
    const qsizetype begin = body.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    const QByteArray plain = withoutDocumentType(body).sliced(begin);
    const QString text = isUtf8Body ? QString::fromUtf8(plain) : QString::fromLatin1(plain);
    QXmlStreamReader reader(text);
    while (!reader.atEnd())
        reader.readNext();
    if (!reader.hasError())
        return {};
    const QStringView before = QStringView(text).first(qMin(reader.characterOffset(), text.size()));
    const qsizetype at = begin + (isUtf8Body ? before.toUtf8().size() : before.size());
    return diagnose(Finding::NotWellFormed, {qMax(begin, qMin(at, body.size()) - 1), qMin(at, body.size())},
        {printable(QStringView(reader.errorString()), 200)});
}

} // namespace

TextRange declaredEncoding(QByteArrayView body) {
    Scanner scanner(body);
    Token token;
    while (scanner.next(token) && token.kind == Token::Kind::Text) {
    }
    if (token.kind != Token::Kind::Declaration)
        return {};
    // The inside of the declaration has the form of attributes.
    const qsizetype found = token.content.in(body).indexOf("encoding");
    if (found < 0)
        return {};
    qsizetype at = token.content.begin + found + 8;
    while (at < token.content.end && (isBlank(body[at]) || body[at] == '='))
        ++at;
    if (at >= token.content.end || (body[at] != '"' && body[at] != '\''))
        return {};
    const qsizetype end = body.indexOf(body[at], at + 1);
    return end < 0 || end > token.content.end ? TextRange() : TextRange{at + 1, end};
}

Violations violationsOf(QByteArrayView body) {
    const QByteArray encoding = declaredEncoding(body).in(body).toByteArray().toUpper();
    const bool saysUtf8 = encoding.isEmpty() || encoding.startsWith("UTF");
    const qsizetype foreign = firstForeignByte(body);
    if (foreign >= 0 && saysUtf8) {
        const QByteArray hex = body.sliced(foreign, 1).toByteArray().toHex().toUpper();
        return {{diagnose(Finding::NotUtf8, {foreign, foreign + 1}, {QString::fromLatin1(hex)})}, foreign};
    }
    // QXmlStreamReader compares each attribute of a tag with all others.
    constexpr std::size_t ManyAttributes = 500;
    StructureScan scan(body);
    Violation inMarkup = scan.run();
    Violations violations{scan.takeTextViolations(), body.size()};
    if (!inMarkup && violations.found.empty() && scan.mostAttributes() <= ManyAttributes)
        inMarkup = readersViolation(body, foreign < 0);
    if (inMarkup) {
        violations.soundUntil = inMarkup->range.begin;
        violations.found.push_back(std::move(*inMarkup));
    }
    return violations;
}

} // namespace offhook::twiml
