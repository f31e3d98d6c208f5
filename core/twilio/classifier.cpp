#include "core/twilio/webhook_kind.h"

#include <algorithm>

// The rules that tell Twilio's requests apart. There is no field that names the kind, so each rule looks for the
// parameters that only this kind has; the order matters, because a kind's parameters often contain another's
// (a Gather result is also a call request). Facts: the webhook pages of twilio.com/docs for each product, read 2026-09.

namespace offhook::twilio {
namespace {

using F = Field;
using K = WebhookKind;

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

QByteArrayView withoutLeadingSpace(QByteArrayView text) {
    const auto first = std::find_if_not(text.begin(), text.end(), isSpace);
    return text.sliced(first - text.begin());
}

// A JSON array of objects with a member "specversion" (CloudEvents 1.0, section 3.1). Looked at as bytes: parsing
// 10 MiB only to name the kind would hold up the listener. An escaped quote in front cannot be the member's own.
bool isCloudEventsBatch(QByteArrayView body) {
    constexpr qsizetype Looked = 64 * 1024;
    body = withoutLeadingSpace(body);
    if (body.isEmpty() || body.front() != '[')
        return false;
    body = withoutLeadingSpace(body.sliced(1));
    if (body.isEmpty() || body.front() != '{')
        return false;
    body = body.first(std::min(body.size(), Looked));
    const QByteArrayView member("\"specversion\"");
    for (qsizetype at = body.indexOf(member); at >= 0; at = body.indexOf(member, at + 1)) {
        const QByteArrayView after = withoutLeadingSpace(body.sliced(at + member.size()));
        if (body[at - 1] != '\\' && !after.isEmpty() && after.front() == ':')
            return true;
    }
    return false;
}

// "onMessageAdd" is asked before the change, "onMessageAdded" told after it.
std::optional<K> conversations(QByteArrayView event) {
    if (event.size() < 3 || !event.startsWith("on") || event[2] < 'A' || event[2] > 'Z')
        return {};
    const bool before = event.endsWith("Add") || event.endsWith("Remove") || event.endsWith("Update");
    return before ? K::ConversationsPre : K::ConversationsPost;
}

std::optional<K> platformEvent(const KnownFields &f) {
    if (f.has(F::Payload) && f.has(F::PayloadType) && f.has(F::Level))
        return K::Debugger;
    if (const std::optional<K> kind = conversations(f[F::EventType]))
        return kind;
    if (f.has(F::WorkspaceSid) && f.has(F::EventType))
        return K::TaskRouterEvent;
    if (f.has(F::WorkspaceSid) && f.has(F::ReservationSid))
        return K::TaskRouterAssignment;
    if (f.has(F::StatusCallbackEvent) && f.has(F::RoomSid))
        return K::VideoRoom;
    if (f.has(F::StatusCallbackEvent) && f.has(F::ConferenceSid))
        return K::Conference;
    return {};
}

// Things that belong to a call and have a callback of their own.
std::optional<K> attachment(const KnownFields &f) {
    if (f.has(F::StreamEvent))
        return K::StreamStatus;
    if (f.has(F::SiprecSid))
        return K::SiprecStatus;
    if (f.has(F::TranscriptionEvent))
        return K::RealtimeTranscription;
    if (f.has(F::TranscriptionText) || f.has(F::TranscriptionStatus))
        return K::RecordingTranscription;
    if (f.has(F::RecordingStatus))
        return K::RecordingStatus;
    if (f.has(F::AnsweredBy) && f.has(F::MachineDetectionDuration) && !f.has(F::CallStatus))
        return K::AsyncAmd;
    return {};
}

K inboundChannel(const KnownFields &f) {
    const QByteArrayView from = f[F::From];
    if (from.startsWith("whatsapp:"))
        return K::WhatsAppInbound;
    if (from.startsWith("rcs:"))
        return K::RcsInbound;
    if (from.startsWith("messenger:"))
        return K::MessengerInbound;
    return f[F::NumMedia].toInt() > 0 ? K::MmsInbound : K::SmsInbound;
}

std::optional<K> message(const KnownFields &f) {
    if (f.has(F::MessageStatus))
        return K::MessageStatus;
    if (!f.has(F::MessageSid) && !f.has(F::SmsSid))
        return {};
    // Before the inbound rule: a fallback request repeats all parameters of the inbound one and adds these two.
    if (f.has(F::ErrorCode) && f.has(F::ErrorUrl))
        return K::MessagingFallback;
    const bool received = f[F::SmsStatus] == QByteArrayView("received") && f.has(F::NumMedia);
    // What people type by hand to stand for a message: its text and the two numbers.
    const bool typed = !f.has(F::SmsStatus) && f.has(F::Body) && f.has(F::From) && f.has(F::To);
    return received || typed ? std::optional(inboundChannel(f)) : std::nullopt;
}

bool hasPayment(const KnownFields &f) {
    return f.has(F::PaymentToken) || f.has(F::PaymentError) || f.has(F::PaymentConfirmationCode) ||
           f.has(F::PaymentMethod) || f.has(F::PaymentCardNumber) || f.has(F::PayErrorCode) || f.has(F::ProfileId) ||
           f.has(F::ConnectorError);
}

// What a verb reports to its action or URL.
std::optional<K> verbResult(const KnownFields &f) {
    if (f[F::SessionId].startsWith("VX") && f.has(F::SessionStatus))
        return K::ConversationRelayAction;
    if (f.has(F::DequeingCallSid)) // Twilio's own spelling
        return K::QueueAgent;
    if (f.has(F::QueueResult))
        return K::EnqueueAction;
    if (f.has(F::QueuePosition))
        return K::EnqueueWait;
    if (f.has(F::DialCallStatus))
        return K::DialAction;
    if (f.has(F::ReferCallStatus) || f.has(F::ReferSipResponseCode))
        return K::ReferAction;
    if (f.has(F::ReferTransferTarget))
        return K::ReferUrl;
    if (f.has(F::For) && (f.has(F::Attempt) || f.has(F::ErrorType)))
        return K::PayStatus;
    if (f.has(F::Result) && hasPayment(f))
        return K::PayAction;
    return {};
}

std::optional<K> heard(const KnownFields &f) {
    if (f.has(F::UnstableSpeechResult) || f.has(F::StableSpeechResult))
        return K::GatherPartial;
    // msg=Gather End without digits or speech: an empty result with actionOnEmptyResult.
    const bool gathered = f.has(F::SpeechResult) || f.has(F::Digits) || f[F::Msg] == QByteArrayView("Gather End");
    if (gathered && !f.has(F::RecordingUrl))
        return K::Gather;
    // A call's last status may name its recording too; only that one has a CallDuration.
    if (f.has(F::RecordingUrl) && f.has(F::RecordingDuration) && !f.has(F::CallbackSource) && !f.has(F::CallDuration))
        return K::RecordAction;
    return {};
}

bool isTerminal(QByteArrayView status) {
    return status == QByteArrayView("completed") || status == QByteArrayView("busy") ||
           status == QByteArrayView("failed") || status == QByteArrayView("no-answer") ||
           status == QByteArrayView("canceled");
}

K progress(const KnownFields &f) {
    const bool dialled = f[F::Direction] == QByteArrayView("outbound-dial");
    const bool status = f[F::CallbackSource] == QByteArrayView("call-progress-events") ||
                        (f.has(F::SequenceNumber) && f.has(F::Timestamp)) ||
                        (f.has(F::CallDuration) && isTerminal(f[F::CallStatus]));
    if (status)
        return dialled && f.has(F::ParentCallSid) ? K::DialNumberStatus : K::CallStatus;
    if (dialled && f.has(F::ParentCallSid))
        return K::DialWhisper;
    return f[F::Direction].startsWith("outbound") ? K::VoiceOutbound : K::VoiceInbound;
}

K call(const KnownFields &f) {
    if (f.has(F::ErrorCode) && f.has(F::ErrorUrl))
        return K::VoiceFallback;
    if (const std::optional<K> kind = verbResult(f))
        return *kind;
    if (const std::optional<K> kind = heard(f))
        return *kind;
    return f.has(F::CallStatus) ? progress(f) : K::Other;
}

} // namespace

bool isWebSocketUpgrade(const http::Request &request) {
    QByteArrayView upgrade = request.header("Upgrade");
    while (!upgrade.isEmpty()) {
        const qsizetype comma = upgrade.indexOf(',');
        const QByteArrayView token = (comma < 0 ? upgrade : upgrade.first(comma)).trimmed();
        if (http::equalsIgnoringCase(token, "websocket"))
            return true;
        upgrade = comma < 0 ? QByteArrayView() : upgrade.sliced(comma + 1);
    }
    return false;
}

WebhookKind classify(const http::Request &request, const KnownFields &f) {
    if (isWebSocketUpgrade(request))
        return K::WebSocketHandshake;
    if (isCloudEventsBatch(request.body()))
        return K::EventStreamsBatch;
    if (const std::optional<K> kind = platformEvent(f))
        return *kind;
    if (const std::optional<K> kind = attachment(f))
        return *kind;
    if (const std::optional<K> kind = message(f))
        return *kind;
    if (f.has(F::CallSid))
        return call(f);
    return f.has(F::BundleSid) && f.has(F::Status) ? K::RegulatoryBundle : K::Other;
}

} // namespace offhook::twilio
