#pragma once

#include "core/deliver/replayer.h"
#include "core/deliver/route.h"

namespace offhook::deliver {

/// Has a plan send to a route as its copies go: to its target, trusting its certificate, a form as JSON where the route
/// wants that, after what `plan.edit` does. Its conditions, limits and retries have no say: whoever replays has chosen
/// the events and the pace. Fails with InvalidInput when the target is no URL.
[[nodiscard]] Result<void> aimAtRoute(ReplayPlan &plan, const Route &route);

} // namespace offhook::deliver
