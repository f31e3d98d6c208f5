#pragma once

#include "core/account/inventory.h"
#include "tests/core/account/account_support.h"

namespace offhook::account {

inline QByteArray sid(const char *prefix, int n) {
    return prefix + QByteArray::number(n, 16).rightJustified(32, '0');
}
inline QString text(const QByteArray &bytes) {
    return QString::fromUtf8(bytes);
}

inline HookValue url(const char *address) {
    return {QString::fromLatin1(address), QStringLiteral("POST")};
}

inline PhoneNumber phoneNumber(int n) {
    PhoneNumber number;
    number.sid = sid("PN", n);
    number.name = QStringLiteral("Line %1").arg(n);
    number.phoneNumber = QStringLiteral("+1500555%1").arg(n, 4, 10, QChar(u'0'));
    number.hooks[std::size_t(Hook::Voice)] = url("https://app.example.test/number/voice");
    number.hooks[std::size_t(Hook::Message)] = url("https://app.example.test/number/sms");
    return number;
}

inline Application application(int n) {
    Application app;
    app.kind = ResourceKind::Application;
    app.sid = sid("AP", n);
    app.name = QStringLiteral("App %1").arg(n);
    app.hooks[std::size_t(Hook::Voice)] = url("https://app.example.test/app/voice");
    app.hooks[std::size_t(Hook::Message)] = url("https://app.example.test/app/sms");
    return app;
}

inline MessagingService messagingService(int n, std::vector<QByteArray> members) {
    MessagingService service;
    service.kind = ResourceKind::Service;
    service.sid = sid("MG", n);
    service.name = QStringLiteral("Service %1").arg(n);
    service.hooks[std::size_t(Hook::Message)] = url("https://app.example.test/service/sms");
    service.hooks[std::size_t(Hook::MessageStatus)] = {QStringLiteral("https://app.example.test/service/status"), {}};
    service.numberSids = std::move(members);
    return service;
}

} // namespace offhook::account
