#pragma once

#include "core/http/message.h"
#include "core/twilio/known_fields.h"
#include "core/twilio/webhook_kind.h"

#include <QByteArray>
#include <QJsonDocument>

#include <initializer_list>

namespace offhook::twilio {

/// Bodies larger than this are not parsed for the sake of a table row.
inline constexpr qsizetype MaxSummarisedJson = 1024 * 1024;
/// A summary is at most this many bytes long, then an ellipsis.
inline constexpr qsizetype MaxSummary = 160;

/// What happened, in one line of English made of the wire's bytes: the message's text, "undelivered · 30005",
/// "Digits 1". `json` is the parsed body where there is one, else null. Pure, thread-safe.
[[nodiscard]] QByteArray summarise(
    WebhookKind kind, const http::Request &request, const KnownFields &fields, const QJsonDocument &json);

/// The error code in a summary of summarise() for a message's or recording's status; 0 when it has none.
[[nodiscard]] int errorCodeIn(WebhookKind kind, QByteArrayView summary);

/// The pieces that are not empty, with " · " between them.
[[nodiscard]] QByteArray dotted(std::initializer_list<QByteArrayView> pieces);

/// At most `limit` bytes of it, cut between characters when it is UTF-8, with an ellipsis where something was cut off.
[[nodiscard]] QByteArray cut(QByteArrayView text, qsizetype limit = MaxSummary);

} // namespace offhook::twilio
