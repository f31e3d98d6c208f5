#include "core/twiml/checking.h"

#include "core/twiml/scanner.h"

#include <algorithm>

namespace offhook::twiml {

Fix removalOf(const Attribute &attribute, QByteArrayView body) {
    qsizetype begin = attribute.range.begin;
    while (begin > 0 && isBlank(body[begin - 1]))
        --begin;
    return {FixLabel::Remove, quoted(attribute.name), {{{begin, attribute.range.end}, {}}}};
}

Fix renaming(const Node &element, const QByteArray &name) {
    Fix fix{FixLabel::Rename, quoted(name), {{element.nameRange, name}}};
    if (!element.closing.isEmpty()) {
        const qsizetype begin = element.closing.begin + 2; // after "</"
        fix.edits.push_back({{begin, begin + element.name.size()}, name});
    }
    return fix;
}

TextRange trimmed(TextRange range, QByteArrayView body) {
    while (range.begin < range.end && isBlank(body[range.begin]))
        ++range.begin;
    while (range.end > range.begin && isBlank(body[range.end - 1]))
        --range.end;
    return range;
}

TextRange contentOf(const Node &element) {
    const qsizetype end = element.closing.isEmpty() ? element.range.end : element.closing.begin;
    return {element.tag.end, std::max(element.tag.end, end)};
}

qsizetype characterCount(QByteArrayView text) {
    return std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

} // namespace offhook::twiml
