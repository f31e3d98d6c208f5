#include "core/deliver/order.h"

#include "core/flow/thread_tracker.h"

#include <algorithm>
#include <array>

namespace offhook::deliver {
namespace {

using twilio::Subject;

/// `status` of a subject never comes without `first`.
/// Facts: the pages named in core/twilio/thread_state.cpp; of a message `queued` and `sending` are told to some only.
struct Need {
    Subject subject;
    QByteArrayView status;
    QByteArrayView first;
};
constexpr std::array Needs{Need{Subject::Message, "delivered", "sent"}, Need{Subject::Message, "undelivered", "sent"},
    Need{Subject::Message, "read", "delivered"}, Need{Subject::Delivery, "delivered", "sent"},
    Need{Subject::Delivery, "undelivered", "sent"}, Need{Subject::Delivery, "read", "delivered"},
    Need{Subject::Conference, "conference-end", "conference-start"},
    Need{Subject::Stream, "stream-stopped", "stream-started"}, Need{Subject::Stream, "stream-error", "stream-started"},
    Need{Subject::Room, "room-ended", "room-created"},
    Need{Subject::LiveTranscription, "transcription-content", "transcription-started"},
    Need{Subject::LiveTranscription, "transcription-stopped", "transcription-started"},
    Need{Subject::ConversationMessage, "onMessageUpdated", "onMessageAdded"},
    Need{Subject::ConversationMessage, "onMessageRemoved", "onMessageAdded"}};

qint64 stepOf(Subject subject, QByteArrayView status) {
    const std::vector<QByteArrayView> order = twilio::statusOrder(subject);
    const auto found = std::find(order.begin(), order.end(), status);
    return found == order.end() ? -1 : found - order.begin();
}

qint64 neededBy(Subject subject, QByteArrayView status) {
    const auto *const found = std::find_if(
        Needs.begin(), Needs.end(), [&](const Need &need) { return need.subject == subject && need.status == status; });
    return found == Needs.end() ? -1 : stepOf(subject, found->first);
}

// Calls number their events from 0 (twilio.com/docs/voice/api/call-resource#statuscallback), all others from 1.
qint64 firstNumber(Subject subject) {
    return subject == Subject::Call ? 0 : 1;
}

QByteArray threadOf(const twilio::ThreadFact &fact, char by) {
    return QByteArray::number(int(fact.subject)) + by + fact.sid;
}

} // namespace

flow::CopyPlace placeOf(const flow::WebhookEvent &event) {
    const twilio::ThreadFact fact = flow::threadFactOf(event);
    if (fact.subject == Subject::None)
        return {};
    if (fact.callback && fact.sequence >= 0) {
        const bool isFirst = fact.sequence <= firstNumber(fact.subject);
        return {threadOf(fact, '#'), fact.sequence, isFirst ? -1 : fact.sequence - 1};
    }
    const qint64 step = fact.callback ? stepOf(fact.subject, fact.status) : -1;
    if (step >= 0)
        return {threadOf(fact, '='), step, neededBy(fact.subject, fact.status)};
    return {threadOf(fact, '+'), event.id, -1};
}

} // namespace offhook::deliver
