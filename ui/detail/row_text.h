#pragma once

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace offhook::ui {

/// One row as it is drawn, and which byte each of its characters stands for.
struct RowText {
    QString text;
    std::vector<int> bytes; ///< per UTF-16 unit of `text`: the byte, counted from the row's beginning

    struct Range {
        int begin = 0;
        int size = 0;
    };
    /// The units that stand for bytes [begin, end): one range in text, two (digits and characters) in a hex dump.
    [[nodiscard]] std::vector<Range> unitsOf(int begin, int end) const;
};

/// A row of text. Line ends are left out, or shown as pictures.
[[nodiscard]] RowText textRow(QByteArrayView row, bool showLineEnds);
/// A row of a hex dump: position, `width` pairs of digits, printable characters.
[[nodiscard]] RowText hexRow(QByteArrayView row, qsizetype position, int width);

} // namespace offhook::ui
