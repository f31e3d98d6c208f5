#include "core/exchange/quoting.h"

#include "core/base/text_guard.h"

#include <QString>

#include <algorithm>

namespace offhook::exchange {
namespace {

QByteArray octal(char byte) {
    const auto value = quint8(byte);
    return QByteArray("\\") + char('0' + (value >> 6U)) + char('0' + ((value >> 3U) & 7U)) + char('0' + (value & 7U));
}

QByteArray inQuotes(QByteArrayView bytes) {
    QByteArray out = "'";
    for (const char c : bytes)
        out += c == '\'' ? QByteArray("'\\''") : QByteArray(1, c);
    return out + '\'';
}

bool isHidden(char16_t unit) {
    return unit < 0x20 || unit == 0x7f || (unit >= 0x80 && unit < 0xa0) || unit == 0x2028 || unit == 0x2029 ||
           QChar::category(char32_t(unit)) == QChar::Other_Format;
}

QByteArray escaped(char16_t unit, Literal style) {
    const QByteArray hex = QByteArray::number(unit, 16).rightJustified(4, '0');
    if (style == Literal::Php)
        return "\\u{" + hex + '}';
    if (style == Literal::Java && unit < 0x80)
        return octal(char(unit));
    return "\\u" + hex;
}

QByteArray shortEscape(char16_t unit, Literal style) {
    switch (unit) {
    case u'"':
        return "\\\"";
    case u'\\':
        return "\\\\";
    case u'\n':
        return "\\n";
    case u'\r':
        return "\\r";
    case u'\t':
        return "\\t";
    case u'#':
        return style == Literal::Ruby ? "\\#" : "";
    case u'$':
        return style == Literal::Php ? "\\$" : "";
    default:
        return {};
    }
}

} // namespace

bool isPlainText(QByteArrayView bytes) {
    return isUtf8(bytes) && !bytes.startsWith("\xef\xbb\xbf");
}

bool isShellText(QByteArrayView bytes) {
    const bool plain = std::all_of(bytes.begin(), bytes.end(),
        [](char c) { return (quint8(c) >= 0x20 && quint8(c) != 0x7f) || c == '\t' || c == '\n'; });
    return plain && isUtf8(bytes);
}

QByteArray printfCommand(QByteArrayView bytes) {
    QByteArray format;
    format.reserve(bytes.size() + 16);
    for (const char c : bytes) {
        const auto byte = quint8(c);
        if (c == '%')
            format += "%%";
        else if (c == '\\')
            format += "\\\\";
        else if (byte < 0x20 || byte >= 0x7f)
            format += octal(c);
        else
            format += c;
    }
    if (format.startsWith('-')) // would be taken for an option
        format.replace(0, 1, "\\055");
    return "printf " + inQuotes(format);
}

QByteArray shellQuoted(QByteArrayView bytes) {
    return isShellText(bytes) ? inQuotes(bytes) : "\"$(" + printfCommand(bytes) + ")\"";
}

QByteArray quoted(QByteArrayView utf8, Literal style) {
    const QString text = QString::fromUtf8(utf8);
    QByteArray out = "\"";
    QString plain;
    for (const QChar c : text) {
        const QByteArray brief = shortEscape(c.unicode(), style);
        if (brief.isEmpty() && !isHidden(c.unicode())) {
            plain += c; // in runs: a surrogate alone is no UTF-8
            continue;
        }
        out += plain.toUtf8() + (brief.isEmpty() ? escaped(c.unicode(), style) : brief);
        plain.clear();
    }
    return out + plain.toUtf8() + '"';
}

} // namespace offhook::exchange
