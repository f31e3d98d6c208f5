#pragma once

#include "core/base/result.h"
#include "core/exchange/import_reader.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace offhook::exchange {

/// Puts a batch of events into a workspace: gives them their ids, leaves out those that are there already. Returns how
/// many were new.
using TakeEvents = std::function<Result<qint64>(std::vector<std::shared_ptr<flow::WebhookEvent>> events)>;

struct ImportReport {
    ImportInfo info;
    qint64 imported = 0;
    qint64 duplicates = 0; ///< were in the workspace already
    ImportProblems problems;
};

/// Reads a file to its end and hands its events over in batches, on the caller's thread. `progress(bytes)` tells how
/// far into the file it is; `cancelled` ends it between two batches, with what was imported so far in the report and a
/// problem that says so. Fails when the file is of no known format, or with what `take` fails with.
[[nodiscard]] Result<ImportReport> importEvents(QIODevice &device, const TakeEvents &take, WallTime now,
    const std::function<void(qint64)> &progress = {}, const std::atomic<bool> *cancelled = nullptr);

} // namespace offhook::exchange
