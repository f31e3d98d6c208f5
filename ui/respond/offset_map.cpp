#include "ui/respond/offset_map.h"

#include <algorithm>

namespace offhook::ui {

OffsetMap::OffsetMap(QByteArrayView source, QByteArrayView filled) {
    qsizetype from = 0;
    qsizetype searched = 0;
    while (from < source.size()) {
        const qsizetype open = source.indexOf("{{", from);
        const qsizetype end = open < 0 ? source.size() : open;
        const QByteArrayView literal = source.sliced(from, end - from);
        // A piece inside a condition that does not hold is not there.
        const qsizetype found = literal.isEmpty() ? -1 : filled.indexOf(literal, searched);
        if (found >= 0) {
            m_pieces.push_back({from, found, literal.size()});
            searched = found + literal.size();
        }
        const qsizetype close = open < 0 ? -1 : source.indexOf("}}", open);
        if (close < 0)
            return;
        from = close + 2;
        while (from < source.size() && source[from] == '}')
            ++from;
    }
}

qsizetype OffsetMap::toSource(qsizetype offset) const {
    const auto after = std::upper_bound(m_pieces.begin(), m_pieces.end(), offset,
        [](qsizetype wanted, const Piece &piece) { return wanted < piece.filled; });
    if (after == m_pieces.begin())
        return 0;
    const Piece &piece = *(after - 1);
    return piece.source + std::min(offset - piece.filled, piece.length);
}

} // namespace offhook::ui
