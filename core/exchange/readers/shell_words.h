#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

namespace offhook::exchange {

/// One command of a shell script, taken apart as a POSIX shell would: quotes, backslashes, $'...' of bash. Nothing is
/// run or expanded: a variable or a command in a word is an InvalidInput, but for $(printf '...'), whose bytes are
/// plain.
struct ShellCommand {
    QList<QByteArray> words;
    QByteArray piped; ///< what a printf before the | gives it on standard input
};
[[nodiscard]] Result<ShellCommand> shellCommand(const QByteArray &text);

/// Why a command goes on in the next line: the quote that is open, a backslash at its end, or 0 when it does not.
[[nodiscard]] char openEnd(const QByteArray &text);

} // namespace offhook::exchange
