#pragma once

#include <QByteArrayView>
#include <QtGlobal>

namespace offhook::twiml {

/// Bytes [begin, end) of a body. An empty range is a place between two bytes.
struct TextRange {
    qsizetype begin = 0;
    qsizetype end = 0;

    [[nodiscard]] qsizetype size() const { return end - begin; }
    [[nodiscard]] bool isEmpty() const { return begin == end; }
    [[nodiscard]] bool holds(qsizetype offset) const { return begin <= offset && offset < end; }
    [[nodiscard]] QByteArrayView in(QByteArrayView body) const { return body.sliced(begin, size()); }
    bool operator==(const TextRange &) const = default;
};

} // namespace offhook::twiml
