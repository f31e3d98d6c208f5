#include "core/twiml/references.h"

#include "core/twiml/scanner.h"

#include <QString>

#include <algorithm>
#include <utility>

namespace offhook::twiml {
namespace {

constexpr qsizetype LongestReference = 40; // longer names than those of HTML, shorter than a search for ";" may take

constexpr std::pair<QByteArrayView, char32_t> Predefined[] = {
    {"amp", U'&'}, {"lt", U'<'}, {"gt", U'>'}, {"quot", U'"'}, {"apos", U'\''}};

constexpr std::pair<QByteArrayView, char32_t> Html[] = {{"nbsp", 0xA0}, {"iexcl", 0xA1}, {"cent", 0xA2},
    {"pound", 0xA3}, {"yen", 0xA5}, {"sect", 0xA7}, {"copy", 0xA9}, {"laquo", 0xAB}, {"reg", 0xAE}, {"deg", 0xB0},
    {"plusmn", 0xB1}, {"micro", 0xB5}, {"middot", 0xB7}, {"raquo", 0xBB}, {"frac12", 0xBD}, {"iquest", 0xBF},
    {"Agrave", 0xC0}, {"Aacute", 0xC1}, {"Auml", 0xC4}, {"Aring", 0xC5}, {"AElig", 0xC6}, {"Ccedil", 0xC7},
    {"Egrave", 0xC8}, {"Eacute", 0xC9}, {"Ntilde", 0xD1}, {"Oacute", 0xD3}, {"Ouml", 0xD6}, {"times", 0xD7},
    {"Oslash", 0xD8}, {"Uuml", 0xDC}, {"szlig", 0xDF}, {"agrave", 0xE0}, {"aacute", 0xE1}, {"acirc", 0xE2},
    {"atilde", 0xE3}, {"auml", 0xE4}, {"aring", 0xE5}, {"aelig", 0xE6}, {"ccedil", 0xE7}, {"egrave", 0xE8},
    {"eacute", 0xE9}, {"ecirc", 0xEA}, {"euml", 0xEB}, {"igrave", 0xEC}, {"iacute", 0xED}, {"icirc", 0xEE},
    {"iuml", 0xEF}, {"ntilde", 0xF1}, {"ograve", 0xF2}, {"oacute", 0xF3}, {"ocirc", 0xF4}, {"otilde", 0xF5},
    {"ouml", 0xF6}, {"divide", 0xF7}, {"oslash", 0xF8}, {"ugrave", 0xF9}, {"uacute", 0xFA}, {"ucirc", 0xFB},
    {"uuml", 0xFC}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"bull", 0x2022}, {"hellip", 0x2026}, {"euro", 0x20AC}, {"trade", 0x2122}};

/// Of "#8364" or "#x20AC"; 0 where it is no number or no character.
char32_t numbered(QByteArrayView digits) {
    const bool hex = digits.startsWith("#x");
    bool ok = false;
    const QByteArray number = digits.sliced(hex ? 2 : 1).toByteArray();
    const bool onlyDigits = !number.isEmpty() && std::all_of(number.begin(), number.end(), [hex](char c) {
        return (c >= '0' && c <= '9') || (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    });
    const uint value = onlyDigits ? number.toUInt(&ok, hex ? 16 : 10) : 0;
    return ok && isXmlCharacter(value) ? char32_t(value) : 0;
}

char32_t known(QByteArrayView name) {
    for (const auto &[reference, character] : Predefined) {
        if (name == reference)
            return character;
    }
    return 0;
}

QByteArray utf8(char32_t character) {
    return QString::fromUcs4(&character, 1).toUtf8();
}

/// One line break or blank of the source, as a reader gets it.
void appendBlank(QByteArray &out, QByteArrayView raw, qsizetype at, bool isValue) {
    if (raw[at] == '\r' && at + 1 < raw.size() && raw[at + 1] == '\n')
        return; // the \n that follows stands for both
    const bool isBreak = raw[at] == '\r' || raw[at] == '\n';
    out += isValue ? ' ' : isBreak ? '\n' : raw[at];
}

QByteArray resolved(QByteArrayView raw, bool isValue) {
    QByteArray out;
    out.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (isBlank(raw[i])) {
            appendBlank(out, raw, i, isValue);
            continue;
        }
        const auto reference = raw[i] == '&' ? referenceAt(raw, i) : std::nullopt;
        if (reference && reference->character != 0) {
            out += utf8(reference->character);
            i = reference->range.end - 1;
        } else {
            out += raw[i];
        }
    }
    return out;
}

} // namespace

bool isXmlCharacter(char32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

std::optional<Reference> referenceAt(QByteArrayView text, qsizetype at) {
    qsizetype end = at + 1;
    const bool isNumber = end < text.size() && text[end] == '#';
    if (isNumber)
        ++end;
    const qsizetype limit = qMin(text.size(), at + LongestReference);
    while (end < limit && isNameByte(text[end]))
        ++end;
    if (end >= text.size() || text[end] != ';' || end == at + 1 + (isNumber ? 1 : 0))
        return {};
    const QByteArrayView name = text.sliced(at + 1, end - at - 1);
    if (!isNumber && !isNameStart(name.front()))
        return {};
    return Reference{{at, end + 1}, isNumber ? numbered(name) : known(name)};
}

char32_t htmlEntity(QByteArrayView name) {
    for (const auto &[entity, character] : Html) {
        if (name == entity)
            return character;
    }
    return 0;
}

QByteArray resolvedText(QByteArrayView raw) {
    return resolved(raw, false);
}

QByteArray resolvedValue(QByteArrayView raw) {
    return resolved(raw, true);
}

QByteArray escapedText(QByteArrayView text) {
    return text.toByteArray().replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;");
}

QByteArray escapedValue(QByteArrayView text) {
    return text.toByteArray()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("\n", "&#10;")
        .replace("\r", "&#13;")
        .replace("\t", "&#9;");
}

} // namespace offhook::twiml
