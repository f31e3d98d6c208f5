#pragma once

#include "core/http/message.h"
#include "core/twilio/phrase.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <vector>

namespace offhook::twilio {

/// What X-Twilio-Signature may have been before something rewrote it.
struct SignatureTarget {
    enum class Type : std::uint8_t {
        Digest,    ///< `bytes` are the 20 of the HMAC
        Beginning, ///< `bytes` are the first of them, 12 at least: the header was cut
        LowerCase, ///< `bytes` are the Base64 in lower case
    };
    Type type = Type::Digest;
    QByteArray bytes;
    Phrase damage; ///< empty for the header as it came; completes "X-Twilio-Signature was damaged on its way: ..."
};

/// The header as it came, if it is well-formed, then what it may have been. Empty when there is nothing to compare
/// with. Only damage that leaves at least 96 bits is undone, so that nothing matches by chance.
[[nodiscard]] std::vector<SignatureTarget> signatureTargets(const http::Request &request);

/// Whether this HMAC (20 bytes) is what the target was. Not in constant time: an explanation is no gate.
[[nodiscard]] bool isHit(const SignatureTarget &target, QByteArrayView digest);

} // namespace offhook::twilio
