#pragma once

#include <QByteArrayView>

#include <vector>

namespace offhook::ui {

/// Where the rows of a text begin when it is folded at a width. A row ends after its line feed, or where the fold is;
/// characters are never cut. 4 bytes a row.
class RowIndex {
public:
    /// However wide the view is, a row is never longer: laying out one endless line takes seconds.
    static constexpr int LongestRow = 2048;

    /// Folds text; linear time.
    void fold(QByteArrayView bytes, int columns);
    /// Rows of equal size, for a hex dump.
    void slice(qsizetype size, int bytesPerRow);

    [[nodiscard]] int rowCount() const { return int(m_begins.size()); }
    [[nodiscard]] qsizetype begin(int row) const { return m_begins[std::size_t(row)]; }
    [[nodiscard]] qsizetype end(int row) const { return row + 1 < rowCount() ? begin(row + 1) : m_size; }
    /// The row a byte is on; the last row for what lies behind the end, -1 when there is no row.
    [[nodiscard]] int rowOf(qsizetype offset) const;

private:
    std::vector<quint32> m_begins;
    qsizetype m_size = 0;
};

} // namespace offhook::ui
