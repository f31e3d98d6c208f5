#pragma once

#include "core/flow/webhook_event.h"
#include "core/twilio/thread_state.h"

#include <QByteArray>

#include <map>
#include <set>
#include <span>
#include <vector>

namespace offhook::flow {

/// The SIDs whose events belong together: a call with its parent and child legs and all that hangs on them, a message,
/// a conversation, a conference, a task, a room. Grows while rows are offered, until none brings a new leg.
/// Facts: parameters of each webhook as documented (ParentCallSid, CallSid, ConferenceSid, resource_sid, ...), see the
/// pages of twilio.com/docs for each product, read 2026-09.
class ThreadScope {
public:
    /// Orders bytes without copying a view of them.
    struct Less {
        using is_transparent = void;
        bool operator()(QByteArrayView a, QByteArrayView b) const { return a < b; }
    };
    using Sids = std::set<QByteArray, Less>;
    static constexpr std::size_t MaxSids = 500;

    /// The scope of the thread that an event with these belongs to; empty when it belongs to none.
    [[nodiscard]] static ThreadScope of(QByteArrayView sid, QByteArrayView parentSid);

    /// Whether an event with these belongs to it.
    [[nodiscard]] bool holds(QByteArrayView sid, QByteArrayView parentSid) const;
    /// Takes in what an event that it holds links to; true when the scope grew.
    bool extend(QByteArrayView sid, QByteArrayView parentSid);

    [[nodiscard]] const Sids &sids() const { return m_sids; }
    [[nodiscard]] bool isEmpty() const { return m_sids.empty(); }

private:
    bool add(QByteArrayView sid);
    Sids m_sids;
};

/// Why an event is flagged.
struct Finding {
    enum class Type : std::uint8_t {
        Retry,            ///< sent again after a failure; `other` is the attempt before
        RepeatedDelivery, ///< sent again although `other` was acknowledged
        Duplicate,        ///< the same status of the same thing as `other`
        OutOfOrder,       ///< after `word`, which is later in its life
        Contradictory,    ///< `word` was told before, both are final
        MissingSequence,  ///< `numbers` did not come
        NoFinalStatus,    ///< of a message, within `waited`
        NeverCompleted,   ///< a call, within `waited`
        NoInput           ///< the action of a Gather was not requested, within `waited` or before the call ended
    };
    Type type = Type::Duplicate;
    EventId other = 0;
    int otherStatus = 0; ///< what `other` was answered with
    QByteArray word = {};
    std::vector<qint64> numbers = {}; ///< the first of them
    std::chrono::seconds waited{0};
};

/// The flag that goes with a finding.
[[nodiscard]] EventFlag flagOf(Finding::Type type);

/// Where one subject of a thread has come to.
struct SubjectState {
    twilio::Subject subject = twilio::Subject::None;
    QByteArray sid;
    QByteArray status; ///< "" when none is known
    bool isFinal = false;
    bool isContradictory = false;
};

/// The events of one thread with what is to be said of each.
struct Thread {
    struct Item {
        EventPtr event;
        twilio::ThreadFact fact;
        std::vector<Finding> findings;
    };
    std::vector<Item> items;            ///< ascending ids
    std::vector<SubjectState> subjects; ///< in order of their first event
    std::size_t left = 0;               ///< events of the thread that were too many to be here, all older

    /// Looks through the events (any order, each once) as they would have been looked at on arrival. `now`: for what
    /// is overdue.
    [[nodiscard]] static Thread of(std::vector<EventPtr> events, WallTime now, const twilio::ThreadLimits &limits = {});
};

} // namespace offhook::flow
