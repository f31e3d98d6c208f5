#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"
#include "core/store/row_reader.h"
#include "core/store/sqlite.h"

#include <QMultiHash>

#include <memory>
#include <utility>
#include <vector>

namespace offhook::store {

/// Tells whether an event is in a workspace already: one with the same time to the microsecond, sender and bytes.
/// Memory: 16 bytes for every event that was there, some 50 for every one added. One thread; the connection must
/// outlive it.
class KnownEvents {
public:
    [[nodiscard]] static Result<std::unique_ptr<KnownEvents>> read(const Connection &connection);

    [[nodiscard]] bool contains(const flow::WebhookEvent &event);
    /// What has been put into the workspace since, and can be read through the connection.
    void add(const flow::WebhookEvent &event);

private:
    explicit KnownEvents(std::unique_ptr<RowReader> rows)
        : m_rows(std::move(rows)) {}
    [[nodiscard]] bool isEvent(EventId id, const flow::WebhookEvent &event);

    std::unique_ptr<RowReader> m_rows;
    std::vector<std::pair<WallTime, EventId>> m_times; ///< of the events that were there, sorted
    QMultiHash<quint64, EventId> m_added;              ///< by a hash of what makes them the same
};

} // namespace offhook::store
