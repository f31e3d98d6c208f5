#pragma once

#include "core/base/result.h"
#include "core/exchange/import_reader.h"
#include "core/session/share.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>

namespace offhook {

/// Events to be replayed, one after another. Used on one thread at a time; reads blocking.
struct ReplaySource {
    std::function<Result<flow::EventPtr>()> next; ///< null at the end
    qint64 count = -1;                            ///< -1: unknown
    QByteArray throwAwayKey;                      ///< of a redacted event file
    /// What of the file could not be read so far; null for a workspace.
    std::shared_ptr<exchange::ImportProblems> problems;
};

/// Set it to end the search for events.
using ReplayCancel = std::shared_ptr<std::atomic<bool>>;

/// Events of a workspace. Such that are deleted meanwhile are left out. Memory: eight bytes an event. Long for a
/// filter; `cancel` (may be null) ends that, and what comes of next(), with Cancelled.
[[nodiscard]] Result<ReplaySource> workspaceEvents(
    const QString &workspace, const ShareSelection &selection, const ReplayCancel &cancel = {});

/// Events of an event file, or any other that can be imported, numbered from 1 in its order.
[[nodiscard]] Result<ReplaySource> fileEvents(const QString &file);

} // namespace offhook
