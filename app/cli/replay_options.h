#pragma once

#include "core/deliver/replayer.h"
#include "core/session/replay_source.h"

#include <QCommandLineParser>

#include <optional>

namespace offhook::cli {

void addReplayOptions(QCommandLineParser &parser);

/// Where the events come from: IDs, one FILE, or --filter. Fails with InvalidInput for anything else.
struct ReplayWhat {
    ShareSelection selection;
    QString file; ///< empty: the workspace
};
[[nodiscard]] Result<ReplayWhat> replayWhat(const QStringList &arguments, bool hasFilter);

/// Target (unless --route gives it), edits, pace and what is ignored; without source and keys. Fails with InvalidInput.
[[nodiscard]] Result<deliver::ReplayPlan> replayPlan(const QCommandLineParser &parser);

/// The keys to sign with: those given, else the file's throw-away key, else the keychain's.
[[nodiscard]] Result<std::vector<twilio::SigningKey>> replayKeys(
    const QCommandLineParser &parser, const QByteArray &throwAwayKey);

} // namespace offhook::cli
