#pragma once

#include "core/http/form.h"
#include "core/http/message.h"
#include "core/http/public_url.h"
#include "core/twilio/body_hash.h"
#include "core/twilio/key_ring.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace offhook::twilio {

/// Stored in workspaces: never renumber.
enum class Verdict : std::uint8_t {
    Unchecked = 0, ///< signed, but no key for this account is known
    Valid = 1,
    Invalid = 2,
    Unsigned = 3, ///< no X-Twilio-Signature
};

/// Why a verdict is not Valid, as far as plain checking tells.
enum class VerdictReason : std::uint8_t {
    None = 0,
    NoSignature = 1,        ///< the header is missing or empty
    NoKey = 2,              ///< no key stored at all, or none for the request's account
    MalformedSignature = 3, ///< not Base64 of 20 bytes
    Mismatch = 4,           ///< no URL and key gave this signature
    BodyAltered = 5,        ///< the URL's signature is right, the body does not hash to bodySHA256
    BodyHashMissing = 6,    ///< a body that is no form, and no bodySHA256 in the URL
    RepeatedSignature = 7,  ///< several X-Twilio-Signature fields that differ
    Refused = 8,            ///< the request was refused before checking (malformed HTTP)
};

/// A form with more parameters is Invalid without being sorted, which would take seconds for 10 MiB of tiny ones.
/// Twilio sends a few dozen; the frameworks behind it read a thousand (PHP's max_input_vars, Express' parameterLimit).
inline constexpr std::size_t MaxSignedParameters = 10'000;

/// The outcome of a check.
struct Verification {
    Verdict verdict = Verdict::Unchecked;
    VerdictReason reason = VerdictReason::None;
    QByteArray matchedUrl; ///< the URL that was signed, when Valid (or BodyAltered)
    std::optional<http::UrlSource> matchedSource;
    QString keyLabel;      ///< label of the key that matched
    QByteArray checkedUrl; ///< the best candidate, what stringToSign() was made of when nothing matched
    int tried = 0;         ///< combinations computed
};

[[nodiscard]] const char *verdictName(Verdict verdict); ///< "valid" "invalid" "unsigned" "unchecked"
[[nodiscard]] std::optional<Verdict> verdictFromName(QByteArrayView name);
[[nodiscard]] const char *reasonName(VerdictReason reason); ///< kebab-case

/// Checks X-Twilio-Signature against every candidate URL and every key that covers the account. For each URL the port,
/// userinfo, fragment, WebSocket and SIP-unescaped variants that Twilio is known to sign are tried.
/// `bodyParams` are the form body's parameters only (empty for other bodies); `account` is AccountSid or empty.
/// Constant-time comparison. A malformed header is Invalid, not an error.
/// Fact: twilio.com/docs/usage/security (read 2026-09), and the official SDKs where it is silent.
[[nodiscard]] Verification verify(const http::Request &request, const http::Parameters &bodyParams,
    const std::vector<http::UrlCandidate> &candidates, QByteArrayView account, KeyRing &keys);

/// The parameters that are signed for this request: sorted by name in byte order, distinct values ascending. Empty for
/// GET, for bodies that are not a form and for more than MaxSignedParameters.
[[nodiscard]] http::Parameters signedParameters(const http::Request &request, const http::Parameters &bodyParams);

/// The exact bytes that are signed: the URL, then name and value of each signed parameter.
[[nodiscard]] QByteArray stringToSign(QByteArrayView url, const http::Parameters &signedParams);

/// What Twilio would send as X-Twilio-Signature. For a body that is no form the URL must carry bodySHA256: see
/// urlWithBodyHash().
[[nodiscard]] QByteArray sign(QByteArrayView url, QByteArrayView method, QByteArrayView contentType,
    QByteArrayView body, KeyRing &keys, std::size_t key = 0);

} // namespace offhook::twilio
