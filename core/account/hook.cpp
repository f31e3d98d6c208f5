#include "core/account/hook.h"

#include <algorithm>

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;

constexpr HookField NumberFields[] = {
    {Hook::Voice, "VoiceUrl"_L1, "voice_url"_L1, "voice_method"_L1},
    {Hook::VoiceFallback, "VoiceFallbackUrl"_L1, "voice_fallback_url"_L1, "voice_fallback_method"_L1},
    {Hook::VoiceStatus, "StatusCallback"_L1, "status_callback"_L1, "status_callback_method"_L1},
    {Hook::Message, "SmsUrl"_L1, "sms_url"_L1, "sms_method"_L1},
    {Hook::MessageFallback, "SmsFallbackUrl"_L1, "sms_fallback_url"_L1, "sms_fallback_method"_L1},
};
constexpr HookField ApplicationFields[] = {
    {Hook::Voice, "VoiceUrl"_L1, "voice_url"_L1, "voice_method"_L1},
    {Hook::VoiceFallback, "VoiceFallbackUrl"_L1, "voice_fallback_url"_L1, "voice_fallback_method"_L1},
    {Hook::VoiceStatus, "StatusCallback"_L1, "status_callback"_L1, "status_callback_method"_L1},
    {Hook::Message, "SmsUrl"_L1, "sms_url"_L1, "sms_method"_L1},
    {Hook::MessageFallback, "SmsFallbackUrl"_L1, "sms_fallback_url"_L1, "sms_fallback_method"_L1},
    {Hook::MessageStatus, "MessageStatusCallback"_L1, "message_status_callback"_L1, {}},
};
constexpr HookField ServiceFields[] = {
    {Hook::Message, "InboundRequestUrl"_L1, "inbound_request_url"_L1, "inbound_method"_L1},
    {Hook::MessageFallback, "FallbackUrl"_L1, "fallback_url"_L1, "fallback_method"_L1},
    {Hook::MessageStatus, "StatusCallback"_L1, "status_callback"_L1, {}},
};

template <typename Test>
const HookField *firstField(ResourceKind kind, Test test) {
    const std::span<const HookField> fields = hookFields(kind);
    const auto found = std::find_if(fields.begin(), fields.end(), test);
    return found == fields.end() ? nullptr : &*found;
}

} // namespace

QLatin1StringView hookName(Hook hook) {
    constexpr QLatin1StringView Names[] = {
        "voice"_L1, "voice-fallback"_L1, "voice-status"_L1, "message"_L1, "message-fallback"_L1, "message-status"_L1};
    static_assert(std::size(Names) == HookCount);
    return Names[std::size_t(hook)];
}

QLatin1StringView kindName(ResourceKind kind) {
    return kind == ResourceKind::Number        ? "number"_L1
           : kind == ResourceKind::Application ? "application"_L1
                                               : "service"_L1;
}

std::optional<ResourceKind> kindFromName(QStringView name) {
    for (const ResourceKind kind : {ResourceKind::Number, ResourceKind::Application, ResourceKind::Service}) {
        if (name == kindName(kind))
            return kind;
    }
    return {};
}

std::optional<ResourceKind> kindOfSid(QByteArrayView sid) {
    if (isSid(sid, "PN"))
        return ResourceKind::Number;
    if (isSid(sid, "AP"))
        return ResourceKind::Application;
    return isSid(sid, "MG") ? std::optional(ResourceKind::Service) : std::nullopt;
}

std::span<const HookField> hookFields(ResourceKind kind) {
    switch (kind) {
    case ResourceKind::Number:
        return NumberFields;
    case ResourceKind::Application:
        return ApplicationFields;
    case ResourceKind::Service:
        return ServiceFields;
    }
    return {};
}

const HookField *hookField(ResourceKind kind, Hook hook) {
    return firstField(kind, [hook](const HookField &field) { return field.hook == hook; });
}

const HookField *hookField(ResourceKind kind, QStringView parameter) {
    return firstField(kind, [parameter](const HookField &field) { return field.parameter == parameter; });
}

RestClient::Host hostOf(ResourceKind kind) {
    return kind == ResourceKind::Service ? RestClient::Host::Messaging : RestClient::Host::Api;
}

QString pathOf(ResourceKind kind, const QByteArray &sid) {
    const QString name = QString::fromLatin1(sid);
    if (kind == ResourceKind::Service)
        return u"/v1/Services/"_s + name;
    const QString folder = kind == ResourceKind::Number ? u"IncomingPhoneNumbers"_s : u"Applications"_s;
    return u"/2010-04-01/Accounts/{account}/"_s + folder + u'/' + name + u".json"_s;
}

} // namespace offhook::account
