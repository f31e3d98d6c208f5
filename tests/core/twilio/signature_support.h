#pragma once

#include "core/twilio/signature.h"
#include "tests/core/twilio/sample_requests.h"

namespace offhook::twilio::test {

inline constexpr const char *Form = "application/x-www-form-urlencoded";

inline SigningKey key(const QByteArray &secret, const QByteArray &account = {}, const QString &label = {}) {
    SigningKey result;
    result.account = account;
    result.label = label;
    result.secret = SecretBytes(QByteArray(secret));
    return result;
}

inline KeyRing ring(const QByteArray &secret) {
    std::vector<SigningKey> keys;
    keys.push_back(key(secret));
    return KeyRing(std::move(keys));
}

inline http::Parameters formOf(const http::Request &request) {
    return request.mediaType() == Form ? http::decodeForm(request.body()) : http::Parameters();
}

inline Verification check(
    const http::Request &request, const QByteArray &url, KeyRing &keys, const QByteArray &account = {}) {
    return verify(request, formOf(request), {{url, http::UrlSource::PublicUrl}}, account, keys);
}

// The target a server sees of a URL.
inline QByteArray targetOf(const QByteArray &url) {
    const QByteArray whole = url.split('#').first();
    const qsizetype slash = whole.indexOf('/', whole.indexOf("://") + 3);
    return slash < 0 ? QByteArray("/") : whole.mid(slash);
}

} // namespace offhook::twilio::test
