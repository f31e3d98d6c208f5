#include "core/store/event_reader.h"

#include "core/store/event_codec.h"
#include "core/store/schema.h"
#include "core/store/seen_values.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace offhook::store {
namespace {

// Of a million narrow rows at most this much stays in memory; the rest is the system's page cache.
constexpr const char *ReaderPragmas = "PRAGMA cache_size=-4096; PRAGMA temp_store=FILE; PRAGMA query_only=1";
constexpr int ProgressSteps = 20'000; // virtual machine steps between two looks at the cancel flag: about 1 ms
constexpr qint64 FollowedAtOnce = 5'000;
constexpr std::size_t MaxUnanswered = 1'000;
constexpr qint64 MinuteUs = 60'000'000;
constexpr EventId BlockSize = EventId(1) << BlockShift;

const char *sortColumn(SortKey key) {
    switch (key) {
    case SortKey::Id:
        return "id";
    case SortKey::Time:
        return "received_at";
    case SortKey::Kind:
        return "(SELECT kind_name FROM shape WHERE shape.id = event.shape)";
    case SortKey::From:
        return "sender";
    case SortKey::To:
        return "recipient";
    case SortKey::Summary:
        return "summary COLLATE NOCASE";
    case SortKey::Verdict:
        return "verdict";
    case SortKey::ResponseStatus:
        return "response_status";
    case SortKey::Took:
        return "took_us";
    }
    return "id";
}

QByteArray filteredSql(const EventQuery &query, const SqlFilter &filter) {
    const std::size_t bound = filter.bindings.size();
    const QByteArray direction = query.descending ? " DESC" : " ASC";
    QByteArray sql = "SELECT id FROM event WHERE id BETWEEN ?" + QByteArray::number(qint64(bound + 1)) + " AND ?" +
                     QByteArray::number(qint64(bound + 2)) + " AND (" + filter.where + ") ORDER BY " +
                     sortColumn(query.sort) + direction;
    if (query.sort != SortKey::Id)
        sql += ", id" + direction;
    return sql + " LIMIT ?" + QByteArray::number(qint64(bound + 3));
}

void addTo(FacetCounts &counts, qint64 kind, qint64 verdict, flow::EventFlags flags, qint64 n) {
    const bool known = kind >= 0 && kind < qint64(twilio::allKinds().size());
    const twilio::KindInfo &info = twilio::info(known ? twilio::WebhookKind(kind) : twilio::WebhookKind::Other);
    counts.total += n;
    counts.groups[std::size_t(info.group)] += n;
    counts.verdicts[std::size_t(verdict) & 3U] += n;
    counts.retries += flags.testFlag(flow::EventFlag::Retry) ? n : 0;
    counts.duplicates += flags.testFlag(flow::EventFlag::Duplicate) ? n : 0;
    counts.outOfOrder += flags.testFlag(flow::EventFlag::OutOfOrder) ? n : 0;
    counts.gaps += flags.testFlag(flow::EventFlag::Gap) ? n : 0;
    counts.contradictory += flags.testFlag(flow::EventFlag::Contradictory) ? n : 0;
    counts.malformed += flags.testFlag(flow::EventFlag::Malformed) ? n : 0;
    counts.alerts += flags.testFlag(flow::EventFlag::Alert) ? n : 0;
    counts.marked += flags.testFlag(flow::EventFlag::Marked) ? n : 0;
}

void addToMinutes(FacetCounts &counts, qint64 now, qint64 minute, qint64 n) {
    const qint64 ago = now - minute;
    const auto size = qint64(counts.lastMinutes.size());
    if (ago >= 0 && ago < size)
        counts.lastMinutes[std::size_t(size - 1 - ago)] += n;
}

} // namespace

/// Cuts a stream of ids into pieces: a small one first, and then a large one or what came in a while.
class ChunkSink {
public:
    ChunkSink(const EventReader::Sink &sink, qint64 limit)
        : m_sink(sink)
        , m_left(limit < 0 ? std::numeric_limits<qint64>::max() : limit) {}

    [[nodiscard]] bool isFull() const { return m_left <= 0; }
    void add(EventId id) {
        if (isFull())
            return;
        --m_left;
        m_chunk.ids.push_back(id);
        if (m_chunk.ids.size() >= m_size || (m_chunk.ids.size() % LookAt == 0 && isOverdue()))
            send();
    }
    void finish() {
        m_chunk.done = true;
        send();
    }

private:
    using Steady = std::chrono::steady_clock;
    static constexpr std::size_t FirstSize = 200;
    static constexpr std::size_t NextSize = 50'000;
    static constexpr std::size_t LookAt = 50;

    [[nodiscard]] bool isOverdue() const { return Steady::now() - m_sent > std::chrono::milliseconds(50); }
    void send() {
        m_sink(std::exchange(m_chunk, {}));
        m_size = NextSize;
        m_sent = Steady::now();
    }

    const EventReader::Sink &m_sink;
    qint64 m_left;
    IdChunk m_chunk;
    std::size_t m_size = FirstSize;
    Steady::time_point m_sent = Steady::now();
};

Result<std::unique_ptr<EventReader>> EventReader::open(const QString &path) {
    std::unique_ptr<EventReader> reader(new EventReader);
    if (const Result<void> done = reader->prepare(path); !done)
        return done.error();
    return reader;
}

Result<void> EventReader::prepare(const QString &path) {
    auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return connection.error();
    m_connection = std::move(*connection);
    if (const Result<void> done = m_connection.exec(ReaderPragmas); !done)
        return done;
    auto rows = RowReader::prepare(m_connection);
    if (!rows)
        return rows.error();
    m_rows = std::move(*rows);
    const auto cancelled = [](void *self) { return static_cast<const EventReader *>(self)->isCancelled() ? 1 : 0; };
    sqlite3_progress_handler(m_connection.handle(), ProgressSteps, cancelled, this);
    return registerFilterFunctions(m_connection.handle(), payloadDecoder(m_rows->payloads()));
}

bool EventReader::isCancelled() const {
    const auto isSet = [](const std::atomic<bool> *flag) {
        return flag != nullptr && flag->load(std::memory_order_relaxed);
    };
    return isSet(m_cancel) || isSet(m_stop);
}

Result<void> EventReader::query(const EventQuery &query, const Sink &sink, const Elsewhere &elsewhere) {
    ChunkSink chunks(sink, query.limit);
    const bool all = query.filter.isEmpty() && query.sort == SortKey::Id;
    const Result<void> done = all ? queryAll(query, chunks) : queryFiltered(query, chunks, elsewhere);
    if (done)
        chunks.finish();
    return done;
}

Result<EventId> EventReader::counted() const {
    return m_connection.number("SELECT value FROM meta WHERE name = 'counted'");
}

// The newest events, which may not be counted yet, are read; below them a full block is a range of ids: nothing of a
// million rows is read.
Result<void> EventReader::queryAll(const EventQuery &query, ChunkSink &chunks) {
    auto transaction = Transaction::beginRead(m_connection);
    const auto counted = this->counted();
    if (!transaction || !counted)
        return !transaction ? transaction.error() : counted.error();
    const qint64 blocks = *counted >> BlockShift;
    const IdRange newest{std::max(query.afterId + 1, blocks << BlockShift), std::numeric_limits<EventId>::max()};
    if (query.descending) {
        if (const Result<void> done = queryRows(newest, query, chunks); !done)
            return done;
    }
    if (const Result<void> done = queryBlocks(blocks, query, chunks); !done)
        return done;
    return query.descending ? Result<void>() : queryRows(newest, query, chunks);
}

Result<void> EventReader::queryBlocks(qint64 end, const EventQuery &query, ChunkSink &chunks) {
    auto blocks =
        m_connection.prepare(query.descending ? "SELECT id, n FROM block WHERE id >= ? AND id < ? ORDER BY id DESC"
                                              : "SELECT id, n FROM block WHERE id >= ? AND id < ? ORDER BY id");
    if (!blocks)
        return blocks.error();
    blocks->bind(1, query.afterId >> BlockShift).bind(2, end);
    while (!chunks.isFull()) {
        const auto row = blocks->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        if (isCancelled()) // ranges need too few steps of SQLite for its own look
            return Error{ErrorCode::Cancelled, {}, -1};
        const EventId first = blocks->integer(0) << BlockShift;
        if (blocks->integer(1) != BlockSize || first <= query.afterId) {
            const IdRange part{std::max(query.afterId + 1, first), first + BlockSize - 1};
            if (const Result<void> done = queryRows(part, query, chunks); !done)
                return done;
            continue;
        }
        for (EventId i = 0; i < BlockSize; ++i)
            chunks.add(query.descending ? first + BlockSize - 1 - i : first + i);
    }
    return {};
}

Result<void> EventReader::queryRows(const IdRange &range, const EventQuery &query, ChunkSink &chunks) {
    auto rows = m_connection.prepare(query.descending ? "SELECT id FROM event WHERE id BETWEEN ? AND ? ORDER BY id DESC"
                                                      : "SELECT id FROM event WHERE id BETWEEN ? AND ? ORDER BY id");
    if (!rows)
        return rows.error();
    rows->bind(1, range.first).bind(2, range.last);
    while (!chunks.isFull()) {
        const auto row = rows->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        chunks.add(rows->integer(0));
    }
    return {};
}

Result<IdRange> EventReader::wholeRange(const EventQuery &query) {
    const auto first = m_connection.number("SELECT min(id) FROM event");
    const auto last = m_connection.number("SELECT max(id) FROM event");
    if (!first || !last)
        return !first ? first.error() : last.error();
    return IdRange{std::max(*first, query.afterId + 1), *last};
}

Result<void> EventReader::queryFiltered(const EventQuery &query, ChunkSink &chunks, const Elsewhere &elsewhere) {
    const auto range = wholeRange(query);
    if (!range)
        return range.error();
    if (elsewhere && query.sort == SortKey::Id && range->last - range->first > m_scannedAlone)
        return queryHalves(query, *range, chunks, elsewhere);
    return queryRange(query, *range, [&](EventId id) { chunks.add(id); });
}

// The half that comes first in the answer is scanned here and handed over as it is found.
Result<void> EventReader::queryHalves(
    const EventQuery &query, const IdRange &all, ChunkSink &chunks, const Elsewhere &elsewhere) {
    const EventId middle = all.first + (all.last - all.first) / 2;
    const IdRange low{all.first, middle};
    const IdRange high{middle + 1, all.last};
    std::future<Ids> other = elsewhere(query, query.descending ? low : high);
    const IdRange &mine = query.descending ? high : low;
    const Result<void> done = queryRange(query, mine, [&](EventId id) { chunks.add(id); });
    if (!done || chunks.isFull())
        return done;
    other.wait();
    try {
        const Ids ids = other.get();
        if (!ids)
            return ids.error();
        for (const EventId id : *ids)
            chunks.add(id);
    } catch (const std::future_error &) { // that thread ended before its turn came
        return Error{ErrorCode::Cancelled, {}, -1};
    }
    return {};
}

EventReader::Ids EventReader::scan(const EventQuery &query, const IdRange &range) {
    std::vector<EventId> ids;
    const Result<void> done = queryRange(query, range, [&](EventId id) { ids.push_back(id); });
    return done ? Ids(std::move(ids)) : Ids(done.error());
}

Result<void> EventReader::queryRange(
    const EventQuery &query, const IdRange &range, const std::function<void(EventId)> &take) {
    const SqlFilter filter = toSql(query.filter);
    auto rows = m_connection.prepare(filteredSql(query, filter));
    if (!rows)
        return rows.error();
    const int next = int(filter.bindings.size()) + 1;
    rows->bindAll(filter.bindings).bind(next, range.first).bind(next + 1, range.last).bind(next + 2, query.limit);
    for (;;) {
        const auto row = rows->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        take(rows->integer(0));
    }
}

Result<std::vector<flow::EventPtr>> EventReader::events(const std::vector<EventId> &ids) {
    std::vector<flow::EventPtr> found;
    for (const EventId id : ids) {
        auto event = m_rows->event(id);
        if (event)
            found.push_back(std::move(*event));
        else if (event.error().code != ErrorCode::NotFound)
            return event.error();
    }
    return found;
}

Result<flow::EventPtr> EventReader::previousOfKind(EventId id) {
    auto find = m_connection.prepare(
        "SELECT id FROM event WHERE id BETWEEN ?1 - ?2 AND ?1 - 1 AND kind = (SELECT kind FROM event WHERE id = ?1) "
        "AND shape IN (SELECT id FROM shape WHERE kind_name = (SELECT kind_name FROM shape WHERE id = "
        "(SELECT shape FROM event WHERE id = ?1))) ORDER BY id DESC LIMIT 1");
    if (!find)
        return find.error();
    const auto row = find->bind(1, id).bind(2, LookedBack).step();
    if (!row)
        return row.error();
    const EventId found = *row ? find->integer(0) : 0;
    return found == 0 ? Result<flow::EventPtr>(flow::EventPtr()) : event(found);
}

Result<FacetCounts> EventReader::facets(WallTime now) {
    FacetCounts counts;
    auto transaction = Transaction::beginRead(m_connection);
    auto tally = m_connection.prepare("SELECT kind, verdict, flags, n FROM tally WHERE n <> 0");
    if (!transaction || !tally)
        return !transaction ? transaction.error() : tally.error();
    for (;;) {
        const auto row = tally->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        addTo(counts, tally->integer(0), tally->integer(1), flow::EventFlags::fromInt(quint32(tally->integer(2))),
            tally->integer(3));
    }
    const qint64 minute = now / MinuteUs;
    if (const Result<void> done = addMinutes(minute, counts); !done)
        return done.error();
    const Result<void> done = addUncounted(minute, counts);
    return done ? Result<FacetCounts>(counts) : Result<FacetCounts>(done.error());
}

Result<void> EventReader::addMinutes(qint64 minute, FacetCounts &counts) {
    auto minutes = m_connection.prepare("SELECT id, n FROM minute WHERE id > ? AND id <= ?");
    if (!minutes)
        return minutes.error();
    minutes->bind(1, minute - qint64(counts.lastMinutes.size())).bind(2, minute);
    for (;;) {
        const auto row = minutes->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        addToMinutes(counts, minute, minutes->integer(0), minutes->integer(1));
    }
}

Result<void> EventReader::addUncounted(qint64 minute, FacetCounts &counts) {
    const auto counted = this->counted();
    auto rows = m_connection.prepare("SELECT kind, verdict, flags, received_at FROM event WHERE id > ?");
    if (!counted || !rows)
        return !counted ? counted.error() : rows.error();
    rows->bind(1, *counted);
    for (;;) {
        const auto row = rows->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        const auto flags = flow::EventFlags::fromInt(quint32(rows->integer(2)));
        addTo(counts, rows->integer(0), rows->integer(1), flags, 1);
        addToMinutes(counts, minute, rows->integer(3) / MinuteUs, 1);
    }
}

Result<QStringList> EventReader::seenValues(const QString &key, const QString &prefix, int limit) {
    return store::seenValues(m_connection, m_rows->payloads(), {key, prefix, limit});
}

Result<std::map<QString, QByteArray>> EventReader::settings() {
    std::map<QString, QByteArray> all;
    auto rows = m_connection.prepare("SELECT name, value FROM setting");
    if (!rows)
        return rows.error();
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return all;
        all.emplace(QString::fromUtf8(rows->bytes(0)), rows->copy(1));
    }
}

Result<void> EventReader::beginFollowing() {
    const auto version = m_connection.number("PRAGMA data_version");
    const auto last = m_connection.number("SELECT max(id) FROM event");
    const auto touched = m_connection.number("SELECT max(seq) FROM touched");
    const auto removals = m_connection.number("SELECT value FROM meta WHERE name = 'removals'");
    for (const auto *number : {&version, &last, &touched, &removals}) {
        if (!*number)
            return number->error();
    }
    m_dataVersion = *version;
    m_lastId = *last;
    m_lastTouched = *touched;
    m_removals = *removals;
    return {};
}

Result<Changes> EventReader::changes() {
    Changes changes;
    const auto version = m_connection.number("PRAGMA data_version");
    if (!version)
        return version.error();
    if (*version == m_dataVersion)
        return changes;
    auto transaction = Transaction::beginRead(m_connection);
    const auto removals = m_connection.number("SELECT value FROM meta WHERE name = 'removals'");
    auto added = m_rows->summariesAfter(m_lastId, FollowedAtOnce);
    auto all = settings();
    if (!transaction || !removals || !added || !all)
        return !transaction ? transaction.error() : !removals ? removals.error() : !added ? added.error() : all.error();
    for (const auto &read : {readTouched(changes.batch), readUnanswered(changes.batch)}) {
        if (!read)
            return read.error();
    }
    // With more to come the version is left as it was, so that the next look takes the rest.
    if (qint64(added->size()) < FollowedAtOnce)
        m_dataVersion = *version;
    changes.removed = *removals != std::exchange(m_removals, *removals);
    changes.settings = std::move(*all);
    changes.settingsRead = true;
    for (const flow::EventSummary &summary : *added) {
        m_lastId = summary.id;
        if (summary.tookUs < 0 && m_unanswered.size() < MaxUnanswered)
            m_unanswered.push_back(summary.id);
    }
    changes.batch.events = std::move(*added);
    return changes;
}

Result<void> EventReader::readTouched(EventBatch &batch) {
    auto rows = m_connection.prepare("SELECT seq, event FROM touched WHERE seq > ? ORDER BY seq");
    if (!rows)
        return rows.error();
    rows->bind(1, m_lastTouched);
    for (;;) {
        const auto row = rows->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        m_lastTouched = rows->integer(0);
        const EventId id = rows->integer(1);
        auto summary = m_rows->summary(id);
        if (!summary)
            return summary.error();
        if (*summary && id <= m_lastId)
            batch.updated.push_back(std::move(**summary));
    }
}

Result<void> EventReader::readUnanswered(EventBatch &batch) {
    auto read = m_rows->summaries(m_unanswered);
    if (!read)
        return read.error();
    m_unanswered.clear();
    for (flow::EventSummary &summary : *read) {
        if (summary.tookUs < 0)
            m_unanswered.push_back(summary.id);
        else
            batch.updated.push_back(std::move(summary));
    }
    return {};
}

} // namespace offhook::store
