#pragma once

#include <QByteArrayView>

#include <optional>

namespace offhook::http {

/// The two parts of "host" or "host:port" (RFC 3986 3.2, without user information). Views into what was parsed.
struct Authority {
    QByteArrayView host; ///< a name, an IPv4 address, or an IPv6 address in brackets; never empty
    QByteArrayView port; ///< 1 to 65535 in digits; empty when none was given or when the colon stands alone

    bool operator==(const Authority &) const = default;
};

/// Nothing when the bytes are not host[:port]. Strict: blanks, slashes, `@`, other delimiters and bytes outside ASCII
/// never pass, so that a value from a header cannot reach into the path of a URL built from it. Pure.
[[nodiscard]] std::optional<Authority> parseAuthority(QByteArrayView bytes);

/// 1 to 65535 in at most five digits.
[[nodiscard]] bool isPort(QByteArrayView bytes);

} // namespace offhook::http
