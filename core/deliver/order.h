#pragma once

#include "core/flow/delivery.h"
#include "core/flow/webhook_event.h"

namespace offhook::deliver {

/// Where an event stands among those of its thread. Numbered callbacks (SequenceNumber, SequenceId) by their number,
/// others by their status in the life of their subject, requests for instructions as they came. What a status needs
/// before it is what Twilio always tells first: `sent` before `delivered`, the start of a stream before its end. Pure.
[[nodiscard]] flow::CopyPlace placeOf(const flow::WebhookEvent &event);

} // namespace offhook::deliver
