#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>
#include <QByteArrayView>

namespace offhook::store {

/// The payload of an event: what the event's row does not hold (the request's exact bytes, the response, the
/// verification's details, ...). Fields of {number, length, bytes}; a reader skips numbers it does not know.
[[nodiscard]] QByteArray encodePayload(const flow::WebhookEvent &event);
/// encodePayload() into a buffer that is used again and again.
void encodePayload(const flow::WebhookEvent &event, QByteArray &into);

/// Fills in what encodePayload() wrote. WorkspaceDamaged when the bytes are not such a payload.
[[nodiscard]] Result<void> decodePayload(QByteArrayView raw, flow::WebhookEvent &event);

/// Only the request of a payload, for filters that look into it.
[[nodiscard]] Result<http::Request> decodeRequest(QByteArrayView raw);

} // namespace offhook::store
