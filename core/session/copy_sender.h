#pragma once

#include "core/deliver/route_worker.h"

namespace offhook {

/// Sends copies over a connection of their own each, within the route's time limit. Stateless, any thread.
[[nodiscard]] deliver::Send copySender();

} // namespace offhook
