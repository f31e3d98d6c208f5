#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>
#include <QJsonObject>

namespace offhook::flow {

/// The stable JSON shape of an event: `id time kind method target peer from to sid status summary params verdict
/// matchedUrl key rule response flags error`; see docs/cli.md. Text that is not UTF-8 has U+FFFD in its place.
[[nodiscard]] QJsonObject eventJson(const WebhookEvent &event);

/// The same with `request` and `response` {head, body} as Base64 of the exact bytes, and note and signature details.
[[nodiscard]] QJsonObject wholeEventJson(const WebhookEvent &event);

/// One line for people: time, id, kind, from and to, verdict, answer, summary. No line break, printable.
[[nodiscard]] QByteArray eventLine(const WebhookEvent &event);

/// The head of an answer as the listener sends it, without Date and Connection, which belong to the connection.
[[nodiscard]] QByteArray responseHead(const http::Response &response);

} // namespace offhook::flow
