#pragma once

#include "core/session/account_log.h"

#include <QHash>

#include <optional>

namespace offhook {

/// Where the settings of an account lead its webhooks, as they are now: what they were when a message came is not told.
/// Each answer: the URL, "" when there is none, nothing when it cannot be known (the number is not the account's, or no
/// longer). Precedence: an application sets aside the number's own URLs, a trunk all of voice, and a Messaging Service
/// the inbound URL unless it defers to the sender (twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
/// twilio.com/docs/messaging/api/service-resource, read 2026-11).
class WebhookSettings {
public:
    explicit WebhookSettings(const AccountLog &log);

    /// For a message to `number`; `service`: its MessagingServiceSid, or "".
    [[nodiscard]] std::optional<QByteArray> inboundMessage(const QByteArray &number, const QByteArray &service) const;
    [[nodiscard]] std::optional<QByteArray> inboundCall(const QByteArray &number) const;
    /// Status callback of calls to the number.
    [[nodiscard]] std::optional<QByteArray> callStatus(const QByteArray &number) const;
    /// Status callback that a service gives its messages. A message may have one of its own, which is not told.
    [[nodiscard]] std::optional<QByteArray> messageStatus(const QByteArray &service) const;

private:
    using BySid = QHash<QByteArray, QJsonObject>;
    [[nodiscard]] std::optional<QByteArray> application(const QByteArray &sid, QLatin1StringView field) const;

    BySid m_numbers; ///< by the number
    BySid m_applications;
    BySid m_services;
};

} // namespace offhook
