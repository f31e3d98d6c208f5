#pragma once

#include "core/deliver/route.h"
#include "core/flow/forward_to.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>

namespace offhook::deliver {

/// Marks what a route sent, so that a route whose target leads back to Offhook does not feed itself.
inline constexpr char RouteHeader[] = "X-Offhook-Route";

/// The value of RouteHeader of a route.
[[nodiscard]] QByteArray routeMark(const QString &routeId);

/// The event as a route hands it to forward(): RouteHeader stands behind its other fields, and its form is JSON where
/// the route wants that. Every other byte of the request is as it came. Pure.
[[nodiscard]] flow::EventPtr copyOf(const flow::EventPtr &event, const Route &route);

/// Where forward() sends it: a target with a path of its own takes the place of the event's path; Host is the target's;
/// X-Forwarded-* tell where Twilio sent the request. Pure.
[[nodiscard]] flow::ForwardTo copyTarget(const Route &route);

} // namespace offhook::deliver
