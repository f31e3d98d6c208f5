#include "core/filter/matching.h"

#include "core/filter/values.h"

#include <QVarLengthArray>

#include <algorithm>
#include <cstring>
#include <tuple>

namespace offhook::filter {
namespace {

using Bytes = QVarLengthArray<char, 512>;

constexpr QByteArrayView Ellipsis("…");

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

/// Length of the well-formed UTF-8 sequence at the beginning and its code point; 0 when there is none.
/// The ranges are those of table 3-7 of the Unicode Standard.
qsizetype decode(QByteArrayView bytes, char32_t &code) {
    const auto byte = [&bytes](qsizetype i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = byte(0);
    const qsizetype size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || size > bytes.size())
        return 0;
    code = size == 1 ? lead : lead & (0x7FU >> size);
    for (qsizetype i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80)
            return 0;
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    return overlong || surrogate || code > 0x10FFFF ? 0 : size;
}

template <typename Out>
void appendUtf8(Out &out, char32_t code) {
    if (code < 0x80) {
        out.append(char(code));
        return;
    }
    const unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    constexpr unsigned char Leads[] = {0, 0xC0, 0xE0, 0xF0};
    out.append(char(Leads[more] | (code >> (6U * more))));
    for (unsigned i = more; i-- > 0;)
        out.append(char(0x80U | ((code >> (6U * i)) & 0x3FU)));
}

template <typename Out>
void appendLowered(Out &out, QByteArrayView text) {
    const qsizetype size = out.size();
    out.resize(size + text.size());
    std::transform(text.begin(), text.end(), out.begin() + size, lowered);
}

template <typename Out>
void fold(Out &out, QByteArrayView text) {
    if (isAscii(text))
        return appendLowered(out, text);
    for (qsizetype i = 0; i < text.size();) {
        char32_t code = 0;
        const qsizetype size = decode(text.sliced(i), code);
        const char32_t other = QChar::toCaseFolded(code);
        if (size == 0)
            out.append(text[i]);
        else
            appendUtf8(out, other < 0x80 && code >= 0x80 ? code : other);
        i += std::max<qsizetype>(1, size);
    }
}

/// Position and length of the next wildcard at or after `from`; the size and 0 when there is none.
std::pair<qsizetype, qsizetype> nextWildcard(QByteArrayView pattern, qsizetype from) {
    for (qsizetype i = from; i < pattern.size(); ++i) {
        if (pattern[i] == '*')
            return {i, 1};
        if (pattern[i] == Ellipsis[0] && pattern.sliced(i).startsWith(Ellipsis))
            return {i, Ellipsis.size()};
    }
    return {pattern.size(), 0};
}

QString withoutPhonePunctuation(const QString &value) {
    const auto isPhone = [](QChar c) {
        return (c >= u'0' && c <= u'9') || c == u' ' || c == u'-' || c == u'.' || c == u'(' || c == u')' || c == u'*' ||
               c == u'…';
    };
    if (!value.startsWith(u'+') || !std::all_of(value.begin() + 1, value.end(), isPhone))
        return value;
    QString digits = value;
    return digits.removeIf([](QChar c) { return c == u' ' || c == u'-' || c == u'.' || c == u'(' || c == u')'; });
}

} // namespace

bool isAscii(QByteArrayView bytes) {
    unsigned char all = 0;
    for (const char c : bytes) // without an early way out, so that it is vectorised
        all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

qsizetype indexOf(QByteArrayView text, QByteArrayView part, qsizetype from) {
    if (from > text.size())
        return -1;
#ifdef __GLIBC__
    const auto rest = std::size_t(text.size() - from);
    const void *const found = memmem(text.data() + from, rest, part.data(), std::size_t(part.size()));
    return found ? static_cast<const char *>(found) - text.data() : -1;
#else
    return text.indexOf(part, from);
#endif
}

void lower(std::span<char> bytes) {
    std::ranges::transform(bytes, bytes.begin(), lowered);
}

QByteArray folded(QByteArrayView utf8) {
    QByteArray out;
    fold(out, utf8);
    return out;
}

// Parts between wildcards are searched one after the other, each as early as it can stand; no backtracking is needed
// since an earlier place never leaves less room for the rest.
bool foldedMatch(QByteArrayView pattern, QByteArrayView text) {
    auto [wildcard, length] = nextWildcard(pattern, 0);
    if (length == 0)
        return pattern == text;
    if (!text.startsWith(pattern.first(wildcard)))
        return false;
    qsizetype at = wildcard;
    for (;;) {
        const qsizetype begin = wildcard + length;
        std::tie(wildcard, length) = nextWildcard(pattern, begin);
        const QByteArrayView part = pattern.sliced(begin, wildcard - begin);
        if (length == 0)
            return text.size() - at >= part.size() && text.endsWith(part);
        at = indexOf(text, part, at);
        if (at < 0)
            return false;
        at += part.size();
    }
}

bool patternMatch(QByteArrayView foldedPattern, QByteArrayView text) {
    Bytes foldedText;
    fold(foldedText, text);
    return foldedMatch(foldedPattern, foldedText);
}

bool wildcardMatch(QByteArrayView pattern, QByteArrayView text) {
    return patternMatch(folded(pattern), text);
}

QByteArray patternFor(const Term &term, const QString &value) {
    const bool phone = term.key == Key::From || term.key == Key::To;
    const QByteArray pattern = folded((phone ? withoutPhonePunctuation(value) : value).toUtf8());
    return term.match == Match::Contains ? '*' + pattern + '*' : pattern;
}

bool hasWildcard(QByteArrayView pattern) {
    return nextWildcard(pattern, 0).second > 0;
}

QByteArray longestLiteral(QByteArrayView pattern) {
    QByteArrayView longest;
    for (qsizetype begin = 0; begin <= pattern.size();) {
        const auto [wildcard, length] = nextWildcard(pattern, begin);
        if (wildcard - begin > longest.size())
            longest = pattern.sliced(begin, wildcard - begin);
        begin = wildcard + std::max<qsizetype>(1, length);
    }
    return longest.toByteArray();
}

bool isPlainSearch(QByteArrayView pattern) {
    const QByteArray literal = longestLiteral(pattern);
    const qsizetype at = pattern.indexOf(literal);
    const QByteArrayView before = pattern.first(at);
    const QByteArrayView after = pattern.sliced(at + literal.size());
    return !before.isEmpty() && !after.isEmpty() && longestLiteral(before).isEmpty() && longestLiteral(after).isEmpty();
}

bool compares(Match match, qint64 value, qint64 with) {
    switch (match) {
    case Match::Equals:
        return value == with;
    case Match::Greater:
        return value > with;
    case Match::GreaterOrEqual:
        return value >= with;
    case Match::Less:
        return value < with;
    case Match::LessOrEqual:
        return value <= with;
    case Match::Contains:
        break;
    }
    return false;
}

bool codeMatches(Match match, qint64 status, qint64 number) {
    const bool isClass = match == Match::Equals && number < 10;
    return isClass ? status / 100 == number : compares(match, status, number);
}

bool numericMatch(Match match, QByteArrayView value, qint64 number) {
    const auto read = readInteger(QString::fromLatin1(value));
    return read && compares(match, *read, number);
}

} // namespace offhook::filter
