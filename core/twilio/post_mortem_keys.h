#pragma once

#include "core/twilio/cause.h"
#include "core/twilio/phrase.h"
#include "core/twilio/post_mortem_repairs.h"
#include "core/twilio/signing_key.h"

#include <QByteArrayView>

#include <optional>
#include <vector>

namespace offhook::twilio {

/// A key that may have signed.
struct KeyTry {
    SigningKey key;
    std::optional<Cause> cause; ///< none: plain checking takes this key for this request
    Phrase change;              ///< completes "Twilio signed ..."; never contains the secret
    Tier tier = Tier::Likely;
};

/// Stored keys that plain checking takes for requests of `account` (or `parent`, which may be empty) first, then the
/// others, then each in forms that its secret may have by mistake: with blanks, line ends or quotes that do not belong
/// to it, or without them, in the other case.
[[nodiscard]] std::vector<KeyTry> keyTries(
    const std::vector<SigningKey> &stored, QByteArrayView account, QByteArrayView parent);

} // namespace offhook::twilio
