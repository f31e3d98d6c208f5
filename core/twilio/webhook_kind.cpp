#include "core/twilio/webhook_kind.h"

#include <array>

namespace offhook::twilio {
namespace {

// Twilio's time limits (twilio.com/docs/usage/webhooks/webhooks-connection-overrides and .../webhooks-faq, the
// Conversations and Event Streams guides, read 2026-09): 15 s for everything of voice and messaging, 5 s for
// Conversations, Event Streams and TaskRouter's assignment, 15 s for TaskRouter's events. None is documented for the
// debugger, Video and regulatory webhooks, nor for WebSocket handshakes.
constexpr int None = 0;
constexpr int Short = 5000;
constexpr int Long = 15000;

using K = WebhookKind;
using G = KindGroup;

// In the order of the enumeration, so that info() is an index.
constexpr std::array Kinds{
    KindInfo{K::Other, G::Other, "other", "Other request", "", false, None},
    KindInfo{
        K::WebSocketHandshake, G::Voice, "websocket.stream.handshake", "WebSocket handshake", "voice", false, None},
    KindInfo{K::EventStreamsBatch, G::EventStreams, "event-streams.batch", "Event Streams", "events", false, Short},
    KindInfo{K::Debugger, G::Debugger, "debugger", "Debugger alert", "debugger", false, None},
    KindInfo{K::ConversationsPre, G::Conversations, "conversations.pre", "Conversations, before", "conversations",
        false, Short},
    KindInfo{K::ConversationsPost, G::Conversations, "conversations.post", "Conversations, after", "conversations",
        false, Short},
    KindInfo{
        K::TaskRouterAssignment, G::TaskRouter, "taskrouter.assignment", "Task assignment", "taskrouter", false, Short},
    KindInfo{K::TaskRouterEvent, G::TaskRouter, "taskrouter.event", "TaskRouter event", "taskrouter", false, Long},
    KindInfo{K::VideoRoom, G::Video, "video.room", "Video room", "video", false, None},
    KindInfo{K::Conference, G::Voice, "conference", "Conference", "voice", false, Long},
    KindInfo{K::StreamStatus, G::Voice, "stream.status", "Stream status", "voice", false, Long},
    KindInfo{K::RealtimeTranscription, G::Voice, "transcription.realtime", "Live transcription", "voice", false, Long},
    KindInfo{
        K::RecordingTranscription, G::Recordings, "transcription.recording", "Transcription", "voice", false, Long},
    KindInfo{K::RecordingStatus, G::Recordings, "recording.status", "Recording", "voice", false, Long},
    KindInfo{K::AsyncAmd, G::Voice, "amd.async", "Machine detection", "voice", false, Long},
    KindInfo{K::MessageStatus, G::MessageStatus, "message.status", "Message status", "messaging", false, Long},
    KindInfo{K::SmsInbound, G::Messages, "sms.inbound", "Inbound SMS", "messaging", true, Long},
    KindInfo{K::MmsInbound, G::Messages, "mms.inbound", "Inbound MMS", "messaging", true, Long},
    KindInfo{K::WhatsAppInbound, G::Messages, "whatsapp.inbound", "Inbound WhatsApp", "messaging", true, Long},
    KindInfo{K::RcsInbound, G::Messages, "rcs.inbound", "Inbound RCS", "messaging", true, Long},
    KindInfo{K::MessengerInbound, G::Messages, "messenger.inbound", "Inbound Messenger", "messaging", true, Long},
    KindInfo{K::VoiceFallback, G::Voice, "voice.fallback", "Voice fallback", "voice", true, Long},
    KindInfo{K::MessagingFallback, G::Messages, "messaging.fallback", "Messaging fallback", "messaging", true, Long},
    KindInfo{K::ConversationRelayAction, G::Voice, "conversationrelay.action", "Relay ended", "voice", true, Long},
    KindInfo{K::QueueAgent, G::Voice, "queue.agent", "Queue, to agent", "voice", true, Long},
    KindInfo{K::EnqueueAction, G::Voice, "enqueue.action", "Queue left", "voice", true, Long},
    KindInfo{K::EnqueueWait, G::Voice, "enqueue.wait", "Queue wait", "voice", true, Long},
    KindInfo{K::DialAction, G::Voice, "dial.action", "Dial result", "voice", true, Long},
    KindInfo{K::ReferAction, G::Voice, "refer.action", "Refer result", "voice", true, Long},
    KindInfo{K::PayAction, G::Voice, "pay.action", "Pay result", "voice", true, Long},
    KindInfo{K::PayStatus, G::Voice, "pay.status", "Pay status", "voice", false, Long},
    KindInfo{K::GatherPartial, G::Voice, "gather.partial", "Partial speech", "voice", false, Long},
    KindInfo{K::Gather, G::Voice, "gather", "Gather result", "voice", true, Long},
    KindInfo{K::RecordAction, G::Voice, "record.action", "Record result", "voice", true, Long},
    KindInfo{K::CallStatus, G::Voice, "call.status", "Call status", "voice", false, Long},
    KindInfo{K::VoiceInbound, G::Voice, "voice.inbound", "Inbound call", "voice", true, Long},
    KindInfo{K::VoiceOutbound, G::Voice, "voice.outbound", "Outbound call", "voice", true, Long},
    KindInfo{K::DialWhisper, G::Voice, "dial.number.whisper", "Dialled leg", "voice", true, Long},
    KindInfo{K::DialNumberStatus, G::Voice, "dial.number.status", "Dialled leg status", "voice", false, Long},
    KindInfo{K::RegulatoryBundle, G::Other, "regulatory.bundle.status", "Regulatory bundle", "regulatory", false, None},
    KindInfo{K::SiprecStatus, G::Voice, "siprec.status", "SIPREC status", "voice", false, Long},
    KindInfo{K::ReferUrl, G::Voice, "refer.url", "SIP REFER", "voice", true, Long},
};

constexpr bool numbered() {
    for (std::size_t i = 0; i < Kinds.size(); ++i) {
        if (std::size_t(Kinds[i].kind) != i)
            return false;
    }
    return true;
}
static_assert(numbered());

constexpr std::array<const char *, KindGroupCount> GroupNames{"messages", "message-status", "voice", "recordings",
    "conversations", "taskrouter", "video", "event-streams", "debugger", "other"};

} // namespace

const KindInfo &info(WebhookKind kind) {
    const auto index = std::size_t(kind);
    // A workspace written by a newer version may hold numbers that this one does not know.
    return index < Kinds.size() ? Kinds[index] : Kinds[0];
}

std::span<const KindInfo> allKinds() {
    return Kinds;
}

std::optional<WebhookKind> kindFromName(QByteArrayView name) {
    for (const KindInfo &kind : Kinds) {
        if (name == QByteArrayView(kind.name))
            return kind.kind;
    }
    return {};
}

QByteArrayView variantOf(WebhookKind kind, QByteArrayView kindName) {
    const QByteArrayView name(info(kind).name);
    if (kindName.size() <= name.size() + 1 || !kindName.startsWith(name) || kindName[name.size()] != '.')
        return {};
    return kindName.sliced(name.size() + 1);
}

const char *groupName(KindGroup group) {
    const auto index = std::size_t(group);
    return index < GroupNames.size() ? GroupNames[index] : GroupNames.back();
}

WebhookKind classify(const http::Request &request, const http::Parameters &params) {
    return classify(request, KnownFields(params));
}

} // namespace offhook::twilio
