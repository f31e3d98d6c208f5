#pragma once

#include "core/account/hook.h"

#include <array>
#include <vector>

namespace offhook::account {

/// A URL that Twilio asks, and how. Twilio writes "no URL" as empty text here and as null there: both are empty here.
struct HookValue {
    QString url;
    QString method; ///< "GET", "POST"; empty where the kind has no choice

    bool operator==(const HookValue &) const = default;
};

/// What a number, a TwiML app and a Messaging Service have in common. All text is Twilio's, so anybody's.
struct Resource {
    ResourceKind kind = ResourceKind::Number;
    QByteArray sid;
    QString name; ///< its friendly name
    std::array<HookValue, HookCount> hooks;

    [[nodiscard]] const HookValue &hook(Hook which) const { return hooks[std::size_t(which)]; }
    bool operator==(const Resource &) const = default;
};

struct PhoneNumber : Resource {
    QString phoneNumber;    ///< "+15005550006"
    bool takesCalls = true; ///< by its capabilities, as far as those are told
    bool takesMessages = true;
    QByteArray voiceApplicationSid;   ///< empty without one
    QByteArray messageApplicationSid; ///< the same
    QByteArray trunkSid;              ///< the same

    bool operator==(const PhoneNumber &) const = default;
};

/// A TwiML app.
struct Application : Resource {};

struct MessagingService : Resource {
    bool usesNumbersUrl = false; ///< use_inbound_webhook_on_number
    std::vector<QByteArray> numberSids;

    bool operator==(const MessagingService &) const = default;
};

/// All that an account could point somewhere.
struct Inventory {
    std::vector<PhoneNumber> numbers;
    std::vector<Application> applications;
    std::vector<MessagingService> services;
    /// Set where a list could not be read, which a restricted API key may forbid: who decides is then not known for
    /// sure.
    std::optional<Error> applicationsError;
    std::optional<Error> servicesError;

    [[nodiscard]] const PhoneNumber *number(QByteArrayView sid) const;
    [[nodiscard]] const Application *application(QByteArrayView sid) const;
    [[nodiscard]] const MessagingService *service(QByteArrayView sid) const;
    /// Any of the three, or null.
    [[nodiscard]] const Resource *resource(QByteArrayView sid) const;
    /// The Messaging Service that a number belongs to (it can be in one), or null.
    [[nodiscard]] const MessagingService *serviceOf(QByteArrayView numberSid) const;
};

/// Reads what a kind has in common, exactly: nothing when the JSON is about another SID or lacks a setting, as a
/// setting that is missing must not pass for one that is empty.
[[nodiscard]] std::optional<Resource> resourceFrom(ResourceKind kind, const QByteArray &sid, const QJsonObject &json);
/// Read the API's JSON of one resource; what is missing is empty.
[[nodiscard]] PhoneNumber phoneNumberFrom(const QJsonObject &json);
[[nodiscard]] Application applicationFrom(const QJsonObject &json);
[[nodiscard]] MessagingService messagingServiceFrom(const QJsonObject &json);

} // namespace offhook::account
