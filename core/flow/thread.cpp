#include "core/flow/thread.h"

#include "core/flow/thread_tracker.h"

#include <algorithm>

namespace offhook::flow {
namespace {

using twilio::Gap;
using twilio::Subject;
using Type = Finding::Type;

constexpr std::size_t ListedNumbers = 8;

bool isCall(QByteArrayView sid) {
    return sid.startsWith("CA");
}

/// Looks at the events one after the other.
class Reader {
public:
    Reader(Thread &thread, WallTime now, const twilio::ThreadLimits &limits)
        : m_thread(thread)
        , m_now(now)
        , m_limits(limits) {}

    void read(std::size_t index);
    void finish();

private:
    struct Life {
        twilio::ThreadState state;
        std::map<QByteArray, EventId> statuses; ///< the first event that told each
    };
    using Key = std::pair<Subject, QByteArray>;

    bool readToken(Thread::Item &item);
    void readState(Thread::Item &item, bool retry);
    void addGap(const Life &life, Gap gap);
    [[nodiscard]] Finding describe(const Life &life, Gap gap) const;
    [[nodiscard]] Thread::Item *itemOf(EventId id);

    Thread &m_thread;
    WallTime m_now;
    const twilio::ThreadLimits &m_limits;
    std::map<QByteArray, EventPtr> m_tokens; ///< the newest attempt of each
    std::map<Key, Life> m_lives;
    std::vector<Key> m_order;
};

void Reader::read(std::size_t index) {
    Thread::Item &item = m_thread.items[index];
    item.fact = threadFactOf(*item.event);
    const bool retry = readToken(item);
    if (item.fact.subject != Subject::None)
        readState(item, retry);
}

bool Reader::readToken(Thread::Item &item) {
    const QByteArray &token = item.event->meaning.idempotencyToken;
    if (token.isEmpty())
        return false;
    EventPtr &before = m_tokens[token];
    const EventPtr earlier = std::exchange(before, item.event);
    if (!earlier)
        return false;
    const bool failed = isUnacknowledged(*earlier);
    item.findings.push_back({failed ? Type::Retry : Type::RepeatedDelivery, earlier->id, earlier->response.status});
    return true;
}

void Reader::readState(Thread::Item &item, bool retry) {
    const Key key{item.fact.subject, item.fact.sid};
    const auto [found, isNew] = m_lives.try_emplace(key);
    if (isNew)
        m_order.push_back(key);
    Life &life = found->second;
    const twilio::Arrival arrival = life.state.add(item.fact, item.event->id, item.event->receivedAt);
    const EventId first = life.statuses.emplace(item.fact.status, item.event->id).first->second;
    const QByteArray before = arrival.before.toByteArray();
    if (arrival.duplicate && !retry)
        item.findings.push_back({Type::Duplicate, first});
    if (arrival.outOfOrder && !retry)
        item.findings.push_back({Type::OutOfOrder, 0, 0, before});
    if (arrival.contradictory)
        item.findings.push_back({Type::Contradictory, life.statuses[before], 0, before});
}

void Reader::finish() {
    for (const Key &key : m_order) {
        const Life &life = m_lives[key];
        m_thread.subjects.push_back({key.first, key.second, life.state.status().toByteArray(), life.state.isFinal(),
            life.state.isContradictory()});
        for (const Gap gap : {Gap::Sequence, Gap::Delivery, Gap::Completion, Gap::Input})
            addGap(life, gap);
    }
}

void Reader::addGap(const Life &life, Gap gap) {
    const WallTime due = life.state.due(gap, m_limits);
    if (due == 0 || due > m_now)
        return;
    if (Thread::Item *item = itemOf(life.state.rowOf(gap)))
        item->findings.push_back(describe(life, gap));
}

Finding Reader::describe(const Life &life, Gap gap) const {
    Finding finding;
    finding.word = life.state.status().toByteArray();
    switch (gap) {
    case Gap::Sequence:
        finding.type = Type::MissingSequence;
        finding.numbers = life.state.sequences().missing(life.state.firstSequence(), ListedNumbers);
        break;
    case Gap::Delivery:
        finding.type = Type::NoFinalStatus;
        finding.waited = m_limits.delivery;
        break;
    case Gap::Completion:
        finding.type = Type::NeverCompleted;
        finding.waited = finding.word == "in-progress" ? m_limits.call : m_limits.ringing;
        break;
    case Gap::Input:
        finding.type = Type::NoInput;
        finding.waited = m_limits.input;
        break;
    }
    return finding;
}

Thread::Item *Reader::itemOf(EventId id) {
    const auto found = std::lower_bound(m_thread.items.begin(), m_thread.items.end(), id,
        [](const Thread::Item &item, EventId wanted) { return item.event->id < wanted; });
    return found != m_thread.items.end() && found->event->id == id ? &*found : nullptr;
}

} // namespace

ThreadScope ThreadScope::of(QByteArrayView sid, QByteArrayView parentSid) {
    ThreadScope scope;
    // What hangs on something else belongs to that; a conference names a call, but is a thread of its own.
    const bool hangs = !parentSid.isEmpty() && !sid.startsWith("CF");
    scope.add(hangs ? parentSid : sid);
    if (hangs && isCall(sid))
        scope.add(sid);
    return scope;
}

bool ThreadScope::holds(QByteArrayView sid, QByteArrayView parentSid) const {
    const auto has = [this](QByteArrayView wanted) { return !wanted.isEmpty() && m_sids.contains(wanted); };
    return has(sid) || has(parentSid);
}

bool ThreadScope::extend(QByteArrayView sid, QByteArrayView parentSid) {
    if (!isCall(sid) || !holds(sid, parentSid))
        return false;
    const bool grew = add(sid);
    return (isCall(parentSid) && add(parentSid)) || grew;
}

bool ThreadScope::add(QByteArrayView sid) {
    return !sid.isEmpty() && m_sids.size() < MaxSids && m_sids.insert(sid.toByteArray()).second;
}

EventFlag flagOf(Finding::Type type) {
    switch (type) {
    case Type::Retry:
        return EventFlag::Retry;
    case Type::RepeatedDelivery:
    case Type::Duplicate:
        return EventFlag::Duplicate;
    case Type::OutOfOrder:
        return EventFlag::OutOfOrder;
    case Type::Contradictory:
        return EventFlag::Contradictory;
    case Type::MissingSequence:
    case Type::NoFinalStatus:
    case Type::NeverCompleted:
    case Type::NoInput:
        return EventFlag::Gap;
    }
    return EventFlag::Gap;
}

Thread Thread::of(std::vector<EventPtr> events, WallTime now, const twilio::ThreadLimits &limits) {
    Thread thread;
    std::sort(events.begin(), events.end(), [](const EventPtr &a, const EventPtr &b) { return a->id < b->id; });
    for (EventPtr &event : events)
        thread.items.push_back({std::move(event), {}, {}});
    Reader reader(thread, now, limits);
    for (std::size_t i = 0; i < thread.items.size(); ++i)
        reader.read(i);
    reader.finish();
    return thread;
}

} // namespace offhook::flow
