#pragma once

#include "core/base/result.h"
#include "core/store/event_store.h"

#include <QCommandLineParser>

#include <memory>
#include <vector>

namespace offhook::cli {

/// Whether the workspace can be read; one of an older format that nobody writes is brought up to date first.
[[nodiscard]] Result<void> prepareForReading(const QString &path);
/// Opens the workspace of --workspace (or the default one) read-only, next to whoever writes it.
[[nodiscard]] Result<std::unique_ptr<store::EventStore>> openForReading(const QCommandLineParser &parser);

/// The ids that match, in the order of the query. Waits.
[[nodiscard]] Result<std::vector<EventId>> awaitIds(store::EventStore &events, const store::EventQuery &query);
/// One whole event. Waits.
[[nodiscard]] Result<flow::EventPtr> awaitEvent(store::EventStore &events, EventId id);

} // namespace offhook::cli
