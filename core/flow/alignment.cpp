#include "core/flow/alignment.h"

#include <algorithm>
#include <cstdint>

namespace offhook::flow {
namespace {

using Equal = std::function<bool(int, int)>;

/// The part of both sequences between equal beginnings and equal ends.
struct Middle {
    int first = 0;
    int beforeEnd = 0;
    int afterEnd = 0;
    [[nodiscard]] int rows() const { return beforeEnd - first; }
    [[nodiscard]] int columns() const { return afterEnd - first; }
};

Middle middleOf(int beforeSize, int afterSize, const Equal &equal) {
    Middle middle{0, beforeSize, afterSize};
    while (middle.first < beforeSize && middle.first < afterSize && equal(middle.first, middle.first))
        ++middle.first;
    while (middle.beforeEnd > middle.first && middle.afterEnd > middle.first &&
           equal(middle.beforeEnd - 1, middle.afterEnd - 1)) {
        --middle.beforeEnd;
        --middle.afterEnd;
    }
    return middle;
}

void pairByPosition(const Middle &middle, std::vector<Pairing> &pairs) {
    const int longer = std::max(middle.rows(), middle.columns());
    for (int i = 0; i < longer; ++i)
        pairs.push_back({i < middle.rows() ? middle.first + i : -1, i < middle.columns() ? middle.first + i : -1});
}

// The table of lengths, from the end, so that the walk from the beginning keeps the order.
void pairByLongest(const Middle &middle, const Equal &equal, std::vector<Pairing> &pairs) {
    const int rows = middle.rows();
    const int columns = middle.columns();
    std::vector<std::uint16_t> lengths(std::size_t(rows + 1) * std::size_t(columns + 1), 0);
    const auto at = [&](int row, int column) -> std::uint16_t & {
        return lengths[std::size_t(row) * std::size_t(columns + 1) + std::size_t(column)];
    };
    for (int row = rows - 1; row >= 0; --row) {
        for (int column = columns - 1; column >= 0; --column)
            at(row, column) = equal(middle.first + row, middle.first + column)
                                  ? std::uint16_t(at(row + 1, column + 1) + 1)
                                  : std::max(at(row + 1, column), at(row, column + 1));
    }
    int row = 0;
    int column = 0;
    while (row < rows || column < columns) {
        if (row < rows && column < columns && equal(middle.first + row, middle.first + column))
            pairs.push_back({middle.first + row++, middle.first + column++});
        else if (column == columns || (row < rows && at(row + 1, column) >= at(row, column + 1)))
            pairs.push_back({middle.first + row++, -1});
        else
            pairs.push_back({-1, middle.first + column++});
    }
}

} // namespace

std::vector<Pairing> align(int beforeSize, int afterSize, const Equal &equal) {
    const Middle middle = middleOf(beforeSize, afterSize, equal);
    std::vector<Pairing> pairs;
    for (int i = 0; i < middle.first; ++i)
        pairs.push_back({i, i});
    const bool small = qint64(middle.rows()) * middle.columns() <= MostCompared &&
                       std::min(middle.rows(), middle.columns()) < UINT16_MAX;
    if (small)
        pairByLongest(middle, equal, pairs);
    else
        pairByPosition(middle, pairs);
    for (int i = middle.beforeEnd, j = middle.afterEnd; i < beforeSize; ++i, ++j)
        pairs.push_back({i, j});
    return pairs;
}

} // namespace offhook::flow
