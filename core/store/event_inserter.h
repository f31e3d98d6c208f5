#pragma once

#include "core/base/result.h"
#include "core/flow/event_summary.h"
#include "core/flow/webhook_event.h"
#include "core/store/compression.h"
#include "core/store/search_text.h"
#include "core/store/sqlite.h"

#include <QByteArray>
#include <QHash>

#include <map>
#include <tuple>
#include <vector>

namespace offhook::store {

/// Counts that change with a transaction and are written at its end: `tally`, `block`, `minute`.
class Tallies {
public:
    [[nodiscard]] static Result<Tallies> prepare(const Connection &connection);

    /// `by` is 1 for an event that came, -1 for one that went.
    void count(EventId id, qint64 kind, qint64 verdict, qint64 flags, int by);
    void countArrival(WallTime at);
    /// The same event with other flags.
    void moveFlags(qint64 kind, qint64 verdict, qint64 before, qint64 after);
    [[nodiscard]] Result<void> write();
    void forget();

private:
    std::map<std::tuple<qint64, qint64, qint64>, qint64> m_tally;
    std::map<qint64, qint64> m_blocks;
    std::map<qint64, qint64> m_minutes;
    qint64 m_lastMinute = 0;
    Statement m_addTally;
    Statement m_addBlock;
    Statement m_addMinute;
    Statement m_dropMinutes;
};

/// Puts events into a workspace, inside a transaction of the caller's: insert() any number, then finish(), then commit;
/// or rolledBack() when it came to nothing.
class EventInserter {
public:
    [[nodiscard]] static Result<EventInserter> prepare(const Connection &connection);

    [[nodiscard]] Result<void> insert(const flow::WebhookEvent &event, const flow::EventSummary &summary);
    [[nodiscard]] Result<void> finish() { return m_tallies.write(); }
    void committed() { m_newShapes.clear(); }
    void rolledBack();
    [[nodiscard]] Tallies &tallies() { return m_tallies; }

private:
    EventInserter(Compressor compressor, qint64 dictionary, Tallies tallies)
        : m_compressor(std::move(compressor))
        , m_dictionary(dictionary)
        , m_tallies(std::move(tallies)) {}
    [[nodiscard]] Result<void> loadShapes(const Connection &connection);
    [[nodiscard]] Result<qint64> shapeOf(const flow::WebhookEvent &event, const flow::EventSummary &summary);
    [[nodiscard]] Result<void> insertRow(
        const flow::WebhookEvent &event, const flow::EventSummary &summary, qint64 shape);
    [[nodiscard]] Result<void> insertPayload(const flow::WebhookEvent &event);

    Compressor m_compressor;
    qint64 m_dictionary = 0;
    Tallies m_tallies;
    Statement m_insertEvent;
    Statement m_insertPayload;
    Statement m_insertShape;
    QHash<QByteArray, qint64> m_shapes; ///< a cache: a shape that fell out is stored again
    std::vector<QByteArray> m_newShapes;
    qint64 m_nextShape = 1;
    SearchText m_text;
    QByteArray m_shapeKey;
    QByteArray m_payload;
};

} // namespace offhook::store
