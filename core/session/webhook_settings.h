#pragma once

#include "core/account/inventory.h"
#include "core/session/account_log.h"

#include <optional>

namespace offhook {

/// Where the settings of an account lead its webhooks, as they are now: what they were when a message came is not told.
/// Each answer: the URL, "" when there is none, nothing when it cannot be known (the number is not the account's, or no
/// longer). What sets aside what: see account::decisionFor(); the Messaging Service is the one the message names.
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
    [[nodiscard]] std::optional<QByteArray> ofNumber(const QByteArray &number, account::Hook hook) const;

    account::Inventory m_inventory; ///< without the members of services
};

} // namespace offhook
