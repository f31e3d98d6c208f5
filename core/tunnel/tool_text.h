#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace offhook::tunnel {

/// What a tool prints, cut into lines: terminal escape sequences, carriage returns and NUL bytes go, a line longer
/// than LineLimit is cut there. No I/O.
class LineReader {
public:
    static constexpr qsizetype LineLimit = 16 * 1024;

    /// The lines that are whole now.
    [[nodiscard]] std::vector<QByteArray> feed(QByteArrayView bytes);
    /// What stands behind the last line break; the reader is empty after it.
    [[nodiscard]] QByteArray rest();

private:
    enum class Escape : std::uint8_t { None, Begun, Control, Text, TextEnd };
    [[nodiscard]] bool swallows(char c);

    QByteArray m_line;
    Escape m_escape = Escape::None;
};

/// Every http(s) URL in a line as scheme://authority in lower case, in order. What is no valid authority is left out.
[[nodiscard]] std::vector<QByteArray> urlsIn(QByteArrayView line);

/// The host of scheme://authority, without a port.
[[nodiscard]] QByteArray hostOf(QByteArrayView url);

/// The text of a line for people: one visible line, blanks folded.
[[nodiscard]] QString wordsOf(QByteArrayView line);

} // namespace offhook::tunnel
