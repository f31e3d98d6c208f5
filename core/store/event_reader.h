#pragma once

#include "core/base/result.h"
#include "core/store/delivery_queue.h"
#include "core/store/event_store.h"
#include "core/store/filter_sql.h"
#include "core/store/row_reader.h"
#include "core/store/sqlite.h"
#include "core/store/statistics.h"

#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>

namespace offhook::store {

class ChunkSink;

/// What another program did to the workspace since the last look.
struct Changes {
    EventBatch batch;
    bool removed = false;
    std::map<QString, QByteArray> settings; ///< all of them, when `settingsRead`
    bool settingsRead = false;
};

/// Ids from `first` to `last`, both included.
struct IdRange {
    EventId first = 0;
    EventId last = 0;
};

/// Answers questions about the events on a connection of its own. Used by one thread at a time.
class EventReader {
public:
    [[nodiscard]] static Result<std::unique_ptr<EventReader>> open(const QString &path);

    /// While one of them is true, everything that runs ends with Cancelled. Null: none.
    void setCancelFlags(const std::atomic<bool> *one, const std::atomic<bool> *other) {
        m_cancel = one;
        m_stop = other;
    }

    [[nodiscard]] bool isCancelled() const;

    /// Hands the ids over in pieces, the first one soon; the last one has `done`.
    using Sink = std::function<void(IdChunk)>;
    /// Starts a part of a long scan on another reader and thread.
    using Ids = Result<std::vector<EventId>>;
    using Elsewhere = std::function<std::future<Ids>(const EventQuery &query, const IdRange &range)>;
    [[nodiscard]] Result<void> query(const EventQuery &query, const Sink &sink, const Elsewhere &elsewhere = {});
    /// A scan of more rows than this is worth a second thread.
    [[nodiscard]] EventId scannedAlone() const { return m_scannedAlone; }
    void setScannedAlone(EventId rows) { m_scannedAlone = rows; }
    /// The ids that match within a range, in the order of the query.
    [[nodiscard]] Ids scan(const EventQuery &query, const IdRange &range);
    [[nodiscard]] Result<std::vector<flow::EventSummary>> summaries(const std::vector<EventId> &ids) {
        return m_rows->summaries(ids);
    }
    [[nodiscard]] Result<flow::EventPtr> event(EventId id) { return m_rows->event(id); }
    [[nodiscard]] Result<ThreadEvents> thread(EventId id) { return readThread(m_connection, *m_rows, id); }
    [[nodiscard]] Result<std::vector<flow::EventPtr>> events(const std::vector<EventId> &ids);
    /// The newest event before this one with the same dotted kind, within LookedBack ids; null when there is none.
    [[nodiscard]] Result<flow::EventPtr> previousOfKind(EventId id);
    static constexpr EventId LookedBack = 200'000;
    [[nodiscard]] Result<FacetCounts> facets(WallTime now);
    /// Goes on with a count, see StatisticsCount::advance().
    [[nodiscard]] Result<Statistics> statistics(StatisticsCount &count, qint64 rows) {
        return count.advance(m_connection, rows);
    }
    [[nodiscard]] Result<std::vector<flow::Delivery>> deliveries(const DeliveryQuery &query) {
        return readDeliveries(m_connection, query);
    }
    [[nodiscard]] Result<flow::DeliveryCountsByRoute> deliveryCounts() { return readDeliveryCounts(m_connection); }
    [[nodiscard]] Result<std::vector<UndeliveredCopy>> undelivered(const UndeliveredQuery &query) {
        return undeliveredCopies(m_connection, *m_rows, query);
    }
    [[nodiscard]] Result<std::vector<qint64>> undeliveredIds(const UndeliveredQuery &query) {
        return store::undeliveredIds(m_connection, query);
    }
    [[nodiscard]] Result<QStringList> seenValues(const QString &key, const QString &prefix, int limit);
    [[nodiscard]] Result<std::map<QString, QByteArray>> settings();

    /// Remembers how the workspace is now; changes() tells what differs from then on.
    [[nodiscard]] Result<void> beginFollowing();
    [[nodiscard]] Result<Changes> changes();

private:
    EventReader() = default;
    [[nodiscard]] Result<void> prepare(const QString &path);
    [[nodiscard]] Result<void> queryAll(const EventQuery &query, ChunkSink &sink);
    [[nodiscard]] Result<void> queryBlocks(qint64 end, const EventQuery &query, ChunkSink &sink);
    [[nodiscard]] Result<void> queryRows(const IdRange &range, const EventQuery &query, ChunkSink &sink);
    [[nodiscard]] Result<void> queryFiltered(const EventQuery &query, ChunkSink &sink, const Elsewhere &elsewhere);
    [[nodiscard]] Result<void> queryHalves(
        const EventQuery &query, const IdRange &all, ChunkSink &sink, const Elsewhere &elsewhere);
    [[nodiscard]] Result<void> queryRange(
        const EventQuery &query, const IdRange &range, const std::function<void(EventId)> &take);
    [[nodiscard]] Result<IdRange> wholeRange(const EventQuery &query);
    [[nodiscard]] Result<EventId> counted() const;
    [[nodiscard]] Result<void> addMinutes(qint64 minute, FacetCounts &counts);
    [[nodiscard]] Result<void> addUncounted(qint64 minute, FacetCounts &counts);
    [[nodiscard]] Result<void> readTouched(EventBatch &batch);
    [[nodiscard]] Result<void> readUnanswered(EventBatch &batch);

    Connection m_connection;
    std::unique_ptr<RowReader> m_rows;
    const std::atomic<bool> *m_cancel = nullptr;
    const std::atomic<bool> *m_stop = nullptr;

    EventId m_scannedAlone = 50'000;
    qint64 m_dataVersion = -1;
    EventId m_lastId = 0;
    qint64 m_lastTouched = 0;
    qint64 m_removals = 0;
    std::vector<EventId> m_unanswered; ///< followed events whose answer was not known yet
};

} // namespace offhook::store
