#pragma once

#include "core/base/mailbox.h"
#include "core/base/result.h"
#include "core/filter/expression.h"
#include "core/flow/delivery.h"
#include "core/flow/event_summary.h"
#include "core/store/thread_reader.h"
#include "core/store/undelivered.h"
#include "core/store/workspace_file.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace offhook::store {

class EventWriter;
class StatisticsCount;
struct Statistics;

/// What the table can be sorted by.
enum class SortKey : std::uint8_t { Id, Time, Kind, From, To, Summary, Verdict, ResponseStatus, Took };

/// Which events, in which order.
struct EventQuery {
    filter::Expression filter;
    SortKey sort = SortKey::Id;
    bool descending = true;
    EventId afterId = 0; ///< only events with a larger id (for following)
    qint64 limit = -1;
};

/// A piece of an answer to a query. Ids come in the order asked for; `done` is set on the last piece.
struct IdChunk {
    std::vector<EventId> ids;
    bool done = false;
};

/// Counts for the facets over the whole workspace.
struct FacetCounts {
    qint64 total = 0;
    std::array<qint64, twilio::KindGroupCount> groups{};
    std::array<qint64, 4> verdicts{}; ///< by int(Verdict)
    qint64 retries = 0;
    qint64 duplicates = 0;
    qint64 outOfOrder = 0;
    qint64 gaps = 0;
    qint64 contradictory = 0;
    qint64 malformed = 0;
    qint64 alerts = 0;
    qint64 marked = 0;
    std::array<qint64, 15> lastMinutes{}; ///< events per minute, oldest first, the last one is the running minute
};

/// Whether what is acknowledged reaches the disk.
struct StorageState {
    enum class Type : std::uint8_t { Durable, Failing, ReadOnly };
    Type type = Type::Durable;
    Error error;        ///< for Failing: why
    qint64 refused = 0; ///< requests answered 503 since it began to fail
};

/// Committed events, as the GUI hears of them.
struct EventBatch {
    std::vector<flow::EventSummary> events;  ///< ascending ids
    std::vector<flow::EventSummary> updated; ///< rows whose answer, note or marks changed
};

/// The GUI's (and the command line's) way to the events of one workspace. Lives on the owner's thread; every call
/// returns at once, the work is done on the store's two reader threads (searches, and single fetches) or by the writer
/// on the capture thread. Callbacks run on the owner's thread, exactly once (query: once a chunk), and never after
/// `guard` died. A newer query of the same guard interrupts the older one, which ends with Cancelled.
class EventStore final : public QObject {
    Q_OBJECT
public:
    template <typename T>
    using Callback = std::function<void(Result<T>)>;

    /// Reads `path`. `writer` may be null: then the store follows what another program writes, by polling twice a
    /// second. The writer must outlive the store or be taken away by detachWriter().
    EventStore(const QString &path, EventWriter *writer, QObject *parent = nullptr);
    ~EventStore() override;

    void query(const EventQuery &query, QObject *guard, Callback<IdChunk> callback);
    void summaries(std::vector<EventId> ids, QObject *guard, Callback<std::vector<flow::EventSummary>> callback);
    void fetch(EventId id, QObject *guard, Callback<flow::EventPtr> callback);
    /// The events that belong together with this one, see flow::ThreadScope. A newer request of the same guard
    /// interrupts the older one, which ends with Cancelled.
    void thread(EventId id, QObject *guard, Callback<ThreadEvents> callback);
    /// Whole events by their ids, in the order asked for; ids that are gone are left out.
    void events(std::vector<EventId> ids, QObject *guard, Callback<std::vector<flow::EventPtr>> callback);
    /// The one before this event of its dotted kind, null when there is none among the newest before it.
    void previousOfKind(EventId id, QObject *guard, Callback<flow::EventPtr> callback);
    void facets(QObject *guard, Callback<FacetCounts> callback);
    /// Goes on with `count`, looking at up to `rows` more events, on a thread of its own; the count is the store's
    /// until the callback. A set `cancel` ends it early with Cancelled.
    void statistics(std::shared_ptr<StatisticsCount> count, qint64 rows, std::shared_ptr<std::atomic<bool>> cancel,
        QObject *guard, Callback<Statistics> callback);
    /// Up to `limit` values seen for a filter key ("from", "to", "status", "param.Digits", ...), most recent first.
    void seenValues(
        const QString &key, const QString &prefix, int limit, QObject *guard, Callback<QStringList> callback);

    /// Copies that rest in the undelivered list, newest first. A newer request does not end an older one.
    void undelivered(const UndeliveredQuery &query, QObject *guard, Callback<std::vector<UndeliveredCopy>> callback);
    void undeliveredIds(const UndeliveredQuery &query, QObject *guard, Callback<std::vector<qint64>> callback);
    void deliveryCounts(QObject *guard, Callback<flow::DeliveryCountsByRoute> callback);

    void setMarked(std::vector<EventId> ids, bool marked);
    void setNote(EventId id, const QString &note);
    /// Deletes events; irreversible.
    void remove(std::vector<EventId> ids, QObject *guard, Callback<qint64> callback);

    /// Small named values of the workspace (public URL, answer, saved filters, retention): kept in its file.
    [[nodiscard]] QByteArray setting(const QString &name) const;
    void setSetting(const QString &name, const QByteArray &value);

    [[nodiscard]] bool isWritable() const;
    [[nodiscard]] StorageState storageState() const;

Q_SIGNALS:
    /// At most once every 16 ms, in order.
    void committed(const offhook::store::EventBatch &batch);
    /// Events were deleted (by the user or retention). Empty: too many to list, ask again.
    void removed(const std::vector<offhook::EventId> &ids);
    void storageStateChanged(const offhook::store::StorageState &state);
    void settingChanged(const QString &name);

protected:
    /// Rows are only carried here from the capture thread while somebody hears of them.
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::store
