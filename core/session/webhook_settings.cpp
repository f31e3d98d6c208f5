#include "core/session/webhook_settings.h"

#include "core/account/routing.h"

#include <algorithm>

namespace offhook {

using account::Hook;

WebhookSettings::WebhookSettings(const AccountLog &log) {
    for (const QJsonObject &number : log.numbers)
        m_inventory.numbers.push_back(account::phoneNumberFrom(number));
    for (const QJsonObject &application : log.applications)
        m_inventory.applications.push_back(account::applicationFrom(application));
    for (const QJsonObject &service : log.services)
        m_inventory.services.push_back(account::messagingServiceFrom(service));
}

std::optional<QByteArray> WebhookSettings::ofNumber(const QByteArray &number, Hook hook) const {
    const auto found = std::find_if(m_inventory.numbers.begin(), m_inventory.numbers.end(),
        [&](const account::PhoneNumber &one) { return one.phoneNumber.toUtf8() == number; });
    if (found == m_inventory.numbers.end())
        return std::nullopt;
    const account::Decision decision = account::decisionFor(*found, hook, m_inventory);
    return decision.isSure ? std::optional(decision.value.url.toUtf8()) : std::nullopt;
}

std::optional<QByteArray> WebhookSettings::inboundMessage(const QByteArray &number, const QByteArray &service) const {
    if (service.isEmpty())
        return ofNumber(number, Hook::Message);
    const account::MessagingService *named = m_inventory.service(service);
    if (named == nullptr)
        return std::nullopt;
    return named->usesNumbersUrl ? ofNumber(number, Hook::Message)
                                 : std::optional(named->hook(Hook::Message).url.toUtf8());
}

std::optional<QByteArray> WebhookSettings::inboundCall(const QByteArray &number) const {
    return ofNumber(number, Hook::Voice);
}

std::optional<QByteArray> WebhookSettings::callStatus(const QByteArray &number) const {
    return ofNumber(number, Hook::VoiceStatus);
}

std::optional<QByteArray> WebhookSettings::messageStatus(const QByteArray &service) const {
    const account::MessagingService *named = m_inventory.service(service);
    return named == nullptr ? std::nullopt : std::optional(named->hook(Hook::MessageStatus).url.toUtf8());
}

} // namespace offhook
