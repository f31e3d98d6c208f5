#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace offhook::flow::test {

inline constexpr WallTime Second = 1'000'000;
inline constexpr WallTime Begin = 1'795'000'000 * Second;

/// A SID: a prefix and 32 digits.
inline QByteArray sid(const char *prefix, qint64 number) {
    return prefix + QByteArray::number(number).rightJustified(32, '0');
}

/// A POST as the pipeline would have understood it, answered with `status` and `body`.
inline std::shared_ptr<WebhookEvent> formEvent(EventId id, WallTime at, const QByteArray &form,
    const QByteArray &token = {}, int status = 204, const QByteArray &body = {}) {
    auto event = std::make_shared<WebhookEvent>();
    QByteArray head = "POST /hook HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    if (!token.isEmpty())
        head += "I-Twilio-Idempotency-Token: " + token + "\r\n";
    event->id = id;
    event->receivedAt = at;
    event->request = http::Request(head + "\r\n", form);
    event->decodeParams();
    event->meaning = twilio::meaningOf(event->request, event->allParams());
    event->response.status = status;
    event->response.body = body;
    return event;
}

inline QByteArray messageStatus(qint64 message, const QByteArray &status) {
    return "MessageSid=" + sid("SM", message) + "&MessageStatus=" + status + "&SmsStatus=" + status;
}

inline QByteArray callStatus(qint64 call, const QByteArray &status, int sequence) {
    return "CallSid=" + sid("CA", call) + "&CallStatus=" + status +
           "&CallbackSource=call-progress-events&SequenceNumber=" + QByteArray::number(sequence) +
           "&Timestamp=Tue%2C+24+Nov+2026+10%3A42%3A07+%2B0000";
}

inline QByteArray inboundCall(qint64 call) {
    return "CallSid=" + sid("CA", call) + "&CallStatus=ringing&Direction=inbound&From=%2B14155550142&To=%2B12125550199";
}

inline QByteArray gatherResult(qint64 call, const QByteArray &digits) {
    return "CallSid=" + sid("CA", call) + "&CallStatus=in-progress&Direction=inbound&Digits=" + digits;
}

inline constexpr char GatherTwiml[] = "<Response><Gather action=\"/key\"><Say>Press 1</Say></Gather></Response>";

} // namespace offhook::flow::test
