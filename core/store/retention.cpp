#include "core/store/retention.h"

#include "core/flow/webhook_event.h"
#include "core/store/event_inserter.h"
#include "core/store/sqlite.h"

#include <algorithm>

namespace offhook::store {
namespace {

constexpr qint64 Marked = qint64(flow::EventFlag::Marked);
// Of an event on disk, as a rule; only decides how many go in one step, the bytes are looked at again after it.
constexpr qint64 UsualEventBytes = 500;

/// How many of the oldest may go because of count and bytes.
Result<qint64> surplus(const Connection &connection, const Retention &retention) {
    qint64 most = 0;
    if (retention.count) {
        const auto total = connection.number("SELECT sum(n) FROM tally");
        if (!total)
            return total.error();
        most = *total - *retention.count;
    }
    if (retention.bytes) {
        const auto bytes = contentBytes(connection);
        if (!bytes)
            return bytes.error();
        if (*bytes > *retention.bytes)
            most = std::max(most, (*bytes - *retention.bytes) / UsualEventBytes + 1);
    }
    return most;
}

} // namespace

Result<qint64> contentBytes(const Connection &connection) {
    const auto pages = connection.number("PRAGMA page_count");
    const auto unused = connection.number("PRAGMA freelist_count");
    const auto size = connection.number("PRAGMA page_size");
    for (const auto *number : {&pages, &unused, &size}) {
        if (!*number)
            return number->error();
    }
    return (*pages - *unused) * *size;
}

Result<std::vector<EventId>> expiredEvents(
    const Connection &connection, const Retention &retention, WallTime now, qint64 limit) {
    std::vector<EventId> expired;
    const auto most = surplus(connection, retention);
    if (!most)
        return most.error();
    const bool aged = retention.age.has_value();
    if (*most <= 0 && !aged)
        return expired;
    const WallTime oldest = aged ? now - std::chrono::microseconds(*retention.age).count() : 0;
    auto rows = connection.prepare("SELECT id, received_at FROM event WHERE flags & ? = 0 AND id NOT IN "
                                   "(SELECT event FROM delivery WHERE state < 2) ORDER BY id LIMIT ?");
    if (!rows)
        return rows.error();
    rows->bind(1, Marked).bind(2, limit);
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        const bool goes = *row && (qint64(expired.size()) < *most || rows->integer(1) < oldest);
        if (!goes)
            return expired;
        expired.push_back(rows->integer(0));
    }
}

Result<std::vector<EventId>> deleteEvents(
    const Connection &connection, const std::vector<EventId> &ids, PayloadWriter &payloads, Tallies &tallies) {
    auto rows = connection.prepare("DELETE FROM event WHERE id = ? RETURNING kind, verdict, flags");
    auto attempts = connection.prepare("DELETE FROM attempt WHERE event = ?");
    for (const auto *statement : {&rows, &attempts}) {
        if (!*statement)
            return statement->error();
    }
    std::vector<EventId> deleted;
    for (const EventId id : ids) {
        const auto row = rows->bind(1, id).step();
        if (!row)
            return row.error();
        if (!*row)
            continue;
        tallies.count(id, rows->integer(0), rows->integer(1), rows->integer(2), -1);
        rows->reset();
        if (const Result<void> done = attempts->bind(1, id).run(); !done)
            return done.error();
        deleted.push_back(id);
    }
    if (const Result<void> done = payloads.remove(deleted); !done)
        return done.error();
    return deleted;
}

} // namespace offhook::store
