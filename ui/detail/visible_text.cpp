#include "ui/detail/visible_text.h"

#include <QChar>

namespace offhook::ui {
namespace {

constexpr int TabColumns = 4;
constexpr int HexColumns = 4;  // \xNN
constexpr int CodeColumns = 8; // \u{202E}

// Characters that draw nothing or reorder their neighbours (https://www.unicode.org/reports/tr36/, section 2).
// U+200D joins emoji and scripts, so it is let through.
bool deceives(char32_t c) {
    return c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c >= 0x80 && c < 0xA0) ||
           (c >= 0xE0000 && c <= 0xE007F);
}

int sequenceLength(uchar lead) {
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if ((lead & 0xF0) == 0xE0)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// Well-formed byte sequences: Unicode Standard, table 3-7.
char32_t decode(QByteArrayView bytes, qsizetype at, int length) {
    char32_t code = uchar(bytes[at]) & (0xFFU >> (length + 1));
    for (int i = 1; i < length; ++i) {
        const uchar next = uchar(bytes[at + i]);
        if ((next & 0xC0) != 0x80)
            return 0;
        code = (code << 6) | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return overlong || surrogate || code > 0x10FFFF ? 0 : code;
}

} // namespace

Glyph glyphAt(QByteArrayView bytes, qsizetype at) {
    const uchar lead = uchar(bytes[at]);
    if (lead < 0x80)
        return {lead, 1, lead == '\t' ? TabColumns : 1, false};
    const int length = sequenceLength(lead);
    const char32_t code = length != 0 && at + length <= bytes.size() ? decode(bytes, at, length) : 0;
    if (code == 0)
        return {lead, 1, HexColumns, true};
    if (deceives(code))
        return {code, length, CodeColumns, true};
    return {code, length, length == 2 ? 1 : 2, false};
}

void appendVisible(QString &text, const Glyph &glyph) {
    if (glyph.escaped && glyph.length == 1)
        text += u"\\x" + QString::number(glyph.code, 16).rightJustified(2, u'0').toUpper();
    else if (glyph.escaped)
        text += u"\\u{" + QString::number(glyph.code, 16).rightJustified(4, u'0').toUpper() + u'}';
    else if (glyph.code == U'\t')
        text += QString(TabColumns, u' ');
    else if (glyph.code < 0x20)
        text += QChar(char16_t(0x2400 + glyph.code));
    else if (glyph.code == 0x7F)
        text += QChar(char16_t(0x2421));
    else
        text += QStringView(QChar::fromUcs4(glyph.code));
}

QString visibleText(QByteArrayView bytes, qsizetype limit) {
    QString text;
    for (qsizetype at = 0; at < bytes.size();) {
        if (text.size() >= limit)
            return text + u'\u2026';
        const Glyph glyph = glyphAt(bytes, at);
        at += glyph.length;
        if (glyph.code == U'\r' && !glyph.escaped && at < bytes.size() && bytes[at] == '\n')
            continue;
        if (glyph.code == U'\n' || (glyph.code == U'\r' && !glyph.escaped))
            text += u'\u23CE';
        else
            appendVisible(text, glyph);
    }
    return text;
}

} // namespace offhook::ui
