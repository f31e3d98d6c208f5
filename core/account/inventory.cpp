#include "core/account/inventory.h"

#include <algorithm>

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;

QByteArray sidIn(const QJsonObject &json, QLatin1StringView key) {
    return json.value(key).toString().toUtf8();
}

template <typename T>
T read(ResourceKind kind, const QJsonObject &json) {
    T resource;
    resource.kind = kind;
    resource.sid = sidIn(json, "sid"_L1);
    resource.name = json.value("friendly_name"_L1).toString();
    for (const HookField &field : hookFields(kind)) {
        const QString method = field.methodKey.isEmpty() ? QString() : json.value(field.methodKey).toString();
        resource.hooks[std::size_t(field.hook)] = {json.value(field.key).toString(), method};
    }
    return resource;
}

template <typename T>
const T *findSid(const std::vector<T> &all, QByteArrayView sid) {
    const auto found =
        std::find_if(all.begin(), all.end(), [sid](const T &one) { return QByteArrayView(one.sid) == sid; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

const PhoneNumber *Inventory::number(QByteArrayView sid) const {
    return findSid(numbers, sid);
}

const Application *Inventory::application(QByteArrayView sid) const {
    return findSid(applications, sid);
}

const MessagingService *Inventory::service(QByteArrayView sid) const {
    return findSid(services, sid);
}

const Resource *Inventory::resource(QByteArrayView sid) const {
    if (const PhoneNumber *found = number(sid))
        return found;
    if (const Application *found = application(sid))
        return found;
    return service(sid);
}

const MessagingService *Inventory::serviceOf(QByteArrayView numberSid) const {
    const auto found = std::find_if(services.begin(), services.end(), [numberSid](const MessagingService &one) {
        return std::any_of(one.numberSids.begin(), one.numberSids.end(),
            [numberSid](const QByteArray &sid) { return QByteArrayView(sid) == numberSid; });
    });
    return found == services.end() ? nullptr : &*found;
}

std::optional<Resource> resourceFrom(ResourceKind kind, const QByteArray &sid, const QJsonObject &json) {
    const std::span<const HookField> fields = hookFields(kind);
    const bool isWhole =
        std::all_of(fields.begin(), fields.end(), [&json](const HookField &field) { return json.contains(field.key); });
    if (sidIn(json, "sid"_L1) != sid || !isWhole)
        return {};
    return read<Resource>(kind, json);
}

PhoneNumber phoneNumberFrom(const QJsonObject &json) {
    auto number = read<PhoneNumber>(ResourceKind::Number, json);
    number.phoneNumber = json.value("phone_number"_L1).toString();
    const QJsonValue capabilities = json.value("capabilities"_L1);
    number.takesCalls = capabilities["voice"_L1].toBool(true);
    number.takesMessages = capabilities["sms"_L1].toBool(true) || capabilities["mms"_L1].toBool(true);
    number.voiceApplicationSid = sidIn(json, "voice_application_sid"_L1);
    number.messageApplicationSid = sidIn(json, "sms_application_sid"_L1);
    number.trunkSid = sidIn(json, "trunk_sid"_L1);
    return number;
}

Application applicationFrom(const QJsonObject &json) {
    return read<Application>(ResourceKind::Application, json);
}

MessagingService messagingServiceFrom(const QJsonObject &json) {
    auto service = read<MessagingService>(ResourceKind::Service, json);
    service.usesNumbersUrl = json.value("use_inbound_webhook_on_number"_L1).toBool();
    return service;
}

} // namespace offhook::account
