#include "core/twilio/thread_state.h"

#include <QHashFunctions>

#include <algorithm>
#include <span>

// How far a subject has come is a position in the list of its statuses. Facts: the pages of twilio.com/docs for message
// and call resources, recordings, streams, transcriptions, Video and Conversations webhooks, read 2026-09.

namespace offhook::twilio {
namespace {

using K = WebhookKind;
using S = Subject;

/// A status. `rank`: how far it is; equal ranks are on different ways. `end`: 0 while it goes on; two ends with
/// different numbers cannot both be true.
struct Step {
    QByteArrayView name;
    int rank;
    int end = 0;
    bool repeats = false; ///< may be told many times
};

constexpr std::array MessageSteps{Step{"accepted", 1}, Step{"scheduled", 1}, Step{"queued", 2}, Step{"sending", 3},
    Step{"sent", 4}, Step{"receiving", 4}, Step{"partially_delivered", 5}, Step{"received", 6, 1},
    Step{"canceled", 6, 2}, Step{"failed", 7, 3}, Step{"undelivered", 8, 4}, Step{"delivered", 9, 5},
    Step{"read", 10, 5}};
constexpr std::array CallSteps{Step{"queued", 1}, Step{"initiated", 2}, Step{"ringing", 3}, Step{"in-progress", 4},
    Step{"canceled", 5, 1}, Step{"no-answer", 6, 2}, Step{"busy", 7, 3}, Step{"failed", 8, 4}, Step{"completed", 9, 5}};
constexpr std::array ConferenceSteps{Step{"conference-start", 1}, Step{"conference-end", 2, 1}};
constexpr std::array RecordingSteps{
    Step{"in-progress", 1}, Step{"absent", 2, 1}, Step{"failed", 3, 1}, Step{"completed", 4, 2}};
constexpr std::array TranscriptionSteps{Step{"failed", 1, 1}, Step{"completed", 2, 2}};
constexpr std::array LiveTranscriptionSteps{Step{"transcription-started", 1}, Step{"transcription-content", 2, 0, true},
    Step{"transcription-error", 3, 0, true}, Step{"transcription-stopped", 4, 1}};
constexpr std::array StreamSteps{
    Step{"stream-started", 1}, Step{"stream-error", 2, 0, true}, Step{"stream-stopped", 3, 1}};
constexpr std::array RoomSteps{Step{"room-created", 1}, Step{"room-ended", 2, 1}};
constexpr std::array ConversationMessageSteps{
    Step{"onMessageAdded", 1}, Step{"onMessageUpdated", 2, 0, true}, Step{"onMessageRemoved", 3, 1}};
constexpr std::array DeliverySteps{
    Step{"sent", 1}, Step{"failed", 2, 1}, Step{"undelivered", 3, 2}, Step{"delivered", 4, 3}, Step{"read", 5, 3}};
constexpr std::array DetectionSteps{Step{"unknown", 1, 1}, Step{"human", 1, 2}, Step{"fax", 1, 3},
    Step{"machine_start", 1, 4}, Step{"machine_end_beep", 1, 4}, Step{"machine_end_silence", 1, 4},
    Step{"machine_end_other", 1, 4}};

std::span<const Step> stepsOf(S subject) {
    switch (subject) {
    case S::None:
        break;
    case S::Message:
        return MessageSteps;
    case S::Call:
        return CallSteps;
    case S::Conference:
        return ConferenceSteps;
    case S::Recording:
        return RecordingSteps;
    case S::Transcription:
        return TranscriptionSteps;
    case S::LiveTranscription:
        return LiveTranscriptionSteps;
    case S::Stream:
        return StreamSteps;
    case S::Room:
        return RoomSteps;
    case S::ConversationMessage:
        return ConversationMessageSteps;
    case S::Delivery:
        return DeliverySteps;
    case S::Detection:
        return DetectionSteps;
    }
    return {};
}

int stepOf(std::span<const Step> steps, QByteArrayView status) {
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step &step) { return step.name == status; });
    return found == steps.end() ? -1 : int(found - steps.begin());
}

bool contradict(const Step &a, const Step &b) {
    return a.end != 0 && b.end != 0 && a.end != b.end;
}

WallTime after(WallTime at, std::chrono::seconds limit) {
    return at + std::chrono::duration_cast<std::chrono::microseconds>(limit).count();
}

S subjectOf(K kind) {
    switch (kind) {
    case K::MessageStatus:
    case K::SmsInbound:
    case K::MmsInbound:
    case K::WhatsAppInbound:
    case K::RcsInbound:
    case K::MessengerInbound:
        return S::Message;
    case K::Conference:
        return S::Conference;
    case K::RecordingStatus:
        return S::Recording;
    case K::RecordingTranscription:
        return S::Transcription;
    case K::RealtimeTranscription:
        return S::LiveTranscription;
    case K::StreamStatus:
        return S::Stream;
    case K::VideoRoom:
        return S::Room;
    case K::AsyncAmd:
        return S::Detection;
    case K::VoiceInbound:
    case K::VoiceOutbound:
    case K::VoiceFallback:
    case K::DialWhisper:
    case K::DialAction:
    case K::DialNumberStatus:
    case K::CallStatus:
    case K::Gather:
    case K::RecordAction:
    case K::EnqueueAction:
    case K::EnqueueWait:
    case K::QueueAgent:
    case K::PayAction:
    case K::ReferAction:
    case K::ReferUrl:
    case K::ConversationRelayAction:
        return S::Call;
    default:
        return S::None;
    }
}

bool tellsProgress(K kind, S subject) {
    return subject != S::Call || kind == K::CallStatus || kind == K::DialNumberStatus;
}

/// Looks in the body first, as meaningOf() does.
class Lookup {
public:
    Lookup(const http::Parameters &body, const http::Parameters &query)
        : m_body(body)
        , m_query(query) {}
    [[nodiscard]] QByteArray operator()(QByteArrayView name) const {
        if (const QByteArray *found = http::find(m_body, name))
            return *found;
        const QByteArray *found = http::find(m_query, name);
        return found != nullptr ? *found : QByteArray();
    }
    [[nodiscard]] qint64 number(QByteArrayView name) const {
        bool ok = false;
        const qint64 number = (*this)(name).toLongLong(&ok);
        return ok && number >= 0 ? number : -1;
    }

private:
    const http::Parameters &m_body;
    const http::Parameters &m_query;
};

// Conversations: the message, and what became of it at each participant, have lives of their own.
void addConversation(ThreadFact &fact, const Meaning &meaning, const Lookup &look) {
    const QByteArrayView event = variantOf(meaning.kind, meaning.kindName);
    fact.callback = true;
    if (event == QByteArrayView("onDeliveryUpdated")) {
        fact.subject = S::Delivery;
        fact.sid = look("DeliveryReceiptSid");
        fact.status = look("Status");
    } else if (stepOf(ConversationMessageSteps, event) >= 0) {
        fact.subject = S::ConversationMessage;
        fact.sid = look("MessageSid");
        fact.status = event.toByteArray();
    }
}

qint64 sequenceOf(const ThreadFact &fact, const Lookup &look) {
    switch (fact.subject) {
    case S::Call:
        return fact.callback ? look.number("SequenceNumber") : -1;
    case S::Conference:
    case S::Room:
        return look.number("SequenceNumber");
    case S::LiveTranscription:
        return look.number("SequenceId");
    default:
        return -1;
    }
}

} // namespace

ThreadFact threadFact(
    const Meaning &meaning, QByteArrayView target, const http::Parameters &body, const http::Parameters &query) {
    const Lookup look(body, query);
    ThreadFact fact;
    if (meaning.kind == K::ConversationsPost) {
        addConversation(fact, meaning, look);
    } else {
        fact.subject = subjectOf(meaning.kind);
        fact.sid = meaning.sid;
        fact.callback = tellsProgress(meaning.kind, fact.subject);
        // What these tell of themselves stands in the meaning; the call's own status beside it does not.
        fact.status = fact.subject == S::Call ? look("CallStatus") : meaning.status;
    }
    if (fact.sid.isEmpty())
        fact.subject = S::None;
    fact.gather = meaning.kind == K::Gather;
    fact.sequence = sequenceOf(fact, look);
    if (fact.subject == S::Message && meaning.kind != K::MessageStatus)
        fact.place = quint32(qHash(target)) | 1U;
    return fact;
}

bool ThreadState::repeats(const ThreadFact &fact, int step) const {
    if (step < 0 || !fact.callback || stepsOf(m_subject)[std::size_t(step)].repeats)
        return step < 0 && fact.callback && fact.sequence >= 0 && m_sequences.contains(fact.sequence);
    const bool told = (m_called & (1U << unsigned(step))) != 0;
    if (fact.sequence >= 0)
        return told && m_sequences.contains(fact.sequence);
    return told && (fact.place == 0 || fact.place == m_place);
}

Arrival ThreadState::add(const ThreadFact &fact, EventId id, WallTime at) {
    m_subject = fact.subject;
    const std::span<const Step> steps = stepsOf(m_subject);
    const int step = stepOf(steps, fact.status);
    Arrival arrival;
    arrival.before = status();
    arrival.duplicate = repeats(fact, step);
    arrival.outOfOrder = !arrival.duplicate && fact.sequence >= 0 && fact.sequence < m_sequences.highest();
    if (step >= 0) {
        const Step &now = steps[std::size_t(step)];
        const bool told = (m_told & (1U << unsigned(step))) != 0;
        if (m_best > 0 && !arrival.duplicate) {
            const Step &best = steps[m_best - 1U];
            arrival.contradictory = !told && contradict(now, best);
            arrival.outOfOrder = arrival.outOfOrder || (now.rank < best.rank && !contradict(now, best));
        }
        m_told |= std::uint16_t(1U << unsigned(step));
        m_best = std::max(m_best, std::uint8_t(step + 1));
        if (now.end != 0 && (m_final.id == 0 || id < m_final.id))
            m_final = {id, at};
        if (fact.callback)
            m_called |= std::uint16_t(1U << unsigned(step));
    }
    if (m_place == 0)
        m_place = fact.place;
    if (fact.callback && id > m_callback.id)
        m_callback = {id, at};
    addSequence(fact, id, at);
    addRequest(fact, id, at);
    return arrival;
}

void ThreadState::addSequence(const ThreadFact &fact, EventId id, WallTime at) {
    m_sequences.add(fact.sequence);
    if (!hasSequenceGap())
        m_revealed = {};
    else if (m_revealed.id == 0)
        m_revealed = {id, at};
}

// Only the newest request counts: Twilio asks again when it has carried out what the last answer said.
void ThreadState::addRequest(const ThreadFact &fact, EventId id, WallTime at) {
    if (m_subject != S::Call || fact.callback || id <= m_request.id)
        return;
    m_request = {id, at};
    m_asksInput = fact.asksInput;
}

QByteArrayView ThreadState::status() const {
    return m_best == 0 ? QByteArrayView("") : stepsOf(m_subject)[m_best - 1U].name;
}

bool ThreadState::isFinal() const {
    return m_best != 0 && stepsOf(m_subject)[m_best - 1U].end != 0;
}

bool ThreadState::isContradictory() const {
    int end = 0;
    const std::span<const Step> steps = stepsOf(m_subject);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if ((m_told & (1U << i)) == 0 || steps[i].end == 0)
            continue;
        if (end != 0 && end != steps[i].end)
            return true;
        end = steps[i].end;
    }
    return false;
}

// Calls and rooms count from 0; where a conference begins is not documented.
qint64 ThreadState::firstSequence() const {
    const bool fromZero = m_beginningKnown && (m_subject == S::Call || m_subject == S::Room);
    return fromZero ? 0 : std::max<qint64>(m_sequences.lowest(), 0);
}

bool ThreadState::hasSequenceGap() const {
    // Live transcription numbers also what was not asked for.
    return m_subject != S::LiveTranscription && m_sequences.hasGap(firstSequence());
}

WallTime ThreadState::due(Gap gap, const ThreadLimits &limits) const {
    switch (gap) {
    case Gap::Sequence:
        return m_revealed.id == 0 ? 0 : after(m_revealed.at, limits.sequence);
    case Gap::Delivery:
        if (m_subject != S::Message || m_callback.id == 0 || isFinal() || status() == QByteArrayView("scheduled"))
            return 0;
        return after(m_callback.at, limits.delivery);
    case Gap::Completion:
        if (m_subject != S::Call || m_callback.id == 0 || isFinal())
            return 0;
        return after(m_callback.at, status() == QByteArrayView("in-progress") ? limits.call : limits.ringing);
    case Gap::Input:
        if (!m_asksInput)
            return 0;
        return m_final.id == 0 ? after(m_request.at, limits.input)
                               : std::min(after(m_request.at, limits.input),
                                     after(std::max(m_final.at, m_request.at), limits.sequence));
    }
    return 0;
}

EventId ThreadState::rowOf(Gap gap) const {
    switch (gap) {
    case Gap::Sequence:
        return m_revealed.id;
    case Gap::Delivery:
    case Gap::Completion:
        return m_callback.id;
    case Gap::Input:
        return m_request.id;
    }
    return 0;
}

std::vector<QByteArrayView> statusOrder(Subject subject) {
    std::vector<QByteArrayView> names;
    for (const Step &step : stepsOf(subject))
        names.push_back(step.name);
    return names;
}

} // namespace offhook::twilio
