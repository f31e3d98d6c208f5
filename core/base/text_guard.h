#pragma once

#include <QByteArrayView>
#include <QString>

namespace offhook {

/// Turns untrusted text into one visible line for a table cell, label or log: control characters become their Unicode
/// pictures (U+2400...), bidirectional overrides and other invisible format characters become U+FFFD, line breaks
/// become U+23CE. At most `limit` characters, then an ellipsis. Pure, thread-safe.
[[nodiscard]] QString printable(QStringView text, qsizetype limit = 500);

/// The same for bytes that ought to be UTF-8; bytes that are not become U+FFFD.
[[nodiscard]] QString printable(QByteArrayView bytes, qsizetype limit = 500);

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool isUtf8(QByteArrayView bytes);

} // namespace offhook
