#pragma once

#include "core/flow/webhook_event.h"

#include <chrono>
#include <optional>

namespace offhook::flow {

/// How long Twilio waits for the answer to this event, from the moment its request began, by its kind and by the
/// connection overrides then in force; nothing where no limit is known.
[[nodiscard]] std::optional<std::chrono::milliseconds> timeLimit(const WebhookEvent &event);

/// Whether an answer that took so long, from the request's last byte, came too late.
[[nodiscard]] bool isLate(const WebhookEvent &event, qint64 tookUs);

} // namespace offhook::flow
