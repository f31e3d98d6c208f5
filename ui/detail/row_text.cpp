#include "ui/detail/row_text.h"

#include "ui/detail/visible_text.h"

#include <algorithm>

namespace offhook::ui {
namespace {

void append(RowText &row, QStringView text, int byte) {
    row.text += text;
    row.bytes.insert(row.bytes.end(), std::size_t(text.size()), byte);
}

} // namespace

std::vector<RowText::Range> RowText::unitsOf(int begin, int end) const {
    std::vector<Range> ranges;
    for (int i = 0; i < int(bytes.size()); ++i) {
        const int byte = bytes[std::size_t(i)];
        if (byte < begin || byte >= end)
            continue;
        if (!ranges.empty() && ranges.back().begin + ranges.back().size == i)
            ++ranges.back().size;
        else
            ranges.push_back({i, 1});
    }
    return ranges;
}

RowText textRow(QByteArrayView row, bool showLineEnds) {
    RowText out;
    qsizetype shown = row.size();
    if (!showLineEnds && row.endsWith('\n'))
        shown -= row.endsWith("\r\n") ? 2 : 1;
    for (qsizetype at = 0; at < shown;) {
        const Glyph glyph = glyphAt(row, at);
        QString text;
        appendVisible(text, glyph);
        append(out, text, int(at));
        at += glyph.length;
    }
    return out;
}

RowText hexRow(QByteArrayView row, qsizetype position, int width) {
    RowText out;
    append(out, QString::number(position, 16).rightJustified(8, u'0'), -1);
    append(out, u"  ", -1);
    for (int i = 0; i < width; ++i) {
        const bool there = i < row.size();
        const QString digits =
            there ? QString::number(uchar(row[i]), 16).rightJustified(2, u'0') : QStringLiteral("  ");
        append(out, digits, there ? i : -1);
        // The blank belongs to the byte when the next one is there too, so that a selection has no holes.
        append(out, i == width / 2 - 1 ? u"  " : u" ", i + 1 < row.size() ? i : -1);
    }
    append(out, u" ", -1);
    for (int i = 0; i < row.size(); ++i) {
        const char c = row[i];
        append(out, QString(c >= 0x20 && c < 0x7F ? QChar::fromLatin1(c) : QChar(u'\u00B7')), i);
    }
    return out;
}

} // namespace offhook::ui
