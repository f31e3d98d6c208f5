#include "core/base/text_guard.h"

#include <QStringDecoder>

namespace offhook {
namespace {

constexpr char16_t LineBreakPicture = u'\u23CE';
constexpr char16_t Ellipsis = u'\u2026';

// Characters that draw nothing or reorder their neighbours: https://www.unicode.org/reports/tr36/ section 2. Bidi
// controls are those of https://www.unicode.org/reports/tr9/ 2; Hangul fillers and the like draw nothing.
bool isDeceptive(char16_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x115F || c == 0x1160 || c == 0x180E ||
           c == 0x3164 || c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB);
}

// The tag characters U+E0000 to U+E007F draw nothing and can hide a whole message; their high surrogate is this one.
bool isTag(QStringView text, qsizetype i) {
    const char16_t c = text[i].unicode();
    const bool low = c >= 0xDC00 && c <= 0xDC7F && i > 0 && text[i - 1].unicode() == 0xDB40;
    const bool high =
        c == 0xDB40 && i + 1 < text.size() && text[i + 1].unicode() >= 0xDC00 && text[i + 1].unicode() <= 0xDC7F;
    return low || high;
}

bool isLoneSurrogate(QStringView text, qsizetype i) {
    if (text[i].isHighSurrogate())
        return i + 1 >= text.size() || !text[i + 1].isLowSurrogate();
    return text[i].isLowSurrogate() && (i == 0 || !text[i - 1].isHighSurrogate());
}

// A zero width joiner between emoji is part of one picture, not a disguise.
bool joinsEmoji(QStringView text, qsizetype i) {
    return text[i].unicode() == 0x200D && i > 0 && i + 1 < text.size() && text[i - 1].unicode() >= 0x2190 &&
           text[i + 1].unicode() >= 0x2190;
}

// Arabic and the Indic scripts spell with ZWJ and ZWNJ: https://www.unicode.org/reports/tr31/ section 2.3.
bool joinsLetters(QStringView text, qsizetype i) {
    const auto usesJoiners = [](QChar c) {
        return c.unicode() >= 0x0600 && c.unicode() <= 0x0DFF && c.unicode() != 0x061C;
    };
    const char16_t c = text[i].unicode();
    return (c == 0x200C || c == 0x200D) && i > 0 && i + 1 < text.size() && usesJoiners(text[i - 1]) &&
           usesJoiners(text[i + 1]);
}

QChar pictured(QStringView text, qsizetype i) {
    const char16_t c = text[i].unicode();
    if (c == u'\n' || c == u'\r' || c == 0x2028 || c == 0x2029)
        return LineBreakPicture;
    if (c < 0x20)
        return QChar(char16_t(0x2400 + c));
    if (c == 0x7F)
        return QChar(char16_t(0x2421));
    if (c >= 0x80 && c < 0xA0)
        return QChar::ReplacementCharacter;
    const bool hides = isDeceptive(c) && !joinsEmoji(text, i) && !joinsLetters(text, i);
    if (hides || isTag(text, i) || isLoneSurrogate(text, i))
        return QChar::ReplacementCharacter;
    return text[i];
}

} // namespace

QString printable(QStringView text, qsizetype limit) {
    QString line;
    line.reserve(qMin(text.size(), limit) + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (line.size() >= limit) {
            if (!line.isEmpty() && line.back().isHighSurrogate())
                line.chop(1);
            line.append(QChar(Ellipsis));
            break;
        }
        if (text[i] == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            continue;
        line.append(pictured(text, i));
    }
    return line;
}

QString printable(QByteArrayView bytes, qsizetype limit) {
    // A character takes at most 4 bytes: no need to decode 10 MB for one cell.
    const QByteArrayView enough = bytes.size() / 4 > limit ? bytes.first(limit * 4 + 4) : bytes;
    // fromUtf8() would drop a byte order mark unseen.
    using Flag = QStringDecoder::Flag;
    QStringDecoder decoder(QStringDecoder::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
    return printable(QString(decoder(enough)), limit);
}

bool isUtf8(QByteArrayView bytes) {
    return bytes.isValidUtf8();
}

} // namespace offhook
