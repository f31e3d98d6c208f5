#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <cstdint>

namespace offhook::deliver {

/// What makes two events the same for a route.
enum class Dedupe : std::uint8_t {
    Off,
    Token,        ///< I-Twilio-Idempotency-Token: equal on every attempt of one delivery
    SidAndStatus, ///< the same status (and number) of the same thing told twice, whatever the token
};

/// Equal for events of which a route takes only the first; 16 bytes, or empty for one that is like no other: without a
/// token, or a request for instructions, of which one call makes many with the same status. Pure, thread-safe.
[[nodiscard]] QByteArray dedupeKey(const flow::WebhookEvent &event, Dedupe by);

} // namespace offhook::deliver
