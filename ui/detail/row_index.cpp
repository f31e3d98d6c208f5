#include "ui/detail/row_index.h"

#include "ui/detail/visible_text.h"

#include <algorithm>

namespace offhook::ui {

void RowIndex::fold(QByteArrayView bytes, int columns) {
    const int widest = std::clamp(columns, 8, LongestRow);
    m_begins.clear();
    m_size = bytes.size();
    int used = 0;
    bool startRow = true;
    for (qsizetype at = 0; at < bytes.size();) {
        const uchar c = uchar(bytes[at]);
        const bool plain = c < 0x80 && c != '\t';
        const Glyph glyph = plain ? Glyph{c, 1, 1, false} : glyphAt(bytes, at);
        const bool lineEnd = c == '\n' || c == '\r';
        if (startRow || (!lineEnd && used + glyph.columns > widest)) {
            m_begins.push_back(quint32(at));
            used = 0;
        }
        used += glyph.columns;
        startRow = c == '\n';
        at += glyph.length;
    }
}

void RowIndex::slice(qsizetype size, int bytesPerRow) {
    m_begins.clear();
    m_size = size;
    m_begins.reserve(std::size_t(size / bytesPerRow + 1));
    for (qsizetype at = 0; at < size; at += bytesPerRow)
        m_begins.push_back(quint32(at));
}

int RowIndex::rowOf(qsizetype offset) const {
    const auto next = std::upper_bound(m_begins.begin(), m_begins.end(), quint32(std::max<qsizetype>(offset, 0)));
    return int(next - m_begins.begin()) - 1;
}

} // namespace offhook::ui
