#pragma once

#include "core/base/result.h"
#include "core/flow/thread_tracker.h"
#include "core/store/delivery_queue.h"
#include "core/store/event_inserter.h"
#include "core/store/event_store.h"
#include "core/store/repeat_guard.h"
#include "core/store/retention.h"
#include "core/store/row_reader.h"
#include "core/store/sqlite.h"

#include <functional>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace offhook::store {

/// What became of an answer.
struct AnswerNote {
    EventId id = 0;
    qint64 tookUs = -1;
    flow::EventFlags added;
};

/// What happens to copies of events, in the transaction that stores them.
struct DeliveryWork {
    std::vector<flow::Routing> routings; ///< parallel to the events that are new; empty: they have no copies
    std::vector<flow::Settlement> settlements;
};

/// Everything that is written to a workspace, each call one transaction. Knows nothing of threads and event loops;
/// stays on the thread that opened it.
class WriterCore {
public:
    [[nodiscard]] static Result<std::unique_ptr<WriterCore>> open(const QString &path);

    [[nodiscard]] EventId takeId() { return m_nextId++; }
    /// All of them or none. With `summaries` the batch holds the rows as they were stored.
    [[nodiscard]] Result<EventBatch> insert(std::span<const flow::EventPtr> events, bool summaries) {
        return write(events, {}, summaries);
    }
    /// `inserted` are new; of `revised` the answer, rule and flags become what they say, as far as they are still
    /// there.
    [[nodiscard]] Result<EventBatch> write(std::span<const flow::EventPtr> inserted,
        std::span<const flow::EventPtr> revised, bool summaries, const DeliveryWork &deliveries = {},
        std::span<const std::shared_ptr<const flow::Attempt>> attempts = {});
    [[nodiscard]] Result<void> changeDeliveries(const std::function<Result<void>(DeliveryQueue &)> &work);
    [[nodiscard]] const flow::DeliveryCountsByRoute &deliveryCounts() const { return m_deliveries->counts(); }
    [[nodiscard]] Result<EventBatch> answered(std::span<const AnswerNote> notes, bool summaries);
    /// What was found out about events that are stored.
    [[nodiscard]] Result<EventBatch> changeFlags(std::span<const flow::FlagChange> changes);
    [[nodiscard]] Result<EventBatch> setMarked(const std::vector<EventId> &ids, bool marked);
    [[nodiscard]] Result<EventBatch> setNote(EventId id, const QString &note);
    [[nodiscard]] Result<void> setSetting(const QString &name, const QByteArray &value);
    /// Returns the ids that were there.
    [[nodiscard]] Result<std::vector<EventId>> remove(const std::vector<EventId> &ids);
    [[nodiscard]] Result<std::vector<EventId>> expire(const Retention &retention, WallTime now, qint64 limit);
    /// Gives some free pages back to the file system, down to a few that new events will use. True: there are more.
    [[nodiscard]] Result<bool> shrink() const;
    /// Whether something can be written again: takes some room and gives it back.
    [[nodiscard]] Result<void> probe();

    [[nodiscard]] RepeatGuard &repeats() { return m_repeats; }
    /// Takes more tokens of earlier events in, newest first; false when there are no more.
    [[nodiscard]] bool recallTokens();
    [[nodiscard]] flow::ThreadTracker &threads() { return m_threads; }
    /// Shows the tracker a few more earlier events, newest first; false when it has seen enough.
    [[nodiscard]] bool recallThreads();
    [[nodiscard]] const Connection &connection() const { return m_connection; }
    /// Pages in the write-ahead log after the last commit.
    [[nodiscard]] int logPages() const { return m_logPages; }

private:
    using Work = std::function<Result<void>()>;

    WriterCore() = default;
    [[nodiscard]] Result<void> prepare(const QString &path);
    [[nodiscard]] Result<void> transact(const Work &work, Counts counts = Counts::Now);
    [[nodiscard]] Result<void> countUncounted();
    [[nodiscard]] Result<void> defineNotedTook();
    [[nodiscard]] Result<void> settleUnanswered(EventId newest);
    [[nodiscard]] Result<void> setTook(std::span<const AnswerNote> notes);
    [[nodiscard]] Result<void> addFlags(EventId id, flow::EventFlags added, flow::EventFlags removed);
    [[nodiscard]] Result<void> insertAll(
        std::span<const flow::EventPtr> events, bool summaries, const DeliveryWork &deliveries, EventBatch &batch);
    [[nodiscard]] Result<void> revise(const flow::WebhookEvent &event);
    [[nodiscard]] Result<void> addAttempt(const flow::Attempt &attempt);
    [[nodiscard]] Result<void> touch(EventId id);
    [[nodiscard]] Result<void> trimTouched() const;
    [[nodiscard]] Result<std::vector<EventId>> removeInTransaction(const std::vector<EventId> &ids);
    [[nodiscard]] Result<EventBatch> updatedBatch(const std::vector<EventId> &ids);
    void remember(const flow::EventSummary &summary);
    [[nodiscard]] std::optional<flow::EventSummary> recall(const AnswerNote &note);

    Connection m_connection;
    std::unique_ptr<EventInserter> m_inserter;
    std::unique_ptr<RowReader> m_rows;
    std::unique_ptr<DeliveryQueue> m_deliveries;
    Statement m_setTook;
    std::span<const AnswerNote> m_noted; ///< what m_setTook writes now
    Statement m_selectFlags;
    Statement m_setFlags;
    Statement m_setNote;
    Statement m_touch;
    Statement m_setSetting;
    Statement m_setMeta;
    Statement m_countRemoval;
    RepeatGuard m_repeats;
    EventId m_recallBelow = 0;
    flow::ThreadTracker m_threads;
    EventId m_threadsBelow = 0;
    qint64 m_threadsRecalled = 0;
    EventId m_nextId = 1;
    int m_logPages = 0;
    std::unordered_map<EventId, flow::EventSummary> m_unanswered; ///< rows whose answer is on its way
};

} // namespace offhook::store
