#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

namespace offhook::exchange {

/// The event of a request's bytes as they were on the wire, chunked or not. What is not whole or not HTTP becomes a
/// refused event, as when it comes over a socket. InvalidInput when there are no bytes.
[[nodiscard]] Result<flow::WebhookEvent> eventFromWire(const QByteArray &bytes);

/// An answer's head and body; lenient. Status 0 when there is no status line.
[[nodiscard]] http::Response responseFromWire(const QByteArray &bytes);

} // namespace offhook::exchange
