#pragma once

#include <QString>

namespace offhook::flow {

/// An application that requests are forwarded to, and how. Value type.
struct ForwardTo {
    QString url;               ///< http or https
    bool replacesPath = false; ///< the URL's path in place of the request's; else before it
    bool keepsHost = true;     ///< Host as Twilio knows it; else the target's own
    bool addsForwarded = true; ///< X-Forwarded-For, -Host and -Proto
    QString certificate;       ///< PEM file with certificates that are trusted besides the system's; "" for none

    bool operator==(const ForwardTo &) const = default;
};

/// Why nothing can be forwarded to this URL, in English; empty when it is an http or https URL with a host.
[[nodiscard]] QString forwardProblem(const QString &url);

} // namespace offhook::flow
