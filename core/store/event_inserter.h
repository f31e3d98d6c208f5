#pragma once

#include "core/base/result.h"
#include "core/flow/event_summary.h"
#include "core/flow/webhook_event.h"
#include "core/store/payload_writer.h"
#include "core/store/search_text.h"
#include "core/store/sqlite.h"

#include <QByteArray>
#include <QHash>

#include <map>
#include <tuple>
#include <vector>

namespace offhook::store {

/// Counts that change with the events: `tally`, `block`, `minute`. Arrivals may be written with a later transaction:
/// what has an id above meta.counted is not counted in the tables yet, and whoever reads them counts it himself. So
/// three pages need not be rewritten with every commit of a storm.
class Tallies {
public:
    [[nodiscard]] static Result<Tallies> prepare(const Connection &connection);

    /// `by` is 1 for an event that came, -1 for one that went.
    void count(EventId id, qint64 kind, qint64 verdict, qint64 flags, int by);
    void countArrival(WallTime at);
    /// The same event with other flags.
    void moveFlags(qint64 kind, qint64 verdict, qint64 before, qint64 after);

    /// Writes everything, inside a transaction.
    [[nodiscard]] Result<void> write();
    /// The same for a transaction that only brought events: it may be put off.
    [[nodiscard]] Result<void> writeIfMany();
    void committed();
    void rolledBack();
    /// Events are waiting to be written.
    [[nodiscard]] bool isBehind() const { return m_waiting.arrivals > 0; }
    /// Ids up to this one are counted in the tables.
    [[nodiscard]] EventId counted() const { return m_counted; }

private:
    struct Changes {
        std::map<std::tuple<qint64, qint64, qint64>, qint64> tally;
        std::map<qint64, qint64> blocks;
        std::map<qint64, qint64> minutes;
        EventId last = 0;
        qint64 arrivals = 0;
        bool outOfOrder = false; ///< an id came that the tables count as there already
        void add(const Changes &other);
    };
    [[nodiscard]] Result<void> write(const Changes &changes);
    [[nodiscard]] Result<void> writeMinutes(const Changes &changes);

    Changes m_waiting; ///< of earlier transactions
    Changes m_current; ///< of the running one
    bool m_written = false;
    EventId m_counted = 0;
    qint64 m_lastMinute = 0;
    Statement m_addTally;
    Statement m_addBlock;
    Statement m_addMinute;
    Statement m_dropMinutes;
    Statement m_setCounted;
};

/// Whether the counts are written with a transaction or with a later one.
enum class Counts : std::uint8_t { Now, Later };

/// Puts events into a workspace, inside a transaction of the caller's: insert() any number, then finish(), then commit
/// and committed(); or rolledBack() when it came to nothing.
class EventInserter {
public:
    [[nodiscard]] static Result<EventInserter> prepare(const Connection &connection);

    [[nodiscard]] Result<void> insert(const flow::WebhookEvent &event, const flow::EventSummary &summary);
    /// Rule, response and payload of an event that is there already; nothing happens where it is not.
    [[nodiscard]] Result<void> revise(const flow::WebhookEvent &event, const flow::EventSummary &summary);
    /// One more attempt of an event; nothing happens where the event is not there any more.
    [[nodiscard]] Result<void> insertAttempt(const flow::Attempt &attempt);
    /// Counts may come later in a transaction that only brought events.
    [[nodiscard]] Result<void> finish(Counts counts = Counts::Now);
    void committed();
    void rolledBack();
    [[nodiscard]] Tallies &tallies() { return m_tallies; }
    [[nodiscard]] PayloadWriter &payloads() { return m_payloads; }

private:
    EventInserter(PayloadWriter payloads, Tallies tallies)
        : m_payloads(std::move(payloads))
        , m_tallies(std::move(tallies)) {}
    [[nodiscard]] Result<void> loadShapes(const Connection &connection);
    [[nodiscard]] Result<qint64> shapeOf(const flow::WebhookEvent &event, const flow::EventSummary &summary);
    [[nodiscard]] Result<void> insertRow(
        const flow::WebhookEvent &event, const flow::EventSummary &summary, qint64 shape);

    PayloadWriter m_payloads;
    Tallies m_tallies;
    Statement m_insertEvent;
    Statement m_insertShape;
    Statement m_reviseEvent;
    Statement m_insertAttempt;
    QHash<QByteArray, qint64> m_shapes; ///< a cache: a shape that fell out is stored again
    std::vector<QByteArray> m_newShapes;
    qint64 m_nextShape = 1;
    SearchText m_text;
    QByteArray m_shapeKey;
    QByteArray m_payload; ///< a buffer
};

} // namespace offhook::store
