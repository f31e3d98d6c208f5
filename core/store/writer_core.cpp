#include "core/store/writer_core.h"

#include <sqlite3.h>

#include <algorithm>

namespace offhook::store {
namespace {

// FULL: a commit has reached the disk when it returns, also through a power cut. Checkpoints are the Checkpointer's.
constexpr const char *WriterPragmas = "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16384; "
                                      "PRAGMA journal_size_limit=16777216; PRAGMA temp_store=MEMORY";
constexpr std::size_t MaxUnanswered = 20'000;
constexpr qint64 RecalledAtOnce = 4'096;
constexpr qint64 ThreadsRecalledAtOnce = 128; // whole events: about 2 ms
constexpr qint64 ThreadsRecalled = 8'192;
constexpr qint64 KeptTouches = 10'000;
constexpr qint64 SettledAtMost = 100'000; // the longest hold of a storm; about 15 ms
constexpr qint64 ShrunkPages = 256;       // a megabyte a step
constexpr qint64 KeptFreePages = 256;

} // namespace

Result<std::unique_ptr<WriterCore>> WriterCore::open(const QString &path) {
    std::unique_ptr<WriterCore> core(new WriterCore);
    if (const Result<void> done = core->prepare(path); !done)
        return done.error();
    return core;
}

Result<void> WriterCore::prepare(const QString &path) {
    auto connection = Connection::open(path, Connection::Mode::ReadWrite);
    if (!connection)
        return connection.error();
    m_connection = std::move(*connection);
    if (const Result<void> done = m_connection.exec(WriterPragmas); !done)
        return done;
    const auto hook = [](void *self, sqlite3 *, const char *, int pages) {
        static_cast<WriterCore *>(self)->m_logPages = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_connection.handle(), hook, this);
    auto inserter = EventInserter::prepare(m_connection);
    auto rows = RowReader::prepare(m_connection);
    auto deliveries = DeliveryQueue::prepare(m_connection);
    if (!inserter || !rows || !deliveries)
        return !inserter ? inserter.error() : !rows ? rows.error() : deliveries.error();
    m_deliveries = std::make_unique<DeliveryQueue>(std::move(*deliveries));
    m_inserter = std::make_unique<EventInserter>(std::move(*inserter));
    m_rows = std::move(*rows);
    if (const Result<void> defined = defineNotedTook(); !defined)
        return defined;
    const std::initializer_list<std::pair<Statement *, const char *>> all{
        {&m_setTook, "UPDATE event SET took_us = noted_took(id) WHERE id BETWEEN ? AND ?"},
        {&m_selectFlags, "SELECT kind, verdict, flags FROM event WHERE id = ?"},
        {&m_setFlags, "UPDATE event SET flags = ? WHERE id = ?"},
        {&m_setNote, "UPDATE event SET note = ? WHERE id = ?"}, {&m_touch, "INSERT INTO touched (event) VALUES (?)"},
        {&m_setSetting, "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"},
        {&m_setMeta, "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"},
        {&m_countRemoval,
            "INSERT INTO meta VALUES ('removals', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1"}};
    for (const auto &[statement, sql] : all) {
        auto prepared = m_connection.prepare(sql);
        if (!prepared)
            return prepared.error();
        *statement = std::move(*prepared);
    }
    const auto newest = m_connection.number("SELECT max(id) FROM event");
    const auto given = m_connection.number("SELECT value FROM meta WHERE name = 'last_id'");
    if (!newest || !given)
        return !newest ? newest.error() : given.error();
    m_nextId = std::max(*newest, *given) + 1;
    if (const Result<void> settled = settleUnanswered(*newest); !settled)
        return settled;
    m_recallBelow = m_nextId;
    m_threadsBelow = m_nextId;
    (void)recallTokens();
    (void)recallThreads();
    return *newest > m_inserter->tallies().counted() ? countUncounted() : Result<void>();
}

// The program before ended while these were held or delayed: nobody waits for their answers any more.
Result<void> WriterCore::settleUnanswered(EventId newest) {
    auto settle = m_connection.prepare("UPDATE event SET took_us = 0.0 "
                                       "WHERE id > ? AND response_status = 0 AND took_us < 0");
    if (!settle)
        return settle.error();
    return settle->bind(1, newest - SettledAtMost).run();
}

// noted_took(id): of the run of notes that is being written. So a storm's answers take one statement for many rows, in
// place of one each.
Result<void> WriterCore::defineNotedTook() {
    const auto took = [](sqlite3_context *context, int, sqlite3_value **values) {
        const std::span<const AnswerNote> notes = static_cast<WriterCore *>(sqlite3_user_data(context))->m_noted;
        const auto at = std::size_t(sqlite3_value_int64(values[0]) - notes.front().id);
        sqlite3_result_double(context, double(notes[at].tookUs));
    };
    const int code = sqlite3_create_function_v2(
        m_connection.handle(), "noted_took", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, took, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<void>() : Result<void>(sqliteError(m_connection.handle(), code));
}

// The program before ended between the commit of events and that of their counts.
Result<void> WriterCore::countUncounted() {
    auto rows = m_connection.prepare("SELECT id, kind, verdict, flags, received_at FROM event WHERE id > ?");
    if (!rows)
        return rows.error();
    rows->bind(1, m_inserter->tallies().counted());
    return transact([&]() -> Result<void> {
        for (;;) {
            const auto row = rows->step();
            if (!row || !*row)
                return row ? Result<void>() : Result<void>(row.error());
            m_inserter->tallies().count(rows->integer(0), rows->integer(1), rows->integer(2), rows->integer(3), 1);
            m_inserter->tallies().countArrival(rows->integer(4));
        }
    });
}

Result<void> WriterCore::transact(const Work &work, Counts counts) {
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return transaction.error();
    Result<void> outcome = work();
    if (outcome)
        outcome = m_inserter->finish(counts);
    if (outcome)
        outcome = transaction->commit();
    if (outcome) {
        m_inserter->committed();
        m_deliveries->committed();
    } else {
        m_inserter->rolledBack();
        m_deliveries->rolledBack();
    }
    return outcome;
}

Result<void> WriterCore::insertAll(
    std::span<const flow::EventPtr> events, bool summaries, const DeliveryWork &deliveries, EventBatch &batch) {
    for (std::size_t i = 0; i < events.size(); ++i) {
        const flow::WebhookEvent &event = *events[i];
        const flow::Routing *routing = deliveries.routings.empty() ? nullptr : &deliveries.routings[i];
        if (routing != nullptr) {
            if (const Result<void> queued = m_deliveries->enqueue(event, *routing); !queued)
                return queued;
            if (!routing->isStored)
                continue;
        }
        flow::EventSummary summary = flow::summaryOf(event);
        if (const Result<void> stored = m_inserter->insert(event, summary); !stored)
            return stored;
        if (summaries)
            batch.events.push_back(std::move(summary));
    }
    return {};
}

Result<EventBatch> WriterCore::write(std::span<const flow::EventPtr> inserted, std::span<const flow::EventPtr> revised,
    bool summaries, const DeliveryWork &deliveries, std::span<const std::shared_ptr<const flow::Attempt>> attempts) {
    EventBatch batch;
    const Result<void> done = transact(
        [&]() -> Result<void> {
            if (const Result<void> stored = insertAll(inserted, summaries, deliveries, batch); !stored)
                return stored;
            for (const flow::Settlement &settlement : deliveries.settlements) {
                if (const Result<void> settled = m_deliveries->settle(settlement); !settled)
                    return settled;
            }
            for (const flow::EventPtr &event : revised) {
                if (const Result<void> changed = revise(*event); !changed)
                    return changed;
            }
            for (const auto &attempt : attempts) {
                if (const Result<void> added = addAttempt(*attempt); !added)
                    return added;
            }
            return revised.empty() && attempts.empty() ? Result<void>() : trimTouched();
        },
        revised.empty() ? Counts::Later : Counts::Now); // of an event whose flags change, the old ones may be counted
    if (!done)
        return done.error();
    for (const flow::EventSummary &summary : batch.events)
        remember(summary);
    if (!summaries)
        return batch;
    std::vector<EventId> changed;
    for (const flow::EventPtr &event : revised)
        changed.push_back(event->id);
    for (const auto &attempt : attempts) {
        if (std::find(changed.begin(), changed.end(), attempt->event) == changed.end())
            changed.push_back(attempt->event);
    }
    if (auto updated = m_rows->summaries(changed))
        batch.updated = std::move(*updated);
    return batch;
}

Result<void> WriterCore::addAttempt(const flow::Attempt &attempt) {
    if (const Result<void> added = m_inserter->insertAttempt(attempt); !added)
        return added;
    return m_touch.bind(1, attempt.event).run();
}

Result<void> WriterCore::changeDeliveries(const std::function<Result<void>(DeliveryQueue &)> &work) {
    return transact([&] { return work(*m_deliveries); });
}

// Flags are added, not set: a mark may have come since the event was handed over. Whether something is missing behind
// it is the threads' to say: they may have taken that back while the event waited.
Result<void> WriterCore::revise(const flow::WebhookEvent &event) {
    const flow::EventSummary summary = flow::summaryOf(event);
    if (const Result<void> changed = m_inserter->revise(event, summary); !changed)
        return changed;
    if (const Result<void> added = addFlags(event.id, event.flags & ~flow::EventFlags(flow::EventFlag::Gap), {});
        !added)
        return added;
    return touch(event.id);
}

void WriterCore::remember(const flow::EventSummary &summary) {
    if (m_unanswered.size() >= MaxUnanswered) // clients that never take their answers
        m_unanswered.clear();
    if (summary.tookUs < 0)
        m_unanswered.emplace(summary.id, summary);
}

// From memory where possible: reading every row back would double the work of a storm.
std::optional<flow::EventSummary> WriterCore::recall(const AnswerNote &note) {
    if (auto known = m_unanswered.extract(note.id)) {
        known.mapped().tookUs = note.tookUs;
        known.mapped().flags |= note.added;
        return std::move(known.mapped());
    }
    auto read = m_rows->summary(note.id);
    return read ? std::move(*read) : std::nullopt;
}

Result<EventBatch> WriterCore::answered(std::span<const AnswerNote> notes, bool summaries) {
    const Result<void> done = transact([&]() -> Result<void> {
        if (const Result<void> set = setTook(notes); !set)
            return set;
        for (const AnswerNote &note : notes) {
            if (!note.added)
                continue;
            if (const Result<void> added = addFlags(note.id, note.added, {}); !added)
                return added;
        }
        return {};
    });
    if (!done)
        return done.error();
    EventBatch batch;
    for (const AnswerNote &note : notes) {
        auto summary = summaries ? recall(note) : std::nullopt;
        if (summary)
            batch.updated.push_back(std::move(*summary));
    }
    return batch;
}

// Answers leave mostly in the order of their events, so that notes fall into long runs of ids that follow each other.
Result<void> WriterCore::setTook(std::span<const AnswerNote> notes) {
    while (!notes.empty()) {
        std::size_t size = 1;
        while (size < notes.size() && notes[size].id == notes[size - 1].id + 1)
            ++size;
        m_noted = notes.first(size);
        if (const auto set = m_setTook.bind(1, m_noted.front().id).bind(2, m_noted.back().id).run(); !set)
            return set;
        notes = notes.subspan(size);
    }
    m_noted = {};
    return {};
}

Result<void> WriterCore::addFlags(EventId id, flow::EventFlags added, flow::EventFlags removed) {
    const auto row = m_selectFlags.bind(1, id).step();
    if (!row)
        return row.error();
    if (!*row)
        return {};
    const qint64 kind = m_selectFlags.integer(0);
    const qint64 verdict = m_selectFlags.integer(1);
    const qint64 before = m_selectFlags.integer(2);
    m_selectFlags.reset();
    const qint64 after = (before | qint64(added.toInt())) & ~qint64(removed.toInt());
    if (after == before)
        return {};
    m_inserter->tallies().moveFlags(kind, verdict, before, after);
    return m_setFlags.bind(1, after).bind(2, id).run();
}

Result<void> WriterCore::touch(EventId id) {
    m_unanswered.erase(id);
    return m_touch.bind(1, id).run();
}

Result<EventBatch> WriterCore::updatedBatch(const std::vector<EventId> &ids) {
    auto read = m_rows->summaries(ids);
    if (!read)
        return read.error();
    EventBatch batch;
    batch.updated = std::move(*read);
    return batch;
}

Result<EventBatch> WriterCore::setMarked(const std::vector<EventId> &ids, bool marked) {
    const flow::EventFlags flag = flow::EventFlag::Marked;
    const Result<void> done = transact([&]() -> Result<void> {
        for (const EventId id : ids) {
            const Result<void> set = marked ? addFlags(id, flag, {}) : addFlags(id, {}, flag);
            if (!set)
                return set;
            if (const Result<void> touched = touch(id); !touched)
                return touched;
        }
        return trimTouched();
    });
    return done ? updatedBatch(ids) : Result<EventBatch>(done.error());
}

Result<void> WriterCore::trimTouched() const {
    const QByteArray trim =
        "DELETE FROM touched WHERE seq <= (SELECT max(seq) FROM touched) - " + QByteArray::number(KeptTouches);
    return m_connection.exec(trim.constData());
}

Result<EventBatch> WriterCore::changeFlags(std::span<const flow::FlagChange> changes) {
    std::vector<EventId> ids;
    const Result<void> done = transact([&]() -> Result<void> {
        for (const flow::FlagChange &change : changes) {
            const Result<void> set = addFlags(change.id, change.added, change.removed);
            const Result<void> touched = set ? touch(change.id) : set;
            if (!touched)
                return touched;
            ids.push_back(change.id);
        }
        return trimTouched();
    });
    return done ? updatedBatch(ids) : Result<EventBatch>(done.error());
}

Result<EventBatch> WriterCore::setNote(EventId id, const QString &note) {
    const QByteArray bytes = note.toUtf8();
    const Result<void> done = transact([&]() -> Result<void> {
        if (const Result<void> set = m_setNote.bindText(1, bytes).bind(2, id).run(); !set)
            return set;
        return touch(id);
    });
    return done ? updatedBatch({id}) : Result<EventBatch>(done.error());
}

Result<void> WriterCore::setSetting(const QString &name, const QByteArray &value) {
    const QByteArray key = name.toUtf8();
    return transact([&] { return m_setSetting.bindText(1, key).bindBlob(2, value).run(); });
}

Result<std::vector<EventId>> WriterCore::removeInTransaction(const std::vector<EventId> &ids) {
    auto deleted = deleteEvents(m_connection, ids, m_inserter->payloads(), m_inserter->tallies());
    if (!deleted || deleted->empty())
        return deleted;
    for (const EventId id : *deleted) {
        if (const Result<void> forgotten = m_deliveries->forgetEvent(id); !forgotten)
            return forgotten.error();
    }
    // Ids are never given out again, also when the newest events are the ones that went.
    if (const Result<void> kept = m_setMeta.bindText(1, "last_id").bind(2, m_nextId - 1).run(); !kept)
        return kept.error();
    if (const Result<void> counted = m_countRemoval.run(); !counted)
        return counted.error();
    return deleted;
}

Result<std::vector<EventId>> WriterCore::remove(const std::vector<EventId> &ids) {
    Result<std::vector<EventId>> deleted = std::vector<EventId>();
    const Result<void> done = transact([&]() -> Result<void> {
        deleted = removeInTransaction(ids);
        return deleted ? Result<void>() : Result<void>(deleted.error());
    });
    return done ? deleted : Result<std::vector<EventId>>(done.error());
}

Result<std::vector<EventId>> WriterCore::expire(const Retention &retention, WallTime now, qint64 limit) {
    if (m_inserter->tallies().isBehind()) {
        if (const Result<void> counted = transact([] { return Result<void>(); }); !counted)
            return counted.error();
    }
    const auto expired = expiredEvents(m_connection, retention, now, limit);
    if (!expired || expired->empty())
        return expired;
    return remove(*expired);
}

Result<bool> WriterCore::shrink() const {
    const auto unused = m_connection.number("PRAGMA freelist_count");
    if (!unused)
        return unused.error();
    const qint64 pages = std::min<qint64>(*unused - KeptFreePages, ShrunkPages);
    if (pages <= 0)
        return false;
    const QByteArray sql = "PRAGMA incremental_vacuum(" + QByteArray::number(pages) + ')';
    const Result<void> done = m_connection.exec(sql.constData());
    return done ? Result<bool>(true) : Result<bool>(done.error());
}

// Two transactions: pages that are taken and freed within one are never written.
Result<void> WriterCore::probe() {
    const Result<void> taken = transact([&] {
        return m_connection.exec("INSERT INTO setting VALUES ('offhook.probe', zeroblob(65536)) "
                                 "ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    });
    if (!taken)
        return taken;
    return transact([&] { return m_connection.exec("DELETE FROM setting WHERE name = 'offhook.probe'"); });
}

bool WriterCore::recallTokens() {
    auto rows =
        m_connection.prepare("SELECT id, token, typeof(token) FROM event WHERE id < ? ORDER BY id DESC LIMIT ?");
    if (!rows || m_repeats.size() >= RepeatGuard::Capacity / 2)
        return false;
    rows->bind(1, m_recallBelow).bind(2, RecalledAtOnce);
    qint64 read = 0;
    for (;; ++read) {
        const auto row = rows->step();
        if (!row || !*row)
            return row && read == RecalledAtOnce;
        m_recallBelow = rows->integer(0);
        const QByteArray token = unpackedToken(rows->bytes(1), rows->bytes(2) == "blob");
        if (!token.isEmpty())
            m_repeats.seen(token);
    }
}

bool WriterCore::recallThreads() {
    auto rows = m_connection.prepare("SELECT id FROM event WHERE id < ? ORDER BY id DESC LIMIT ?");
    if (!rows || m_threadsRecalled >= ThreadsRecalled) {
        m_threads.forgetBeginnings();
        return false;
    }
    rows->bind(1, m_threadsBelow).bind(2, ThreadsRecalledAtOnce);
    qint64 read = 0;
    for (;; ++read) {
        const auto row = rows->step();
        if (!row || !*row)
            break;
        m_threadsBelow = rows->integer(0);
        if (const auto event = m_rows->event(m_threadsBelow))
            m_threads.recall(**event);
    }
    m_threadsRecalled += read;
    return read == ThreadsRecalledAtOnce;
}

} // namespace offhook::store
