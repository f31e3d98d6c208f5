#pragma once

#include "core/deliver/route.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <optional>

namespace offhook::deliver {

/// Marks what a route sent, so that a route whose target leads back to Offhook does not feed itself.
inline constexpr char RouteHeader[] = "X-Offhook-Route";

/// A route's target in pieces, each as typed.
struct CopyTarget {
    QByteArray authority;            ///< host[:port]
    QByteArray path;                 ///< empty when there is none
    std::optional<QByteArray> query; ///< without "?"
};

/// A request for the wire.
struct CopyRequest {
    QByteArray head; ///< with the blank line
    QByteArray body;
};

/// The copy of an event for a route. Method, path, header lines (order, case, duplicates) and body go as they came,
/// except: a target with a path of its own takes the place of the event's path, and the event's query is added to it;
/// Host is the target's; hop-by-hop fields (RFC 9110 7.6.1), Expect and Content-Length are left out, and the length is
/// that of the body, which is sent without a transfer coding; X-Forwarded-Host and -Proto tell where Twilio sent the
/// request, unless a proxy before Offhook told already; RouteHeader is added; a form may become JSON. Pure.
[[nodiscard]] CopyRequest copyRequest(const flow::WebhookEvent &event, const Route &route, const CopyTarget &target);

/// The value of RouteHeader of a route.
[[nodiscard]] QByteArray routeMark(const QString &routeId);

} // namespace offhook::deliver
