#include "core/store/thread_reader.h"

#include <algorithm>
#include <set>

namespace offhook::store {
namespace {

constexpr int MaxGenerations = 8;

using Ids = std::set<EventId>;

QByteArray scanSql(std::size_t sids) {
    QByteArray list;
    for (std::size_t i = 1; i <= sids; ++i)
        list += (i == 1 ? "?" : ",?") + QByteArray::number(qint64(i));
    return "SELECT id, sid, parent_sid FROM event WHERE sid IN (" + list + ") OR parent_sid IN (" + list + ")";
}

/// Adds the events that name one of the SIDs; the scope takes in what they link to.
Result<void> scan(
    const Connection &connection, const std::vector<QByteArray> &sids, flow::ThreadScope &scope, Ids &found) {
    auto rows = connection.prepare(scanSql(sids.size()));
    if (!rows)
        return rows.error();
    for (std::size_t i = 0; i < sids.size(); ++i)
        rows->bindText(int(i) + 1, sids[i]);
    for (;;) {
        const auto row = rows->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        found.insert(rows->integer(0));
        (void)scope.extend(rows->bytes(1), rows->bytes(2));
    }
}

Result<Ids> idsOf(const Connection &connection, flow::ThreadScope &scope) {
    Ids found;
    flow::ThreadScope::Sids done;
    for (int generation = 0; generation < MaxGenerations; ++generation) {
        std::vector<QByteArray> fresh;
        std::set_difference(scope.sids().begin(), scope.sids().end(), done.begin(), done.end(),
            std::back_inserter(fresh), flow::ThreadScope::Less());
        if (fresh.empty())
            break;
        done.insert(fresh.begin(), fresh.end());
        if (const Result<void> scanned = scan(connection, fresh, scope, found); !scanned)
            return scanned.error();
    }
    return found;
}

qsizetype sizeOf(const flow::WebhookEvent &event) {
    return event.request.head().size() + event.request.body().size() + event.response.body.size();
}

} // namespace

Result<ThreadEvents> readThread(const Connection &connection, RowReader &rows, EventId id) {
    auto transaction = Transaction::beginRead(connection);
    if (!transaction)
        return transaction.error();
    const auto seed = rows.summary(id);
    if (!seed)
        return seed.error();
    if (!*seed)
        return Error{ErrorCode::NotFound, QStringLiteral("There is no event %1.").arg(id), -1};
    ThreadEvents thread;
    thread.scope = flow::ThreadScope::of((*seed)->sid, (*seed)->parentSid);
    auto ids = idsOf(connection, thread.scope);
    if (!ids)
        return ids.error();
    ids->insert(id);
    qsizetype bytes = 0;
    for (auto next = ids->rbegin(); next != ids->rend(); ++next) {
        const bool full = thread.events.size() >= ThreadEvents::MaxEvents || bytes >= ThreadEvents::MaxBytes;
        if (full && *next != id) {
            ++thread.left;
            continue;
        }
        auto event = rows.event(*next);
        if (!event)
            return event.error();
        bytes += sizeOf(**event);
        thread.events.push_back(std::move(*event));
    }
    std::reverse(thread.events.begin(), thread.events.end());
    return thread;
}

} // namespace offhook::store
