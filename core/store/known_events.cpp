#include "core/store/known_events.h"

#include <algorithm>

namespace offhook::store {
namespace {

constexpr int MaxCandidates = 64; ///< of a file made so that all of its times are one

quint64 contentOf(const flow::WebhookEvent &event) {
    return qHashMulti(quint64(event.receivedAt), event.peer, event.request.head(), event.request.wireBody());
}

bool isSame(const flow::WebhookEvent &a, const flow::WebhookEvent &b) {
    return a.receivedAt == b.receivedAt && a.peer == b.peer && a.request == b.request;
}

} // namespace

Result<std::unique_ptr<KnownEvents>> KnownEvents::read(const Connection &connection) {
    auto rows = RowReader::prepare(connection);
    if (!rows)
        return rows.error();
    std::unique_ptr<KnownEvents> known(new KnownEvents(std::move(*rows)));
    auto times = connection.prepare("SELECT received_at, id FROM event");
    if (!times)
        return times.error();
    for (;;) {
        const auto row = times->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        known->m_times.emplace_back(times->integer(0), times->integer(1));
    }
    std::sort(known->m_times.begin(), known->m_times.end());
    return known;
}

void KnownEvents::add(const flow::WebhookEvent &event) {
    m_added.insert(contentOf(event), event.id);
}

bool KnownEvents::isEvent(EventId id, const flow::WebhookEvent &event) {
    const auto other = m_rows->event(id);
    return other && isSame(**other, event); // one that was removed meanwhile, or is damaged, is not there
}

bool KnownEvents::contains(const flow::WebhookEvent &event) {
    const std::pair<WallTime, EventId> first(event.receivedAt, 0);
    auto it = std::lower_bound(m_times.begin(), m_times.end(), first);
    for (int i = 0; i < MaxCandidates && it != m_times.end() && it->first == event.receivedAt; ++i, ++it) {
        if (isEvent(it->second, event))
            return true;
    }
    const auto [begin, end] = m_added.equal_range(contentOf(event));
    return std::any_of(begin, end, [&](EventId id) { return isEvent(id, event); });
}

} // namespace offhook::store
