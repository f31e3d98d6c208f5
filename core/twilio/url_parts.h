#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace offhook::twilio {

/// Views into a URL; joined they are the URL without its fragment, byte for byte.
struct UrlParts {
    QByteArrayView scheme;   ///< without "://"; empty: not a URL, nothing else is set then
    QByteArrayView userinfo; ///< with "@"
    QByteArrayView host;     ///< an IPv6 literal with its brackets
    QByteArrayView port;     ///< with ":"
    QByteArrayView path;
    QByteArrayView query; ///< with "?"

    [[nodiscard]] QByteArray joined() const;
};

/// Splits without decoding or checking anything but "scheme://". The views live as long as `url`.
[[nodiscard]] UrlParts splitUrl(QByteArrayView url);

[[nodiscard]] QByteArrayView withoutFragment(QByteArrayView url);
/// https or wss, in any case.
[[nodiscard]] bool isSecureScheme(QByteArrayView scheme);
[[nodiscard]] bool isWebSocketScheme(QByteArrayView scheme);
/// ws or wss for http or https; others as they are.
[[nodiscard]] QByteArrayView webSocketScheme(QByteArrayView scheme);
/// http or https for ws or wss; others as they are.
[[nodiscard]] QByteArrayView plainScheme(QByteArrayView scheme);

} // namespace offhook::twilio
