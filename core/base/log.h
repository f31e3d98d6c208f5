#pragma once

#include <QLoggingCategory>

namespace offhook {

Q_DECLARE_LOGGING_CATEGORY(lcHttp)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcSession)

/// Removes what must not be in a log: runs of 32 hexadecimal digits that are not a SID (auth tokens) keep their first
/// two characters only.
[[nodiscard]] QString redacted(QStringView text);

/// Makes every Qt log message go to stderr through redacted(). Call once, first thing in main().
void installLog();

} // namespace offhook
