#pragma once

#include "core/base/secret_bytes.h"

#include <QByteArray>

namespace offhook::account {

/// What a request to Twilio's REST API is authorised with (HTTP Basic). Copies share the secret's memory.
struct Credentials {
    QByteArray accountSid; ///< "AC..." whose resources are asked for: it stands in the path
    QByteArray user;       ///< the same, or "SK..." (an API key)
    SecretBytes secret;    ///< the account's auth token, or the API key's secret
};

/// Whether the text is a SID of that kind ("AC", "PN", ...): the two letters and 32 hexadecimal digits.
[[nodiscard]] bool isSid(QByteArrayView text, QByteArrayView prefix);

} // namespace offhook::account
