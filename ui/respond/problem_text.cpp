#include "ui/respond/problem_text.h"

#include <QCoreApplication>

namespace offhook::ui {
namespace {

QString words(const char *text) {
    return QCoreApplication::translate("ProblemText", text);
}

QString filled(const char *english, const QStringList &args) {
    return english[0] == '\0' ? QString() : twiml::fill(QCoreApplication::translate("twiml", english), args);
}

} // namespace

QString problemMessage(const twiml::Diagnostic &diagnostic) {
    return filled(twiml::textsOf(diagnostic.finding).message, diagnostic.args);
}

QString problemEffect(const twiml::Diagnostic &diagnostic) {
    const twiml::FindingTexts &texts = twiml::textsOf(diagnostic.finding);
    QStringList parts{filled(texts.effect, diagnostic.args), filled(texts.advice, diagnostic.args)};
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString fixText(const twiml::Diagnostic &diagnostic) {
    if (!diagnostic.fix)
        return {};
    return filled(twiml::textOf(diagnostic.fix->label), {diagnostic.fix->argument});
}

PillStyle problemPill(const twiml::Diagnostic &diagnostic) {
    const QString code = diagnostic.code > 0 ? QString::number(diagnostic.code) : QString();
    switch (diagnostic.severity) {
    case twiml::Severity::Error:
        return {code.isEmpty() ? words(QT_TRANSLATE_NOOP("ProblemText", "error")) : code, Role::Invalid,
            Role::InvalidSoft, false};
    case twiml::Severity::Warning:
        return {code.isEmpty() ? words(QT_TRANSLATE_NOOP("ProblemText", "warning")) : code, Role::Warn, Role::WarnSoft,
            false};
    case twiml::Severity::Hint:
        break;
    }
    return {words(QT_TRANSLATE_NOOP("ProblemText", "hint")), Role::Info, Role::InfoSoft, false};
}

QString problemSentence(const twiml::Diagnostic &diagnostic) {
    QStringList parts;
    if (diagnostic.severity == twiml::Severity::Error)
        parts += words(QT_TRANSLATE_NOOP("ProblemText", "Error:"));
    else if (diagnostic.severity == twiml::Severity::Warning)
        parts += words(QT_TRANSLATE_NOOP("ProblemText", "Warning:"));
    else
        parts += words(QT_TRANSLATE_NOOP("ProblemText", "Hint:"));
    if (diagnostic.code > 0)
        parts += QString::number(diagnostic.code);
    parts += words(QT_TRANSLATE_NOOP("ProblemText", "Line %1: %2"))
                 .arg(QString::number(diagnostic.line), problemMessage(diagnostic));
    parts += problemEffect(diagnostic);
    if (diagnostic.fix)
        parts += words(QT_TRANSLATE_NOOP("ProblemText", "Alt+Enter: %1")).arg(fixText(diagnostic));
    parts.removeAll(QString());
    return parts.join(u' ');
}

} // namespace offhook::ui
