#pragma once

#include "core/base/result.h"
#include "core/flow/delivery.h"
#include "core/flow/webhook_event.h"
#include "core/store/sqlite.h"

#include <optional>
#include <span>
#include <vector>

namespace offhook::store {

/// Which copies to look for.
struct DeliveryQuery {
    QString route; ///< empty: every route's
    flow::Delivery::State state = flow::Delivery::State::Waiting;
    qint64 afterId = 0; ///< only larger ids
    qint64 limit = -1;
    bool descending = false;
};

/// One row of table `delivery`, in the order of DeliveryColumns.
[[nodiscard]] flow::Delivery deliveryOf(const Statement &row);
extern const char *const DeliveryColumns;
[[nodiscard]] Result<std::vector<flow::Delivery>> readDeliveries(
    const Connection &connection, const DeliveryQuery &query);
[[nodiscard]] Result<flow::DeliveryCountsByRoute> readDeliveryCounts(const Connection &connection);

/// What is written to the queue of copies, inside transactions of the caller's: any number of calls, then commit and
/// committed(), or rolledBack() when it came to nothing.
class DeliveryQueue {
public:
    static constexpr qint64 KnownKeys = 100'000;

    [[nodiscard]] static Result<DeliveryQueue> prepare(const Connection &connection);

    /// Queues the copies of an event; those that are known already are counted as duplicates.
    [[nodiscard]] Result<void> enqueue(const flow::WebhookEvent &event, const flow::Routing &routing);
    /// One that does not wait any more is left as it is.
    [[nodiscard]] Result<void> settle(const flow::Settlement &settlement);
    /// Undelivered ones wait again, as if they were new: behind all others, with new ids.
    [[nodiscard]] Result<void> retry(std::span<const qint64> ids, WallTime now);
    /// Undelivered ones go; discarded ones can be restored until forgetDiscarded().
    [[nodiscard]] Result<void> discard(std::span<const qint64> ids);
    [[nodiscard]] Result<void> restore(std::span<const qint64> ids);
    [[nodiscard]] Result<void> forgetDiscarded();
    /// All copies of an event that is deleted.
    [[nodiscard]] Result<void> forgetEvent(EventId id);
    /// What waits for a route that is not among these rests with the undelivered.
    [[nodiscard]] Result<void> giveUpAllBut(const std::vector<QString> &routes);

    void committed() { m_counts = m_changed; }
    void rolledBack() { m_changed = m_counts; }
    /// As committed.
    [[nodiscard]] const flow::DeliveryCountsByRoute &counts() const { return m_counts; }

private:
    explicit DeliveryQueue(const Connection &connection)
        : m_connection(&connection) {}
    [[nodiscard]] Result<bool> isKnown(const flow::Copy &copy);
    [[nodiscard]] Result<void> insert(const flow::Delivery &delivery);
    [[nodiscard]] Result<void> addCount(const QString &route, qint64 delivered, qint64 dropped, qint64 duplicates);
    [[nodiscard]] Result<void> move(std::span<const qint64> ids, flow::Delivery::State from, flow::Delivery::State to);
    [[nodiscard]] Result<std::optional<flow::Delivery>> take(qint64 id, flow::Delivery::State state);
    void moveCount(const QString &route, flow::Delivery::State state, qint64 by);

    const Connection *m_connection;
    Statement m_insert;
    Statement m_addKey;
    Statement m_trimKeys;
    Statement m_addCount;
    Statement m_select;
    Statement m_delete;
    Statement m_reschedule;
    Statement m_setState;
    Statement m_forget;
    qint64 m_nextId = 1;
    int m_keysSinceTrim = 0;
    flow::DeliveryCountsByRoute m_counts;
    flow::DeliveryCountsByRoute m_changed; ///< with what the running transaction does
};

} // namespace offhook::store
