#pragma once

#include "core/flow/webhook_event.h"
#include "core/twilio/debugger_alert.h"

#include <vector>

namespace offhook::flow {

/// The exchange among `events` that a debugger webhook speaks of: the newest before it of the same call or message, at
/// the same path and with the same method where the alert names these, one that was answered as it says before others.
/// 0 when it was not captured here.
[[nodiscard]] EventId exchangeOf(
    const twilio::DebuggerAlert &alert, EventId alertId, const std::vector<EventPtr> &events);

} // namespace offhook::flow
