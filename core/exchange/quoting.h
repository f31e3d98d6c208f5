#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>

namespace offhook::exchange {

/// The bytes as one word of a POSIX shell. Text stands in quotes as it is; what has control characters or is not UTF-8
/// is made by printf, so that the line survives a clipboard and a terminal. Not for bytes with NUL or that end in line
/// feeds: a shell word cannot hold those (see isShellText()).
[[nodiscard]] QByteArray shellQuoted(QByteArrayView bytes);
/// Whether shellQuoted() writes the bytes as they are: UTF-8 without control characters except tab and line feed.
[[nodiscard]] bool isShellText(QByteArrayView bytes);
/// A command that prints exactly these bytes, any of them: printf 'caf\303\251' (POSIX printf, octal escapes).
[[nodiscard]] QByteArray printfCommand(QByteArrayView bytes);

/// Whether the bytes are the same after a way through QString: UTF-8, and no byte order mark in front, which Qt drops.
[[nodiscard]] bool isPlainText(QByteArrayView bytes);

/// How a language writes a string.
enum class Literal : std::uint8_t {
    Json, ///< JavaScript, Python, Go and C# read it too
    Java, ///< control characters are octal: \u000a would end the line before the string is read (JLS 3.3)
    Ruby, ///< # is escaped
    Php,  ///< $ is escaped, code points in braces
};

/// The UTF-8 text as a string literal in double quotes. Control characters and characters that hide or reorder text
/// (Unicode's Cf, which could disguise code) are escaped.
[[nodiscard]] QByteArray quoted(QByteArrayView utf8, Literal style);

} // namespace offhook::exchange
