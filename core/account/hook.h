#pragma once

#include "core/account/rest_client.h"

#include <QByteArrayView>
#include <QLatin1StringView>

#include <optional>
#include <span>

namespace offhook::account {

/// What Twilio asks a URL about.
enum class Hook : std::uint8_t {
    Voice,           ///< what to do with a call
    VoiceFallback,   ///< the same, when the first URL fails
    VoiceStatus,     ///< a call has ended
    Message,         ///< what to do with a message that came in
    MessageFallback, ///< the same, when the first URL fails
    MessageStatus,   ///< what became of a message that was sent
};
inline constexpr int HookCount = int(Hook::MessageStatus) + 1;
inline constexpr Hook AllHooks[] = {
    Hook::Voice, Hook::VoiceFallback, Hook::VoiceStatus, Hook::Message, Hook::MessageFallback, Hook::MessageStatus};

/// "voice", "voice-fallback", "voice-status", "message", "message-fallback", "message-status".
[[nodiscard]] QLatin1StringView hookName(Hook hook);

/// What can be pointed somewhere.
enum class ResourceKind : std::uint8_t { Number, Application, Service };

/// "number", "application", "service".
[[nodiscard]] QLatin1StringView kindName(ResourceKind kind);
[[nodiscard]] std::optional<ResourceKind> kindFromName(QStringView name);
/// By the SID's first letters: PN, AP, MG; nothing when it is no such SID.
[[nodiscard]] std::optional<ResourceKind> kindOfSid(QByteArrayView sid);

/// One setting of a kind, as twilio-oai's twilio_api_v2010 and twilio_messaging_v1 (d50069b) name it.
struct HookField {
    Hook hook;
    QLatin1StringView parameter; ///< of an update: "VoiceUrl"
    QLatin1StringView key;       ///< in an answer: "voice_url"
    QLatin1StringView methodKey; ///< "voice_method"; empty where it is always POST
};
/// The settings of a kind. A number has none for MessageStatus (its StatusCallback is about calls), a Messaging Service
/// has none for calls.
[[nodiscard]] std::span<const HookField> hookFields(ResourceKind kind);
[[nodiscard]] const HookField *hookField(ResourceKind kind, Hook hook);
[[nodiscard]] const HookField *hookField(ResourceKind kind, QStringView parameter);

/// Where a resource stands in the API.
[[nodiscard]] RestClient::Host hostOf(ResourceKind kind);
[[nodiscard]] QString pathOf(ResourceKind kind, const QByteArray &sid);

} // namespace offhook::account
