#pragma once

#include "core/twiml/validator.h"

#include <QStringList>

namespace offhook::twiml::test {

/// A diagnostic in one line, with the bytes of its exact range: "warning 13313 wrong-integer [5s]".
inline QString line(const Diagnostic &diagnostic, QByteArrayView body) {
    return QStringLiteral("%1 %2 %3 [%4]")
        .arg(severityName(diagnostic.severity), QString::number(diagnostic.code),
            QString::fromLatin1(textsOf(diagnostic.finding).id), QString::fromUtf8(diagnostic.range.in(body)));
}

inline QStringList lines(const std::vector<Diagnostic> &diagnostics, QByteArrayView body) {
    QStringList all;
    for (const Diagnostic &diagnostic : diagnostics)
        all.append(line(diagnostic, body));
    return all;
}

inline QStringList lines(const QByteArray &body, const CheckContext &context = {}) {
    return lines(check(body, context), body);
}

/// The body after the fix of the first diagnostic that is found; unchanged when that has none.
inline QByteArray mended(const QByteArray &body, const CheckContext &context = {}) {
    const std::vector<Diagnostic> found = check(body, context);
    return found.empty() || !found.front().fix ? body : applied(*found.front().fix, body);
}

/// Verbs in a root element.
inline QByteArray response(const QByteArray &verbs) {
    return "<Response>" + verbs + "</Response>";
}

inline CheckContext as(Product product) {
    CheckContext context;
    context.product = product;
    return context;
}

} // namespace offhook::twiml::test
