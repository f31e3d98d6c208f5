#include "core/twiml/completion.h"
#include "core/twiml/document.h"
#include "core/twiml/formatter.h"
#include "core/twiml/validator.h"

#include <cstdint>
#include <cstdlib>

using namespace offhook;
using namespace offhook::twiml;

namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

bool isInside(TextRange range, QByteArrayView body) {
    return range.begin >= 0 && range.begin <= range.end && range.end <= body.size();
}

void checkDiagnostics(QByteArrayView body, const CheckContext &context) {
    qsizetype last = 0;
    const std::vector<Diagnostic> found = check(body, context);
    require(found.size() <= MaxDiagnostics);
    for (const Diagnostic &diagnostic : found) {
        require(isInside(diagnostic.range, body) && diagnostic.range.begin >= last);
        require(diagnostic.line >= 1 && diagnostic.column >= 1 && diagnostic.endLine >= diagnostic.line);
        require(!message(diagnostic).isEmpty() && !effect(diagnostic).isEmpty());
        last = diagnostic.range.begin;
        qsizetype edited = 0;
        for (const Edit &edit : diagnostic.fix ? diagnostic.fix->edits : std::vector<Edit>()) {
            require(isInside(edit.range, body) && edit.range.begin >= edited);
            edited = edit.range.end;
        }
    }
}

void checkTree(QByteArrayView body) {
    const Document document = Document::readTolerantly(body);
    for (const Node &node : document.nodes()) {
        require(isInside(node.range, body));
        require(node.parent < 0 || document.node(node.parent).range.begin <= node.range.begin);
        for (const Attribute &attribute : node.attributes)
            require(isInside(attribute.range, body) && isInside(attribute.valueRange, body));
    }
}

void checkFormatting(QByteArrayView body) {
    const Result<QByteArray> once = format(body);
    require(bool(once) == bool(Document::parse(body)));
    if (!once)
        return;
    const Result<QByteArray> twice = format(*once);
    require(twice && *twice == *once);
}

void checkCaret(QByteArrayView body, qsizetype caret, Product product) {
    const CompletionList list = complete(body, caret, product);
    require(isInside(list.replace, body));
    for (const CompletionItem &item : list.items)
        require(!item.text.isEmpty() && item.caret >= 0 && item.caret <= item.insertion.size());
    if (const auto tip = callTip(body, caret, product))
        require(isInside(tip->anchor, body) && !tip->name.isEmpty());
}

} // namespace

// Whatever the bytes are: every place is inside of them, every finding has words, fixes do not overlap, formatting is
// idempotent. The first two bytes choose the context and the caret.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size < 2)
        return 0;
    const QByteArrayView body(data + 2, qsizetype(size) - 2);
    CheckContext context;
    context.product = Product(data[0] % 3);
    context.place = Place((data[0] / 3) % 6);
    context.isTemplate = (data[0] & 0x80) != 0;
    context.documentUrl = "https://a.example.com/b";
    checkDiagnostics(body, context);
    checkTree(body);
    checkFormatting(body);
    checkCaret(body, data[1] % (body.size() + 1), context.product);
    return 0;
}
