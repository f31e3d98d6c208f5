#pragma once

#include "core/twiml/finding.h"
#include "core/twiml/text_range.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace offhook::twiml {

[[nodiscard]] QLatin1StringView severityName(Severity severity); ///< "error", "warning" or "hint"

/// One replacement of bytes of the body.
struct Edit {
    TextRange range;
    QByteArray replacement;
};

/// A change that mends a finding. The edits do not overlap and stand in ascending order; applied, they leave all other
/// bytes as they are.
struct Fix {
    FixLabel label = FixLabel::Replace;
    QString argument; ///< %1 of the label
    std::vector<Edit> edits;
};

/// One thing found in a document.
struct Diagnostic {
    Finding finding = Finding::NotWellFormed;
    Severity severity = Severity::Hint;
    int code = 0;    ///< Twilio's, as its debugger shows it; 0 where Twilio has none
    TextRange range; ///< exact: the attribute, value, name or element; may be empty, and then is a place
    int line = 1;    ///< 1-based, of range.begin
    int column = 1;  ///< 1-based, counted in Unicode characters
    int endLine = 1; ///< of range.end
    int endColumn = 1;
    QStringList args; ///< %1, %2, ... of the texts; printable, shortened
    std::optional<Fix> fix;
};

/// A diagnostic of a finding with its usual code and severity, without line and column.
[[nodiscard]] Diagnostic diagnose(Finding finding, TextRange range, QStringList args = {});
/// Words of the document as an argument: printable, at most 60 characters.
[[nodiscard]] QString quoted(QByteArrayView text);

/// The English texts of a diagnostic, filled in: what is wrong, what Twilio will do, how to mend it. Plain text that
/// holds words of the document. advice() and fixLabel() may be empty. A translation takes textsOf() and fill().
[[nodiscard]] QString message(const Diagnostic &diagnostic);
[[nodiscard]] QString effect(const Diagnostic &diagnostic);
[[nodiscard]] QString advice(const Diagnostic &diagnostic);
[[nodiscard]] QString fixLabel(const Diagnostic &diagnostic);

/// Puts `args` in the place of %1, %2, ... at once: what an argument holds is never taken for a placeholder.
[[nodiscard]] QString fill(const QString &text, const QStringList &args);

/// The body with the fix applied.
[[nodiscard]] QByteArray applied(const Fix &fix, QByteArrayView body);

} // namespace offhook::twiml
