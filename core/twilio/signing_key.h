#pragma once

#include "core/base/secret_bytes.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace offhook::twilio {

/// Which secret signs: the account's primary auth token, or a shared key of Twilio's webhook settings (beta 2026).
enum class KeyKind : std::uint8_t { AuthToken, SharedKey };
enum class KeyAlgorithm : std::uint8_t { HmacSha1 };

struct SigningKey {
    KeyKind kind = KeyKind::AuthToken;
    KeyAlgorithm algorithm = KeyAlgorithm::HmacSha1;
    QByteArray account; ///< AccountSid the key belongs to; empty: tried for every account
    QString label;      ///< what the user calls it; shown and stored with events instead of the secret
    SecretBytes secret;
};

} // namespace offhook::twilio
