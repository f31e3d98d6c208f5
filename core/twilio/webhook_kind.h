#pragma once

#include "core/http/form.h"
#include "core/http/message.h"
#include "core/twilio/known_fields.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <span>

namespace offhook::twilio {

/// What sort of Twilio request an event is. The numbers are stored in workspaces: never renumber, only append.
enum class WebhookKind : std::uint8_t {
    Other = 0,
    WebSocketHandshake = 1,
    EventStreamsBatch = 2,
    Debugger = 3,
    ConversationsPre = 4,
    ConversationsPost = 5,
    TaskRouterAssignment = 6,
    TaskRouterEvent = 7,
    VideoRoom = 8,
    Conference = 9,
    StreamStatus = 10,
    RealtimeTranscription = 11,
    RecordingTranscription = 12,
    RecordingStatus = 13,
    AsyncAmd = 14,
    MessageStatus = 15,
    SmsInbound = 16,
    MmsInbound = 17,
    WhatsAppInbound = 18,
    RcsInbound = 19,
    MessengerInbound = 20,
    VoiceFallback = 21,
    MessagingFallback = 22,
    ConversationRelayAction = 23,
    QueueAgent = 24,
    EnqueueAction = 25,
    EnqueueWait = 26,
    DialAction = 27,
    ReferAction = 28,
    PayAction = 29,
    PayStatus = 30,
    GatherPartial = 31,
    Gather = 32,
    RecordAction = 33,
    CallStatus = 34,
    VoiceInbound = 35,
    VoiceOutbound = 36,
    DialWhisper = 37,
    DialNumberStatus = 38,
    RegulatoryBundle = 39,
    SiprecStatus = 40,
    ReferUrl = 41,
};

/// The facet a kind is shown under.
enum class KindGroup : std::uint8_t {
    Messages,
    MessageStatus,
    Voice,
    Recordings,
    Conversations,
    TaskRouter,
    Video,
    EventStreams,
    Debugger,
    Other,
};
inline constexpr int KindGroupCount = int(KindGroup::Other) + 1;

/// What is fixed about a kind. `budget` is Twilio's time limit in milliseconds, 0 when none is documented.
struct KindInfo {
    WebhookKind kind;
    KindGroup group;
    const char *name;    ///< dotted and stable: "sms.inbound", "message.status", "gather.partial", "other"
    const char *label;   ///< for the table, English source of a translation: "Inbound SMS"
    const char *product; ///< "messaging", "voice", "conversations", "taskrouter", "video", "events", "debugger",
                         ///< "regulatory", ""
    bool expectsTwiml;
    int budgetMs;
};

/// Classifies by the rules of Twilio's request catalogue, first match wins; `params` are body and query parameters in
/// that order. Never fails: what is not recognised is Other. Pure, thread-safe.
[[nodiscard]] WebhookKind classify(const http::Request &request, const http::Parameters &params);

/// Whether the request asks to become a WebSocket: Upgrade lists "websocket", in any case (RFC 6455 4.2.1).
[[nodiscard]] bool isWebSocketUpgrade(const http::Request &request);
/// classify() for a caller that has looked the fields up already.
[[nodiscard]] WebhookKind classify(const http::Request &request, const KnownFields &fields);

[[nodiscard]] const KindInfo &info(WebhookKind kind);
[[nodiscard]] std::span<const KindInfo> allKinds();
[[nodiscard]] std::optional<WebhookKind> kindFromName(QByteArrayView name);
/// What a dotted kindName (see Meaning) adds to its kind's name: "delivered" of "message.status.delivered",
/// "onMessageAdded" of "conversations.post.onMessageAdded"; empty without a variant. A view into `kindName`.
[[nodiscard]] QByteArrayView variantOf(WebhookKind kind, QByteArrayView kindName);
/// "messages", "message-status", "voice", "recordings", "conversations", "taskrouter", "video", "event-streams",
/// "debugger", "other"
[[nodiscard]] const char *groupName(KindGroup group);

} // namespace offhook::twilio
