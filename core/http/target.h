#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace offhook::http {

/// A URL taken apart without changing a byte of it: what is signed must be what is sent (QUrl normalises).
struct Target {
    QByteArray scheme;               ///< "http", "https", "ws", "wss", in lower case
    QByteArray userInfo;             ///< "user:password" as typed (percent-encoded), or empty
    QByteArray authority;            ///< host[:port] as typed
    QByteArray host;                 ///< in lower case, without brackets
    quint16 port = 0;                ///< the scheme's own when none was typed
    QByteArray path;                 ///< empty when there is none
    std::optional<QByteArray> query; ///< without "?"

    [[nodiscard]] bool tls() const { return scheme == "https" || scheme == "wss"; }
    /// scheme://host[:port]
    [[nodiscard]] QByteArray origin() const { return scheme + "://" + authority; }
};

/// Takes an absolute http(s) or ws(s) URL apart. A fragment is left out: Twilio neither sends nor signs it
/// (twilio.com/docs/usage/webhooks/webhooks-connection-overrides, read 2026-09). Fails with InvalidInput and the offset
/// of what is wrong: blanks, control and non-ASCII bytes, an unknown scheme, no host, a port that is none.
[[nodiscard]] Result<Target> parseTarget(QByteArrayView url);

} // namespace offhook::http
