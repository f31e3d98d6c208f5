#pragma once

#include "core/deliver/replayer.h"
#include "core/flow/attempt.h"

#include <memory>

namespace offhook::deliver {

/// An attempt as an event of its own, without id: what was sent, and the answer. Its X-Offhook-Replay-Of links it to
/// the event it was made of. For edited requests, which stand nowhere else. Null when nothing was sent.
[[nodiscard]] std::shared_ptr<flow::WebhookEvent> replayedEvent(const ReplayAttempt &attempt);

/// The record of an attempt that is kept with the event it was made of.
[[nodiscard]] flow::Attempt attemptRecord(const ReplayAttempt &attempt);

} // namespace offhook::deliver
