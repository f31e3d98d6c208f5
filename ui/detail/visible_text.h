#pragma once

#include <QByteArrayView>
#include <QString>

namespace offhook::ui {

/// One character of untrusted bytes, as it is shown. Bytes are read as UTF-8; what is not UTF-8 stands alone.
struct Glyph {
    char32_t code = 0;
    int length = 1;       ///< bytes it takes
    int columns = 1;      ///< cells of a fixed-width font it takes on screen, roughly
    bool escaped = false; ///< shown as an escape: not UTF-8, or a character that draws nothing or reorders others
};

/// The character that begins at `at`, which must be inside `bytes`.
[[nodiscard]] Glyph glyphAt(QByteArrayView bytes, qsizetype at);

/// Appends what a glyph looks like: itself, the picture of a control character, `\xNN` for a byte that is not UTF-8, or
/// `\u{202E}` for a character that deceives.
void appendVisible(QString &text, const Glyph &glyph);

/// Bytes as one line in which every byte can be told; at most `limit` characters, then an ellipsis.
[[nodiscard]] QString visibleText(QByteArrayView bytes, qsizetype limit = 400);

} // namespace offhook::ui
