#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace offhook::twilio {

/// A string that Twilio may have signed for a URL.
struct UrlVariant {
    QByteArray url;
    /// The query is left out of `url` and appended as sorted parameters instead (a form of WebSocket handshakes).
    bool queryAsParameters = false;

    bool operator==(const UrlVariant &) const = default;
};

/// What is known of the request besides its URL.
struct UrlContext {
    bool webSocket = false; ///< the request asks for an upgrade to WebSocket
    bool get = false;
};

/// The form signed as a rule: as it stands, without #fragment; for WebSocket with the scheme ws or wss.
[[nodiscard]] QByteArray usualForm(QByteArrayView url, UrlContext context);

/// The other forms Twilio is known to sign, the likelier first, without the usual one; at most 31.
///
/// - the explicit port removed, or the scheme's default port added (voice over HTTPS drops it, messaging keeps it;
///   every SDK tries both)
/// - user:password@ removed (the guide says it is; SDK tests have it signed)
/// - an apostrophe in the query as %27 (twilio-node issue 1059)
/// - %40 and %3A in a GET query unescaped (SIP calls, twilio-node pull request 621)
/// - WebSocket: the path's last slash added or removed, the query as parameters, the scheme http(s)
///
/// Fact: twilio.com/docs/usage/security, read 2026-09. Pure, thread-safe.
[[nodiscard]] std::vector<UrlVariant> otherForms(QByteArrayView url, UrlContext context);

} // namespace offhook::twilio
