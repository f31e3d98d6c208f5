#include "ui/respond/editor_typing.h"

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr qsizetype LongestTag = 8192;
constexpr QByteArrayView Indentation = "  ";

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

bool isNameEnd(char c) {
    return isBlank(c) || c == '\n' || c == '\r' || c == '>' || c == '/' || c == '<';
}

/// The "<" of the tag that ends before the caret or holds it, -1 where there is none. Quotes are taken into account
/// from the "<" on, so that a ">" in a value does not end the tag.
qsizetype tagStart(QByteArrayView body, qsizetype caret) {
    const qsizetype first = std::max<qsizetype>(0, caret - LongestTag);
    qsizetype at = caret - 1;
    while (at >= first && body[at] != '<')
        --at;
    return at >= first ? at : -1;
}

QByteArray nameAt(QByteArrayView body, qsizetype begin) {
    qsizetype end = begin;
    while (end < body.size() && !isNameEnd(body[end]))
        ++end;
    return body.sliced(begin, end - begin).toByteArray();
}

/// Where the tag ends that begins at `begin`, -1 when it does not before `end`.
qsizetype tagEnd(QByteArrayView body, qsizetype begin, qsizetype end) {
    char quote = 0;
    for (qsizetype at = begin; at < end; ++at) {
        const char c = body[at];
        if (quote != 0)
            quote = c == quote ? char(0) : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at;
    }
    return -1;
}

} // namespace

QByteArray closingTagAfter(QByteArrayView body, qsizetype caret) {
    const qsizetype begin = tagStart(body, caret);
    if (begin < 0 || caret < 2 || body[caret - 1] != '>' || body[caret - 2] == '/')
        return {};
    const QByteArray name = nameAt(body, begin + 1);
    if (name.isEmpty() || name[0] == '?' || name[0] == '!' || tagEnd(body, begin, caret) != caret - 1)
        return {};
    // Closed already when as many closing tags of this name follow as the document needs: the tolerant reading knows.
    const twiml::Document document = twiml::Document::readTolerantly(body);
    const int element = document.elementAt(begin);
    if (element < 0 || document.node(element).range.begin != begin || document.node(element).isClosed) {
        // An inner element of the same name may have taken what closed the outer one.
        const int parent = element < 0 ? -1 : document.node(element).parent;
        if (parent < 0 || document.node(parent).isClosed || document.node(parent).name != name)
            return {};
    }
    return "</" + name + '>';
}

QByteArray closingNameAfter(QByteArrayView body, qsizetype caret) {
    if (caret < 2 || body[caret - 1] != '/' || body[caret - 2] != '<')
        return {};
    const qsizetype before = caret - 2;
    const twiml::Document document = twiml::Document::readTolerantly(body.first(before));
    int element = int(document.nodes().size()) - 1;
    // The last element that is still open at the end of what stands before.
    for (; element >= 0; --element) {
        const twiml::Node &node = document.node(element);
        if (node.kind == twiml::Node::Kind::Element && !node.isClosed)
            return node.name + '>';
    }
    return {};
}

bool isInTag(QByteArrayView body, qsizetype caret) {
    const qsizetype begin = tagStart(body, caret);
    if (begin < 0 || body.sliced(begin).startsWith("<!--"))
        return false;
    return tagEnd(body, begin, caret) < 0;
}

LineBreak lineBreakAt(QByteArrayView body, qsizetype caret, QByteArrayView ending) {
    qsizetype line = caret;
    while (line > 0 && body[line - 1] != '\n' && body[line - 1] != '\r')
        --line;
    qsizetype text = line;
    while (text < caret && isBlank(body[text]))
        ++text;
    const QByteArray outer = body.sliced(line, text - line).toByteArray();
    const qsizetype begin = caret > 0 && body[caret - 1] == '>' ? tagStart(body, caret) : -1;
    const bool opens = begin >= 0 && caret >= 2 && body[caret - 2] != '/' && body[caret - 2] != '?' &&
                       body[caret - 2] != '-' && begin + 1 < caret && body[begin + 1] != '/' && body[begin + 1] != '!';
    LineBreak result;
    result.text = ending.toByteArray() + outer + (opens ? Indentation.toByteArray() : QByteArray());
    result.caret = result.text.size();
    if (opens && body.sliced(caret).startsWith("</"))
        result.text += ending.toByteArray() + outer;
    return result;
}

std::optional<TagPair> tagPairAt(const twiml::Document &document, QByteArrayView body, qsizetype caret) {
    for (const qsizetype at : {caret, caret - 1}) {
        const int element = at < 0 ? -1 : document.elementAt(at);
        if (element < 0)
            continue;
        const twiml::Node &node = document.node(element);
        if (node.closing.isEmpty() || node.closing.end > body.size())
            continue;
        const twiml::TextRange closing{node.closing.begin + 2, node.closing.begin + 2 + node.name.size()};
        const auto touches = [caret](const twiml::TextRange &range) {
            return range.begin - 1 <= caret && caret <= range.end;
        };
        if (touches(node.nameRange) || touches(closing))
            return TagPair{node.nameRange, closing};
    }
    return std::nullopt;
}

Difference differenceOf(QByteArrayView before, QByteArrayView after) {
    const qsizetype shorter = std::min(before.size(), after.size());
    const auto [left, right] = std::mismatch(before.begin(), before.begin() + shorter, after.begin());
    const qsizetype begin = left - before.begin();
    qsizetype tail = 0;
    while (tail < shorter - begin && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    return {begin, before.size() - tail, after.size() - tail};
}

} // namespace offhook::ui
