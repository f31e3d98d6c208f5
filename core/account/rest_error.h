#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace offhook::account {

/// What Twilio's REST API answered instead of success, as its JSON says ({"code", "message", "more_info", "status"},
/// twilio.com/docs/usage/twilios-response).
struct RestError {
    int status = 0; ///< of HTTP
    int code = 0;   ///< Twilio's: 20003, 20404, ...; 0 where the body is not Twilio's
    QString message;
    QString moreInfo;
};

[[nodiscard]] RestError readRestError(int status, const QByteArray &body);

/// As an Error whose detail is "CODE MESSAGE (HTTP STATUS) MOREINFO": NoKey for 401 and code 20003, NotFound for 404,
/// NetworkFailed for 429 and 5xx, InvalidInput for the rest.
[[nodiscard]] Error toError(const RestError &error);

/// Twilio's error code of an Error that toError() made ("20404 The requested resource ..."); 0 for others.
[[nodiscard]] int twilioCode(const Error &error);

} // namespace offhook::account
