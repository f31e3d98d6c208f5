#pragma once

#include "core/base/ids.h"
#include "core/twilio/meaning.h"
#include "core/twilio/sequence_set.h"

#include <QByteArray>
#include <QFlags>

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace offhook::twilio {

/// Things whose events report one life, from its beginning to its end.
enum class Subject : std::uint8_t {
    None,
    Message,
    Call,
    Conference,
    Recording,
    Transcription,     ///< of a recording
    LiveTranscription, ///< of a running call
    Stream,
    Room,
    ConversationMessage,
    Delivery, ///< of a Conversations message to one participant
    Detection ///< answering machine detection of a call
};

/// What one event says about its subject. `status` and `sid` are the wire's bytes.
struct ThreadFact {
    Subject subject = Subject::None;
    QByteArray sid;
    QByteArray status;
    qint64 sequence = -1;   ///< SequenceNumber or SequenceId; -1 without
    bool callback = false;  ///< tells of progress; otherwise Twilio asks what to do next
    bool gather = false;    ///< the result of a Gather
    bool asksInput = false; ///< the answer holds a Gather; filled in by who knows the answer
    quint32 place = 0;      ///< of an inbound message: hash of the target, which tells a repetition from a Redirect
};

/// Derives it from what is known of a request. Pure, thread-safe, looks at a few parameters only.
[[nodiscard]] ThreadFact threadFact(
    const Meaning &meaning, QByteArrayView target, const http::Parameters &body, const http::Parameters &query);

/// What should have come and did not.
enum class Gap : std::uint8_t {
    Sequence,   ///< a number below the highest one
    Delivery,   ///< the final status of a message
    Completion, ///< the final status of a call whose progress is reported
    Input       ///< the action of a Gather
};
inline constexpr std::size_t GapCount = 4;

/// How long something may be missing before it is called a gap.
struct ThreadLimits {
    std::chrono::seconds sequence{30};   ///< separate requests overtake each other
    std::chrono::seconds delivery{600};  ///< from the last status
    std::chrono::seconds ringing{600};   ///< longest `timeout` of Dial (twilio.com/docs/voice/twiml/dial)
    std::chrono::seconds call{4 * 3600}; ///< longest call unless an account asks for more (same page, `timeLimit`)
    std::chrono::seconds input{120};     ///< from the answer with the Gather
    bool operator==(const ThreadLimits &) const = default;
};

/// What is special about an event beside those before it.
struct Arrival {
    bool duplicate = false;
    bool outOfOrder = false;
    bool contradictory = false;
    QByteArrayView before; ///< the status that was there, static storage; empty when none
};

/// The state of one subject. Every order of the same events leads to the same status(), and it never goes back: it is
/// the furthest one told. A small value, about 120 bytes.
/// Facts: message statuses come in no guaranteed order and without number or time
/// (twilio.com/docs/messaging/guides/track-outbound-message-status); calls number their events from 0
/// (twilio.com/docs/voice/api/call-resource#statuscallback); read 2026-09.
class ThreadState {
public:
    /// Adds what an event with that id, received at that time, says. Ids tell the order of arrival.
    Arrival add(const ThreadFact &fact, EventId id, WallTime at);

    /// The furthest status, "" before a known one. Static storage.
    [[nodiscard]] QByteArrayView status() const;
    [[nodiscard]] bool isFinal() const;
    /// Final states that cannot both be true were told.
    [[nodiscard]] bool isContradictory() const;
    [[nodiscard]] const SequenceSet &sequences() const { return m_sequences; }
    /// The first number that is expected, 0 or the lowest one seen.
    [[nodiscard]] qint64 firstSequence() const;

    /// When the next gap will be certain; 0 when none is to be expected.
    [[nodiscard]] WallTime due(Gap gap, const ThreadLimits &limits) const;
    /// The event that shows the gap: behind it the missing one was due.
    [[nodiscard]] EventId rowOf(Gap gap) const;

    /// What the answer to a request asks is known only later. Nothing unless it is the newest request.
    void setAsksInput(EventId id, bool asksInput) { m_asksInput = id == m_request.id ? asksInput : m_asksInput; }
    /// The beginning is not known: numbers before the first one seen are not missing.
    void forgetBeginning() { m_beginningKnown = false; }

private:
    struct Seen {
        EventId id = 0;
        WallTime at = 0;
    };
    [[nodiscard]] bool hasSequenceGap() const;
    void addSequence(const ThreadFact &fact, EventId id, WallTime at);
    void addRequest(const ThreadFact &fact, EventId id, WallTime at);
    [[nodiscard]] bool repeats(const ThreadFact &fact, int step) const;

    Subject m_subject = Subject::None;
    std::uint8_t m_best = 0; ///< step + 1
    bool m_beginningKnown = true;
    bool m_asksInput = false;
    std::uint16_t m_told = 0;   ///< steps
    std::uint16_t m_called = 0; ///< steps told by callbacks
    quint32 m_place = 0;
    SequenceSet m_sequences;
    Seen m_revealed; ///< what showed the gap in the numbers
    Seen m_callback; ///< the newest callback
    Seen m_request;  ///< the newest request for instructions
    Seen m_final;
};

/// The statuses of a subject, the furthest last; for whoever explains an order. Empty for subjects without.
[[nodiscard]] std::vector<QByteArrayView> statusOrder(Subject subject);

} // namespace offhook::twilio
