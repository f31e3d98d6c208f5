#pragma once

#include "core/account/rest_client.h"
#include "core/session/account_log.h"

#include <QCommandLineParser>

namespace offhook::cli {

/// --since, --until, --workspace, --json
void addLogOptions(QCommandLineParser &parser);

/// What `recover` and `reconcile` work on.
struct LogOptions {
    TimeWindow window;
    QString workspace;
    bool json = false;
};
/// InvalidInput says which option is wrong. `now`: until then where --until is not given; since a day before it.
[[nodiscard]] Result<LogOptions> logOptions(const QCommandLineParser &parser, WallTime now);

/// "2026-11-24", "2026-11-24T09:30", "2026-11-24T09:30:00Z" (local time without a zone), "09:30" (today), "90m", "12h",
/// "7d" (before `now`).
[[nodiscard]] std::optional<WallTime> momentFrom(const QString &text, WallTime now);

} // namespace offhook::cli
