#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace offhook::filter {

/// One offer for the place of the cursor: `text` replaces the source from replaceBegin to replaceEnd. When
/// `needsSeenValues` is set, `text` is empty and the caller offers the values seen for `seenKey` ("from",
/// "param.Digits") that begin with `typed`, each through quotedValue().
struct Completion {
    QString text;
    QString description; ///< short English, source of a translation; may be empty
    qsizetype replaceBegin = 0;
    qsizetype replaceEnd = 0;
    bool needsSeenValues = false;
    QString seenKey;
    QString typed; ///< what stands before the cursor of the piece that is replaced
};

/// What could stand at the cursor: keys at the beginning of a term, values of kind, sig, is and status after their
/// operator, names after "param." and "header.", and where seen values are wanted. Best first; never a word that is
/// already complete alone. Only looks at the term around the cursor. Pure.
[[nodiscard]] std::vector<Completion> completions(QStringView source, qsizetype cursor);

/// A value as it is written after an operator: in quotes where it must be.
[[nodiscard]] QString quotedValue(const QString &value);

} // namespace offhook::filter
