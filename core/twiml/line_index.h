#pragma once

#include <QByteArrayView>

#include <vector>

namespace offhook::twiml {

/// A place as editors and compilers count it: from 1; columns in Unicode characters.
struct LineColumn {
    int line = 1;
    int column = 1;
    bool operator==(const LineColumn &) const = default;
};

/// Lines of a body, which must outlive it. A line ends with LF, CR LF or CR. Value; thread-safe.
class LineIndex {
public:
    explicit LineIndex(QByteArrayView body);

    /// Of a byte offset, 0 to the size of the body; what lies outside is taken as the nearest end. A byte in the middle
    /// of a character belongs to it.
    [[nodiscard]] LineColumn at(qsizetype offset) const;
    [[nodiscard]] int lineCount() const { return int(m_begins.size()); }

private:
    QByteArrayView m_body;
    std::vector<qsizetype> m_begins;
    /// Characters before each 256th byte, so that a place in a long line is found without walking it.
    std::vector<qsizetype> m_charactersBefore;
};

} // namespace offhook::twiml
