#pragma once

#include "core/base/result.h"
#include "core/flow/thread.h"
#include "core/store/row_reader.h"
#include "core/store/sqlite.h"

#include <vector>

namespace offhook::store {

/// The events of one thread.
struct ThreadEvents {
    static constexpr std::size_t MaxEvents = 500;
    static constexpr qsizetype MaxBytes = 64 * 1024 * 1024; ///< of requests and answers

    std::vector<flow::EventPtr> events; ///< ascending ids
    flow::ThreadScope scope;            ///< what else would belong to it
    std::size_t left = 0;               ///< older ones that are not in `events`, for there are too many
};

/// Finds what belongs together with an event: goes through the narrow rows, once more for each generation of call legs.
/// An event that belongs to nothing is alone. NotFound when there is no such event.
[[nodiscard]] Result<ThreadEvents> readThread(const Connection &connection, RowReader &rows, EventId id);

} // namespace offhook::store
