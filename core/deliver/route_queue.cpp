#include "core/deliver/route_queue.h"

#include <algorithm>

namespace offhook::deliver {
namespace {

// Of so many threads it is known how far they are; beyond, events that wait for nothing wait for the limit.
constexpr std::size_t KnownThreads = 20'000;

WallTime later(WallTime at, std::chrono::milliseconds by) {
    return at + std::chrono::microseconds(by).count();
}

} // namespace

RouteQueue::RouteQueue(const Ordering &ordering)
    : m_ordering(ordering) {}

void RouteQueue::setOrdering(const Ordering &ordering) {
    if (ordering == m_ordering)
        return;
    m_ordering = ordering;
    for (auto &[id, entry] : m_entries)
        arrange(entry);
}

bool RouteQueue::isOrdered(const Entry &entry) const {
    return m_ordering.isOn && !entry.delivery.place.thread.isEmpty();
}

void RouteQueue::add(const flow::Delivery &delivery) {
    const auto [place, isNew] = m_entries.try_emplace(delivery.id, Entry{delivery, delivery.dueAt, false});
    if (!isNew)
        return;
    m_ready.insert({delivery.dueAt, delivery.id});
    const flow::CopyPlace &in = delivery.place;
    if (in.thread.isEmpty())
        return;
    m_threads[in.thread].insert({in.at, delivery.id});
    arrange(place->second);
    arrangeThread(in.thread);
}

WallTime RouteQueue::readyTime(const Entry &entry) const {
    const flow::Delivery &delivery = entry.delivery;
    if (!isOrdered(entry))
        return delivery.dueAt;
    const Places &places = m_threads.at(delivery.place.thread);
    const bool isFirst = places.begin()->second == delivery.id;
    const auto reached = m_reached.find(delivery.place.thread);
    const bool hasNeeded =
        delivery.place.needs < 0 || (reached != m_reached.end() && reached->second >= delivery.place.needs);
    if (isFirst && hasNeeded)
        return delivery.dueAt;
    return std::max(delivery.dueAt, later(delivery.queuedAt, m_ordering.wait));
}

void RouteQueue::arrange(Entry &entry) {
    if (entry.inFlight)
        return;
    m_ready.erase({entry.readyAt, entry.delivery.id});
    entry.readyAt = readyTime(entry);
    m_ready.insert({entry.readyAt, entry.delivery.id});
}

// Only the first two can have changed: the first may go, and who was first before may not.
void RouteQueue::arrangeThread(const QByteArray &thread) {
    const auto places = m_threads.find(thread);
    if (places == m_threads.end())
        return;
    int looked = 0;
    for (auto at = places->second.begin(); at != places->second.end() && looked < 2; ++at, ++looked)
        arrange(m_entries.at(at->second));
}

std::optional<flow::Delivery> RouteQueue::take(WallTime now) {
    if (m_ready.empty() || m_ready.begin()->first > now)
        return {};
    Entry &entry = m_entries.at(m_ready.begin()->second);
    m_ready.erase(m_ready.begin());
    entry.inFlight = true;
    ++m_inFlight;
    return entry.delivery;
}

std::optional<WallTime> RouteQueue::readyAt() const {
    return m_ready.empty() ? std::nullopt : std::optional(m_ready.begin()->first);
}

void RouteQueue::again(qint64 id, int tries, WallTime dueAt) {
    const auto found = m_entries.find(id);
    if (found == m_entries.end() || !found->second.inFlight)
        return;
    Entry &entry = found->second;
    --m_inFlight;
    entry.inFlight = false;
    entry.delivery.tries = tries;
    entry.delivery.dueAt = dueAt;
    entry.readyAt = readyTime(entry);
    m_ready.insert({entry.readyAt, id});
}

void RouteQueue::remember(const flow::CopyPlace &place) {
    if (m_reached.size() >= KnownThreads)
        m_reached.clear();
    qint64 &reached = m_reached.try_emplace(place.thread, place.at).first->second;
    reached = std::max(reached, place.at);
}

void RouteQueue::done(qint64 id) {
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    const Entry entry = std::move(found->second);
    m_entries.erase(found);
    if (entry.inFlight)
        --m_inFlight;
    else
        m_ready.erase({entry.readyAt, id});
    const flow::CopyPlace &place = entry.delivery.place;
    if (place.thread.isEmpty())
        return;
    remember(place);
    const auto places = m_threads.find(place.thread);
    places->second.erase({place.at, id});
    if (places->second.empty())
        m_threads.erase(places);
    else
        arrangeThread(place.thread);
}

} // namespace offhook::deliver
