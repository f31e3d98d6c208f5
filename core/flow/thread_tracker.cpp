#include "core/flow/thread_tracker.h"

#include <QHashFunctions>

#include <algorithm>

namespace offhook::flow {
namespace {

using twilio::Gap;
using twilio::Subject;

constexpr std::size_t KeptAttempts = 16'384;
constexpr std::size_t MaxFailed = 65'536;
constexpr std::array Gaps{Gap::Sequence, Gap::Delivery, Gap::Completion, Gap::Input};
constexpr std::size_t LookedForForgettable = 16;

quint64 hashOf(QByteArrayView text, quint64 seed) {
    return quint64(qHash(text, std::size_t(0x9e3779b97f4a7c15ULL + seed)));
}

quint64 keyOf(const twilio::ThreadFact &fact) {
    return hashOf(fact.sid, quint64(fact.subject));
}

} // namespace

// Anything from 400 up is a failure (twilio.com/docs/usage/webhooks/webhooks-connection-overrides, "rp").
bool isUnacknowledged(const WebhookEvent &event) {
    return event.response.status >= 400 || (event.flags & (EventFlag::Late | EventFlag::ClientGone)).toInt() != 0;
}

twilio::ThreadFact threadFactOf(const WebhookEvent &event) {
    if (event.refusal)
        return {};
    twilio::ThreadFact fact =
        twilio::threadFact(event.meaning, event.request.target(), event.bodyParams, event.queryParams);
    fact.asksInput = fact.subject == Subject::Call && !fact.callback && event.response.status < 400 &&
                     event.response.body.contains("<Gather");
    return fact;
}

ThreadTracker::ThreadTracker(std::size_t capacity)
    : m_capacity(capacity) {}

void ThreadTracker::setLimits(const twilio::ThreadLimits &limits) {
    m_limits = limits;
}

EventFlags ThreadTracker::arrived(const WebhookEvent &event) {
    EventFlags flags = ofToken(event);
    const twilio::ThreadFact fact = threadFactOf(event);
    if (fact.subject == Subject::None)
        return flags;
    Slot &slot = m_slots[slotFor(keyOf(fact), true)];
    const twilio::Arrival arrival = slot.state.add(fact, event.id, event.receivedAt);
    // A retry repeats what was said; whether it is a duplicate depends on what became of the attempt before it.
    const bool retry = event.flags.testFlag(EventFlag::Retry);
    flags.setFlag(EventFlag::Duplicate, flags.testFlag(EventFlag::Duplicate) || (arrival.duplicate && !retry));
    flags.setFlag(EventFlag::OutOfOrder, arrival.outOfOrder && !retry);
    flags.setFlag(EventFlag::Contradictory, arrival.contradictory);
    watch(slot);
    if (slot.gaps != GapRows{})
        flagGaps(slot, event.receivedAt);
    return flags;
}

EventFlags ThreadTracker::ofToken(const WebhookEvent &event) {
    if (event.meaning.idempotencyToken.isEmpty())
        return {};
    const quint64 token = hashOf(event.meaning.idempotencyToken, 0);
    const bool failed = m_failed.contains(token);
    const bool handled = event.flags.testFlag(EventFlag::Retry) && !failed;
    m_tokensBefore.emplace_back(token, failed);
    setFailed(token, isUnacknowledged(event));
    if (m_attempts.empty())
        m_attempts.resize(KeptAttempts);
    m_attempts[std::size_t(event.id) % KeptAttempts] = {event.id, token};
    return handled ? EventFlags(EventFlag::Duplicate) : EventFlags();
}

void ThreadTracker::setFailed(quint64 token, bool failed) {
    if (!failed) {
        m_failed.erase(token);
        return;
    }
    if (m_failed.size() >= MaxFailed)
        m_failed.clear();
    m_failed.insert(token);
}

void ThreadTracker::revised(const WebhookEvent &event) {
    if (!event.meaning.idempotencyToken.isEmpty())
        setFailed(hashOf(event.meaning.idempotencyToken, 0), isUnacknowledged(event));
    const twilio::ThreadFact fact = threadFactOf(event);
    const auto known = fact.subject == Subject::None ? m_index.end() : m_index.find(keyOf(fact));
    if (known == m_index.end())
        return;
    Slot &slot = m_slots[known->second];
    slot.state.setAsksInput(event.id, fact.asksInput);
    watch(slot);
}

void ThreadTracker::answered(EventId id, EventFlags outcome) {
    if ((outcome & (EventFlag::Late | EventFlag::ClientGone)).toInt() == 0 || m_attempts.empty())
        return;
    const Attempt &attempt = m_attempts[std::size_t(id) % KeptAttempts];
    if (attempt.id == id)
        setFailed(attempt.token, true);
}

std::size_t ThreadTracker::slotFor(quint64 key, bool undoable) {
    if (const auto known = m_index.find(key); known != m_index.end()) {
        if (undoable)
            m_undo.push_back({known->second, m_slots[known->second], false});
        return known->second;
    }
    std::size_t index = m_slots.size();
    if (index < m_capacity) {
        m_slots.emplace_back();
    } else {
        index = forgettable();
        m_index.erase(m_slots[index].key);
        m_watched -= m_slots[index].watched ? 1 : 0;
        m_forgot = true;
    }
    if (undoable)
        m_undo.push_back({index, std::exchange(m_slots[index], {}), true});
    m_slots[index] = {};
    m_slots[index].key = key;
    if (m_forgot) // it may be a forgotten one
        m_slots[index].state.forgetBeginning();
    m_index.emplace(key, index);
    return index;
}

std::size_t ThreadTracker::forgettable() {
    for (std::size_t looked = 0; looked < LookedForForgettable && m_slots[m_next].watched; ++looked)
        m_next = (m_next + 1) % m_capacity;
    return std::exchange(m_next, (m_next + 1) % m_capacity);
}

void ThreadTracker::kept() {
    m_undo.clear();
    m_tokensBefore.clear();
    m_settled = m_changes.size();
}

void ThreadTracker::dropped() {
    for (auto undone = m_undo.rbegin(); undone != m_undo.rend(); ++undone)
        undo(std::move(*undone));
    for (auto token = m_tokensBefore.rbegin(); token != m_tokensBefore.rend(); ++token)
        setFailed(token->first, token->second);
    m_changes.resize(m_settled);
    kept();
}

void ThreadTracker::undo(Undo &&undo) {
    Slot &slot = m_slots[undo.index];
    m_watched -= slot.watched ? 1 : 0;
    m_watched += undo.before.watched ? 1 : 0;
    if (undo.isNew)
        m_index.erase(slot.key);
    if (undo.before.key == 0) {
        m_slots.pop_back(); // the newest of all, for everything after it is undone
        return;
    }
    slot = std::move(undo.before);
    if (undo.isNew)
        m_index.emplace(slot.key, undo.index);
}

std::vector<FlagChange> ThreadTracker::takeChanges() {
    m_settled = 0;
    return std::exchange(m_changes, {});
}

void ThreadTracker::recall(const WebhookEvent &event) {
    if (!event.meaning.idempotencyToken.isEmpty() && isUnacknowledged(event))
        setFailed(hashOf(event.meaning.idempotencyToken, 0), true);
    const twilio::ThreadFact fact = threadFactOf(event);
    if (fact.subject == Subject::None)
        return;
    Slot &slot = m_slots[slotFor(keyOf(fact), false)];
    (void)slot.state.add(fact, event.id, event.receivedAt);
    if (!event.flags.testFlag(EventFlag::Gap))
        return;
    const auto shows = [&](Gap gap) { return slot.state.rowOf(gap) == event.id; };
    const auto gap = std::find_if(Gaps.begin(), Gaps.end(), shows);
    slot.gaps[std::size_t(gap == Gaps.end() ? Gap::Sequence : *gap)] = event.id;
}

void ThreadTracker::watch(Slot &slot) {
    const auto isDue = [&](Gap gap) { return slot.state.due(gap, m_limits) != 0; };
    const bool watched = std::any_of(Gaps.begin(), Gaps.end(), isDue);
    m_watched += watched ? 1 : 0;
    m_watched -= std::exchange(slot.watched, watched) ? 1 : 0;
}

void ThreadTracker::sweep(WallTime now) {
    const std::size_t count = std::min(m_slots.size(), SweptAtOnce);
    for (std::size_t i = 0; i < count; ++i) {
        m_swept = (m_swept + 1) % m_slots.size();
        if (m_slots[m_swept].watched)
            flagGaps(m_slots[m_swept], now);
    }
    m_settled = m_changes.size();
}

void ThreadTracker::putBack(const std::vector<FlagChange> &changes) {
    m_changes.insert(m_changes.begin(), changes.begin(), changes.end());
    m_settled += changes.size();
}

// A row is flagged while at least one gap is shown by it.
void ThreadTracker::flagGaps(Slot &slot, WallTime now) {
    const GapRows before = slot.gaps;
    for (const Gap gap : Gaps) {
        const WallTime due = slot.state.due(gap, m_limits);
        EventId &row = slot.gaps[std::size_t(gap)];
        row = due != 0 && due <= now ? slot.state.rowOf(gap) : 0;
    }
    const auto holds = [](const GapRows &rows, EventId id) {
        return std::find(rows.begin(), rows.end(), id) != rows.end();
    };
    for (const EventId id : before) {
        if (id != 0 && !holds(slot.gaps, id))
            change(id, {}, EventFlag::Gap);
    }
    for (const EventId id : slot.gaps) {
        if (id != 0 && !holds(before, id))
            change(id, EventFlag::Gap, {});
    }
}

void ThreadTracker::change(EventId id, EventFlags added, EventFlags removed) {
    const FlagChange wanted{id, added, removed};
    if (m_changes.size() == m_settled || m_changes.back() != wanted)
        m_changes.push_back(wanted);
}

const twilio::ThreadState *ThreadTracker::state(const twilio::ThreadFact &fact) const {
    const auto known = m_index.find(keyOf(fact));
    return known == m_index.end() ? nullptr : &m_slots[known->second].state;
}

} // namespace offhook::flow
