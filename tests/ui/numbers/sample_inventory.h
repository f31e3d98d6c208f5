#pragma once

#include "core/account/inventory.h"

namespace offhook::ui {

/// One number of each sort that Twilio's precedence knows, an app and a service.
inline account::Inventory sampleInventory() {
    using account::Hook;
    const auto set = [](account::Resource &resource, Hook hook, const char *url) {
        resource.hooks[std::size_t(hook)] = {QString::fromLatin1(url), QStringLiteral("POST")};
    };
    const auto number = [&](char last, const char *name) {
        account::PhoneNumber made;
        made.kind = account::ResourceKind::Number;
        made.sid = "PN" + QByteArray(31, '0') + last;
        made.phoneNumber = QStringLiteral("+1500555000") + QLatin1Char(last);
        made.name = QString::fromLatin1(name);
        made.takesCalls = made.takesMessages = true;
        set(made, Hook::Voice, "https://demo.twilio.com/welcome/voice/");
        set(made, Hook::Message, "https://demo.twilio.com/welcome/sms/reply/");
        return made;
    };
    account::Inventory inventory;
    inventory.numbers = {
        number('1', "Main line"), number('2', "(500) 555-0002"), number('3', "Trunk"), number('4', "+15005550004")};
    inventory.numbers[1].voiceApplicationSid = "AP" + QByteArray(32, 'a');
    inventory.numbers[2].trunkSid = "TK" + QByteArray(32, 'b');
    inventory.numbers[2].takesMessages = false;
    account::Application application;
    application.kind = account::ResourceKind::Application;
    application.sid = "AP" + QByteArray(32, 'a');
    application.name = QStringLiteral("Support");
    set(application, Hook::Voice, "https://support.example.com/voice");
    inventory.applications = {application};
    account::MessagingService service;
    service.kind = account::ResourceKind::Service;
    service.sid = "MG" + QByteArray(32, 'c');
    service.name = QStringLiteral("Alerts");
    service.numberSids = {inventory.numbers[3].sid};
    set(service, Hook::Message, "https://alerts.example.com/sms");
    inventory.services = {service};
    return inventory;
}

} // namespace offhook::ui
