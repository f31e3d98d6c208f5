#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QtGlobal>

#include <chrono>
#include <optional>
#include <vector>

namespace offhook::store {

class Connection;
class PayloadWriter;
class Tallies;

/// What may be forgotten. Nothing by default. Marked events are always kept, and those of which a copy is not
/// delivered yet.
struct Retention {
    std::optional<std::chrono::hours> age; ///< older ones go
    std::optional<qint64> count;           ///< beyond this number the oldest go
    std::optional<qint64> bytes;           ///< while the file's content is larger the oldest go

    bool operator==(const Retention &) const = default;
};

/// The oldest events that `retention` lets go of now, ascending, at most `limit`.
[[nodiscard]] Result<std::vector<EventId>> expiredEvents(
    const Connection &connection, const Retention &retention, WallTime now, qint64 limit);

/// Deletes events with all that belongs to them, inside a transaction of the caller's, and counts them off. Returns the
/// ids that were there.
[[nodiscard]] Result<std::vector<EventId>> deleteEvents(
    const Connection &connection, const std::vector<EventId> &ids, PayloadWriter &payloads, Tallies &tallies);

/// Bytes of the file that hold something.
[[nodiscard]] Result<qint64> contentBytes(const Connection &connection);

} // namespace offhook::store
