#include "core/session/webhook_settings.h"

namespace offhook {
namespace {

using namespace Qt::StringLiterals;

QByteArray textOf(const QJsonObject &json, QLatin1StringView name) {
    return json[name].toString().toUtf8();
}

QHash<QByteArray, QJsonObject> by(QLatin1StringView name, const std::vector<QJsonObject> &all) {
    QHash<QByteArray, QJsonObject> found;
    for (const QJsonObject &one : all)
        found.insert(textOf(one, name), one);
    return found;
}

} // namespace

WebhookSettings::WebhookSettings(const AccountLog &log)
    : m_numbers(by("phone_number"_L1, log.numbers))
    , m_applications(by("sid"_L1, log.applications))
    , m_services(by("sid"_L1, log.services)) {}

std::optional<QByteArray> WebhookSettings::application(const QByteArray &sid, QLatin1StringView field) const {
    const auto found = m_applications.constFind(sid);
    return found == m_applications.constEnd() ? std::nullopt : std::optional(textOf(*found, field));
}

std::optional<QByteArray> WebhookSettings::inboundMessage(const QByteArray &number, const QByteArray &service) const {
    const auto member = m_services.constFind(service);
    if (!service.isEmpty() && member == m_services.constEnd())
        return std::nullopt;
    if (!service.isEmpty() && !(*member)["use_inbound_webhook_on_number"_L1].toBool())
        return textOf(*member, "inbound_request_url"_L1);
    const auto own = m_numbers.constFind(number);
    if (own == m_numbers.constEnd())
        return std::nullopt;
    const QByteArray app = textOf(*own, "sms_application_sid"_L1);
    return app.isEmpty() ? textOf(*own, "sms_url"_L1) : application(app, "sms_url"_L1);
}

std::optional<QByteArray> WebhookSettings::inboundCall(const QByteArray &number) const {
    const auto own = m_numbers.constFind(number);
    if (own == m_numbers.constEnd())
        return std::nullopt;
    if (!textOf(*own, "trunk_sid"_L1).isEmpty())
        return QByteArray();
    const QByteArray app = textOf(*own, "voice_application_sid"_L1);
    return app.isEmpty() ? textOf(*own, "voice_url"_L1) : application(app, "voice_url"_L1);
}

std::optional<QByteArray> WebhookSettings::callStatus(const QByteArray &number) const {
    const auto own = m_numbers.constFind(number);
    if (own == m_numbers.constEnd())
        return std::nullopt;
    if (!textOf(*own, "trunk_sid"_L1).isEmpty())
        return QByteArray();
    const QByteArray app = textOf(*own, "voice_application_sid"_L1);
    return app.isEmpty() ? textOf(*own, "status_callback"_L1) : application(app, "status_callback"_L1);
}

std::optional<QByteArray> WebhookSettings::messageStatus(const QByteArray &service) const {
    const auto member = m_services.constFind(service);
    return member == m_services.constEnd() ? std::nullopt : std::optional(textOf(*member, "status_callback"_L1));
}

} // namespace offhook
