#pragma once

#include "core/flow/webhook_event.h"
#include "ui/detail/json_text.h"

namespace offhook::ui {

/// Bodies above this many bytes are laid out in the thread pool.
inline constexpr qsizetype QuickToFormat = 256 * 1024;

/// The request as it came over the wire; the place a refusal is about stands out.
[[nodiscard]] ViewDocument rawRequest(const flow::WebhookEvent &event);
/// Request line, fields in columns, and the body: form parameters in columns, JSON laid out, other text as it is.
[[nodiscard]] ViewDocument prettyRequest(const flow::WebhookEvent &event, const CancelFlag *cancel = nullptr);
/// The answer with its head as it is sent, without Date and Connection.
[[nodiscard]] ViewDocument rawResponse(const flow::WebhookEvent &event);
[[nodiscard]] ViewDocument prettyResponse(const flow::WebhookEvent &event, const CancelFlag *cancel = nullptr);

/// A body by its media type: JSON laid out, XML coloured, all else as it is.
[[nodiscard]] ViewDocument prettyBody(
    QByteArrayView body, QByteArrayView mediaType, const CancelFlag *cancel = nullptr);

} // namespace offhook::ui
