#pragma once

#include <QByteArrayView>

#include <vector>

namespace offhook::ui {

/// Where a place of a filled-in template stands in its source. Literal pieces between {{ and }} are looked for in the
/// text in their order; a place in a value is taken as the end of the piece before it. Value; linear in practice.
class OffsetMap {
public:
    OffsetMap(QByteArrayView source, QByteArrayView filled);
    [[nodiscard]] qsizetype toSource(qsizetype offset) const;

private:
    struct Piece {
        qsizetype source = 0;
        qsizetype filled = 0;
        qsizetype length = 0;
    };
    std::vector<Piece> m_pieces;
};

} // namespace offhook::ui
