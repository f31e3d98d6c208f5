#pragma once

#include "tests/core/account/account_support.h"
#include "tests/core/account/fake_api.h"
#include "tests/ui/start/signed_request.h"

namespace offhook::ui {

inline constexpr int Long = 60'000; ///< ms; for what goes over sockets and disks of a busy machine

/// "PN000...1"
inline QString numberSid(int n) {
    return QStringLiteral("PN%1").arg(n, 32, 16, QChar(u'0'));
}

/// An account with so many numbers, an app that decides about the calls of the second, and a service.
inline QJsonObject accountState(int count) {
    using namespace Qt::StringLiterals;
    const QString app = u"AP" + QString(32, u'a');
    const QString service = u"MG" + QString(32, u'c');
    QJsonArray numbers;
    for (int n = 1; n <= count; ++n) {
        QJsonObject number{{u"sid"_s, numberSid(n)}, {u"phone_number"_s, u"+1500555%1"_s.arg(n, 4, 10, QChar(u'0'))},
            {u"friendly_name"_s, u"Line %1"_s.arg(n)}, {u"sms_url"_s, u"https://app.example.test/sms"_s},
            {u"voice_url"_s, u"https://app.example.test/voice"_s}};
        if (n == 2)
            number.insert(u"voice_application_sid"_s, app);
        numbers.append(number);
    }
    return {{u"account"_s, QString::fromLatin1(OwnAccount)}, {u"token"_s, QString::fromLatin1(OwnToken)},
        {u"numbers"_s, numbers},
        {u"applications"_s, QJsonArray{QJsonObject{{u"sid"_s, app}, {u"name"_s, u"Support"_s},
                                {u"voice_url"_s, u"https://support.example.test/voice"_s}}}},
        {u"services"_s,
            QJsonArray{QJsonObject{{u"sid"_s, service}, {u"name"_s, u"Alerts"_s}, {u"members"_s, QJsonArray()}}}}};
}

} // namespace offhook::ui
