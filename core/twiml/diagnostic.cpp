#include "core/twiml/diagnostic.h"

#include "core/base/text_guard.h"

namespace offhook::twiml {
namespace {

QString filled(const char *text, const QStringList &args) {
    return fill(QString::fromUtf8(text), args);
}

} // namespace

QLatin1StringView severityName(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return QLatin1StringView("error");
    case Severity::Warning:
        return QLatin1StringView("warning");
    case Severity::Hint:
        return QLatin1StringView("hint");
    }
    return {};
}

Diagnostic diagnose(Finding finding, TextRange range, QStringList args) {
    const FindingTexts &texts = textsOf(finding);
    Diagnostic made;
    made.finding = finding;
    made.severity = texts.severity;
    made.code = texts.code;
    made.range = range;
    made.args = std::move(args);
    return made;
}

QString quoted(QByteArrayView text) {
    constexpr qsizetype Longest = 60;
    return printable(text.first(qMin(text.size(), 4 * Longest)), Longest); // a character has at most four bytes
}

QString fill(const QString &text, const QStringList &args) {
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPlaceholder = text[i] == u'%' && i + 1 < text.size() && text[i + 1] >= u'1' && text[i + 1] <= u'9';
        if (!isPlaceholder) {
            out += text[i];
            continue;
        }
        out += args.value(text[++i].unicode() - u'1');
    }
    return out;
}

QString message(const Diagnostic &diagnostic) {
    return filled(textsOf(diagnostic.finding).message, diagnostic.args);
}

QString effect(const Diagnostic &diagnostic) {
    const FindingTexts &texts = textsOf(diagnostic.finding);
    const bool failed = diagnostic.severity == Severity::Error && *texts.errorEffect != '\0';
    return filled(failed ? texts.errorEffect : texts.effect, diagnostic.args);
}

QString advice(const Diagnostic &diagnostic) {
    return filled(textsOf(diagnostic.finding).advice, diagnostic.args);
}

QString fixLabel(const Diagnostic &diagnostic) {
    return diagnostic.fix ? filled(textOf(diagnostic.fix->label), {diagnostic.fix->argument}) : QString();
}

QByteArray applied(const Fix &fix, QByteArrayView body) {
    QByteArray out;
    qsizetype at = 0;
    for (const Edit &edit : fix.edits) {
        out += body.sliced(at, edit.range.begin - at);
        out += edit.replacement;
        at = edit.range.end;
    }
    return out + body.sliced(at);
}

} // namespace offhook::twiml
