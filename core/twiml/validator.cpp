#include "core/twiml/validator.h"

#include "core/twiml/body_check.h"
#include "core/twiml/checking.h"
#include "core/twiml/element_check.h"
#include "core/twiml/flow_check.h"
#include "core/twiml/line_index.h"
#include "core/twiml/well_formed.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

using Diagnostics = std::vector<Diagnostic>;

void append(Diagnostics &to, Diagnostics from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Twilio has been seen to log 12200 instead for a messaging answer that is no XML at all.
void codeForMessaging(Diagnostic &violation, const CheckContext &context) {
    if (violation.finding == Finding::ContentBeforeRoot && context.product == Product::Messaging)
        violation.code = 12200;
}

Diagnostics checkDocument(QByteArrayView body, const CheckContext &context, qsizetype soundUntil) {
    const Document document = Document::readTolerantly(body);
    const Product own = context.product == Product::Auto ? productOf(document) : context.product;
    Checking checking{body, context, document, own == Product::Messaging ? own : Product::Voice, soundUntil};
    checkElements(checking);
    if (soundUntil == body.size())
        checkFlow(checking);
    if (checking.isCut)
        checking.found.push_back(diagnose(Finding::TooManyDiagnostics, {body.size(), body.size()}));
    return std::move(checking.found);
}

void sortByPlace(Diagnostics &found) {
    std::stable_sort(found.begin(), found.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return std::tuple(a.range.begin, a.severity, a.range.end) < std::tuple(b.range.begin, b.severity, b.range.end);
    });
}

void setLines(Diagnostics &found, QByteArrayView body) {
    const LineIndex index(body);
    for (Diagnostic &diagnostic : found) {
        const LineColumn begin = index.at(diagnostic.range.begin);
        const LineColumn end = index.at(diagnostic.range.end);
        diagnostic.line = begin.line;
        diagnostic.column = begin.column;
        diagnostic.endLine = end.line;
        diagnostic.endColumn = end.column;
    }
}

} // namespace

std::vector<Diagnostic> check(QByteArrayView body, const CheckContext &context) {
    BodyVerdict verdict = checkBody(body, context);
    Diagnostics found = std::move(verdict.found);
    Violations violations = verdict.isXml ? violationsOf(body) : Violations();
    if (!violations.found.empty() && verdict.mayBeText) {
        found.push_back(diagnose(Finding::PlainTextIsRead, {0, body.size()}));
    } else if (verdict.isXml) {
        for (Diagnostic &violation : violations.found)
            codeForMessaging(violation, context);
        append(found, checkDocument(body, context, violations.soundUntil));
        append(found, std::move(violations.found));
    }
    sortByPlace(found);
    setLines(found, body);
    return found;
}

} // namespace offhook::twiml
