#pragma once

#include "core/base/result.h"
#include "core/flow/forward_to.h"
#include "core/flow/webhook_event.h"
#include "core/http/client.h"

#include <QByteArray>

namespace offhook::deliver {

/// A request on its way to an application.
struct ForwardRequest {
    http::Endpoint to;
    QByteArray url; ///< where it goes, whole
    QByteArray head;
    QByteArray body;
};

/// scheme://host[:port] of the URL that Twilio sent this request to, as far as is known: that of the signature, else
/// the first it may have been (http::candidateUrls).
[[nodiscard]] QByteArray publicOrigin(const flow::WebhookEvent &event);

/// The request for an application. Its URL: the target's path before the request's (or in place of it), the target's
/// query before the request's, which always goes along, since bodySHA256 and the parameters of GET stand in it. The
/// head: see forwardedHead(). InvalidInput when the URL is none.
[[nodiscard]] Result<ForwardRequest> forwardRequest(const flow::WebhookEvent &event, const flow::ForwardTo &to);

/// Where a redirect leads: the request that follows `sent`, which was answered with this status. NotFound when the
/// answer is to be taken as it is: it is no redirect that Twilio follows (301, 302, 303, 307 with a Location;
/// twilio.com/docs/api/errors/11216, read 2026-11). After 301, 302 and 303 a POST becomes a GET without a body
/// (RFC 9110 15.4). A Location at the public origin, which the application takes for its own, leads to the application.
[[nodiscard]] Result<ForwardRequest> redirectedRequest(const flow::WebhookEvent &event, const flow::ForwardTo &to,
    const ForwardRequest &sent, const http::ClientResponse &answer);

} // namespace offhook::deliver
