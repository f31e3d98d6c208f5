#include "core/base/text_guard.h"

#include <QStringDecoder>

namespace offhook {
namespace {

constexpr char16_t LineBreakPicture = u'\u23CE';
constexpr char16_t Ellipsis = u'\u2026';

// Characters that draw nothing or reorder their neighbours: https://www.unicode.org/reports/tr36/ section 2.
bool isDeceptive(char16_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
           c == 0xFEFF || c == 0x00AD;
}

// A zero width joiner between emoji is part of one picture, not a disguise.
bool joinsEmoji(QStringView text, qsizetype i) {
    return text[i].unicode() == 0x200D && i > 0 && i + 1 < text.size() && text[i - 1].unicode() >= 0x2190 &&
           text[i + 1].unicode() >= 0x2190;
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
    if (isDeceptive(c) && !joinsEmoji(text, i))
        return QChar::ReplacementCharacter;
    return text[i];
}

} // namespace

QString printable(QStringView text, qsizetype limit) {
    QString line;
    line.reserve(qMin(text.size(), limit) + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (line.size() >= limit) {
            if (line.back().isHighSurrogate())
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
    return printable(QString::fromUtf8(bytes.first(qMin(bytes.size(), limit * 4 + 4))), limit);
}

bool isUtf8(QByteArrayView bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(bytes);
    Q_UNUSED(decoded)
    return !decoder.hasError();
}

} // namespace offhook
