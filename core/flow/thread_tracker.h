#pragma once

#include "core/base/ids.h"
#include "core/flow/webhook_event.h"
#include "core/twilio/thread_state.h"

#include <QByteArrayView>

#include <array>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace offhook::flow {

/// What an event says about its thread, with what its answer adds (a Gather asks for input).
[[nodiscard]] twilio::ThreadFact threadFactOf(const WebhookEvent &event);

/// Whether Twilio takes its answer as a failure and may send the request again.
[[nodiscard]] bool isUnacknowledged(const WebhookEvent &event);

/// Flags of an event that was stored before and has to change.
struct FlagChange {
    EventId id = 0;
    EventFlags added;
    EventFlags removed;
    bool operator==(const FlagChange &) const = default;
};

/// Sees events as they arrive and tells which are duplicates, out of order or contradictory, and, later, behind which
/// one something is missing. Bounded: of `capacity` messages, calls and so on the state is known; for a new one the
/// oldest is forgotten, those first from which nothing is expected any more. Keeps 64-bit hashes of SIDs. One thread.
class ThreadTracker {
public:
    static constexpr std::size_t Capacity = 65'536;

    explicit ThreadTracker(std::size_t capacity = Capacity);

    void setLimits(const twilio::ThreadLimits &limits);

    /// The flags of an event that has just come. Its own Retry and its response must be known. To be followed by
    /// kept() or dropped().
    [[nodiscard]] EventFlags arrived(const WebhookEvent &event);
    /// The events since the last kept() or dropped() are stored.
    void kept();
    /// They are not: what they said is forgotten.
    void dropped();
    /// The answer of an event that waited for it is known now.
    void revised(const WebhookEvent &event);
    /// What became of the answer of one of the newest events.
    void answered(EventId id, EventFlags outcome);

    /// An event that was stored by an earlier run, in any order. Never leads to a change by itself: while Offhook did
    /// not run it heard nothing.
    void recall(const WebhookEvent &event);
    [[nodiscard]] bool hasRoom() const { return m_slots.size() < m_capacity / 2; }
    /// There are older events that were not recalled: of what is new from now on the beginning may be among them.
    void forgetBeginnings() { m_forgot = true; }

    /// Looks through a part of the subjects for what is overdue; all have been looked at after capacity / SweptAtOnce
    /// calls. Not between arrived() and kept().
    void sweep(WallTime now);
    /// Whether anything may become overdue at all.
    [[nodiscard]] bool isExpecting() const { return m_watched > 0; }
    static constexpr std::size_t SweptAtOnce = 16'384;

    /// What has to change in events that are stored, since the last call.
    [[nodiscard]] std::vector<FlagChange> takeChanges();
    /// They could not be carried out yet.
    void putBack(const std::vector<FlagChange> &changes);
    [[nodiscard]] bool hasChanges() const { return !m_changes.empty(); }

    /// The state of a subject, null when it is not known. Valid until the next call of something that is not const.
    [[nodiscard]] const twilio::ThreadState *state(const twilio::ThreadFact &fact) const;

private:
    using GapRows = std::array<EventId, twilio::GapCount>;
    struct Slot {
        quint64 key = 0;
        twilio::ThreadState state;
        GapRows gaps{}; ///< the rows that are flagged
        bool watched = false;
    };
    struct Undo {
        std::size_t index = 0;
        Slot before; ///< key 0: there was none
        bool isNew = false;
    };
    struct Attempt {
        EventId id = 0;
        quint64 token = 0;
    };

    [[nodiscard]] EventFlags ofToken(const WebhookEvent &event);
    [[nodiscard]] std::size_t slotFor(quint64 key, bool undoable);
    [[nodiscard]] std::size_t forgettable();
    void watch(Slot &slot);
    void setFailed(quint64 token, bool failed);
    void undo(Undo &&undo);
    void flagGaps(Slot &slot, WallTime now);
    void change(EventId id, EventFlags added, EventFlags removed);

    std::size_t m_capacity;
    twilio::ThreadLimits m_limits;
    std::vector<Slot> m_slots;
    std::unordered_map<quint64, std::size_t> m_index;
    std::size_t m_next = 0; ///< to be forgotten next, when all slots are taken
    std::size_t m_swept = 0;
    std::size_t m_watched = 0;
    bool m_forgot = false;
    std::vector<Undo> m_undo;
    std::vector<std::pair<quint64, bool>> m_tokensBefore; ///< whether they were failed
    std::size_t m_settled = 0;                            ///< changes that belong to kept events
    std::vector<FlagChange> m_changes;
    std::unordered_set<quint64> m_failed; ///< tokens whose newest attempt was not acknowledged
    std::vector<Attempt> m_attempts;      ///< the newest, by id
};

} // namespace offhook::flow
