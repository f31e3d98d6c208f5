#pragma once

#include "core/twiml/document.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace offhook::ui {

/// What typing adds by itself, from the bytes of the document after the key. Pure.

/// After ">" at the caret: the closing tag, where the tag just ended has none yet.
[[nodiscard]] QByteArray closingTagAfter(QByteArrayView body, qsizetype caret);
/// After "</" at the caret: the rest of the closing tag of the innermost open element.
[[nodiscard]] QByteArray closingNameAfter(QByteArrayView body, qsizetype caret);
/// Whether the caret stands in a tag, between "<" and ">".
[[nodiscard]] bool isInTag(QByteArrayView body, qsizetype caret);

/// A line break with the indentation that belongs behind it. Between an opening tag and its closing tag there are two:
/// the caret goes between them, `caret` bytes after the start of `text`.
struct LineBreak {
    QByteArray text;
    qsizetype caret = 0;
};
[[nodiscard]] LineBreak lineBreakAt(QByteArrayView body, qsizetype caret, QByteArrayView ending);

/// The names of the element at the caret in its two tags, where the caret stands in one of them.
struct TagPair {
    twiml::TextRange opening;
    twiml::TextRange closing;
};
[[nodiscard]] std::optional<TagPair> tagPairAt(const twiml::Document &document, QByteArrayView body, qsizetype caret);

/// The bytes in which two texts differ: `begin` is equal in both, the ends are exclusive.
struct Difference {
    qsizetype begin = 0;
    qsizetype oldEnd = 0;
    qsizetype newEnd = 0;
};
[[nodiscard]] Difference differenceOf(QByteArrayView before, QByteArrayView after);

} // namespace offhook::ui
