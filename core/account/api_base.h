#pragma once

#include "core/base/result.h"

#include <QUrl>

namespace offhook::account {

/// Where Twilio's REST API is asked. All three are https, or http on this machine's loopback; empty ones make every
/// request fail.
struct ApiBase {
    QUrl api;       ///< https://api.twilio.com
    QUrl messaging; ///< https://messaging.twilio.com
    QUrl monitor;   ///< https://monitor.twilio.com

    /// Twilio's own, or for a region and edge the names that twilio.com/docs/global-infrastructure/api-domain-structure
    /// gives them (api.EDGE.REGION.twilio.com).
    [[nodiscard]] static ApiBase of(const QString &region, const QString &edge);
    /// One origin for all three ("http://127.0.0.1:4010"). Fails with InvalidInput: credentials go there.
    [[nodiscard]] static Result<ApiBase> at(const QString &origin);
    /// at(OFFHOOK_TWILIO_API) where that is set, and empty where it may not be used; else by TWILIO_REGION and
    /// TWILIO_EDGE, as Twilio's own libraries read them.
    [[nodiscard]] static ApiBase fromEnvironment();
};

/// Whether two URLs have the same scheme, host and port.
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);

} // namespace offhook::account
