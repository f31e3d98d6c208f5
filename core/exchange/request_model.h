#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace offhook::exchange {

/// A request taken apart for generated code: what the code says, and what its helpers make of it.
struct RequestModel {
    QByteArray method;
    QByteArray url;    ///< as Twilio dialled it, http or https
    QByteArray target; ///< path and query of it
    /// Without those that belong to the connection or are made anew (Host, Content-Length, X-Twilio-Signature, ...),
    /// and without what a proxy added: the code signs for the URL it sends to.
    std::vector<http::HeaderField> headers;
    /// Whether `form` says it all: encodeForm(form) is the body, and its sorted pairs are signed.
    bool isForm = false;
    http::Parameters form;
    QByteArray body;
    QByteArray signedTail; ///< unless isForm: what is signed behind the URL
};

/// The URL an event's request was sent to, as far as known: the one that was signed, else the likeliest.
[[nodiscard]] QByteArray urlOf(const flow::WebhookEvent &event);

/// Nothing for what code cannot send: refused requests, WebSocket handshakes, names that are no tokens.
[[nodiscard]] std::optional<RequestModel> requestModel(const flow::WebhookEvent &event);

/// Whether the bytes may stand as a field name or method (RFC 9110 5.6.2).
[[nodiscard]] bool isToken(QByteArrayView bytes);
/// Whether they may stand as a field value: no control characters but tab.
[[nodiscard]] bool isFieldValue(QByteArrayView bytes);

/// "#12 sms.inbound +14155550100 -> +14155550101", printable, no line break: for a comment.
[[nodiscard]] QByteArray captionOf(const flow::WebhookEvent &event);

} // namespace offhook::exchange
