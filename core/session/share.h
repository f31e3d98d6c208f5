#pragma once

#include "core/base/result.h"
#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"
#include "core/filter/expression.h"
#include "core/store/workspace_importer.h"

#include <QString>

#include <atomic>
#include <functional>
#include <vector>

namespace offhook {

/// Which events of a workspace.
struct ShareSelection {
    std::vector<EventId> ids;  ///< these, in this order; empty: all that match
    filter::Expression filter; ///< oldest first; empty: the whole workspace
};

/// How a long piece of work is followed and ended. `progress(done, all)`: events or bytes; `all` is -1 while unknown.
/// Both are used on the thread that works.
struct ShareControl {
    std::function<void(qint64 done, qint64 all)> progress;
    const std::atomic<bool> *cancelled = nullptr;
};

/// Writes events of a workspace to `out`. Reads with a connection of its own, so any thread will do; long. Memory:
/// eight bytes an event.
[[nodiscard]] Result<exchange::ExportReport> exportWorkspace(const QString &workspace, const ShareSelection &selection,
    exchange::ExportOptions options, QIODevice &out, const ShareControl &control = {});
/// The same into a file, which is only there once it is whole.
[[nodiscard]] Result<exchange::ExportReport> exportWorkspace(const QString &workspace, const ShareSelection &selection,
    const exchange::ExportOptions &options, const QString &file, const ShareControl &control = {});

/// Reads a file's events into a workspace. A request without a time of its own gets the file's, so that reading the
/// file again adds nothing. Long; any thread that `into` may be used on.
[[nodiscard]] Result<exchange::ImportReport> importFile(
    const QString &file, store::WorkspaceImporter &into, const ShareControl &control = {});

} // namespace offhook
