#pragma once

#include "core/http/form.h"
#include "core/http/message.h"
#include "core/twilio/webhook_kind.h"

#include <QByteArray>

namespace offhook::twilio {

/// What a request says, in the few words a table row has room for. Values are the wire's bytes (UTF-8 as a rule),
/// untrusted: show them through printable().
struct Meaning {
    WebhookKind kind = WebhookKind::Other;
    /// Dotted kind with its variant: "message.status.delivered", "conference.join",
    /// "conversations.post.onMessageAdded"; the names of the request catalogue's samples. Equal to the kind's name when
    /// it has no variants.
    QByteArray kindName;
    QByteArray accountSid;
    QByteArray from;
    QByteArray to;
    QByteArray sid;       ///< what the event belongs to: MessageSid, CallSid, ConversationSid, ConferenceSid, ...
    QByteArray parentSid; ///< ParentCallSid, or the call a recording or stream belongs to
    QByteArray status;
    QByteArray summary;          ///< one line: the message's text, "delivered", "Digits 1", "completed · 42 s"
    QByteArray idempotencyToken; ///< I-Twilio-Idempotency-Token: equal on every attempt of one delivery
};

/// Parameters of a request: its form body (if it is one) followed by its query.
[[nodiscard]] http::Parameters allParameters(const http::Request &request);

/// Derives the meaning. Pure, thread-safe.
[[nodiscard]] Meaning meaningOf(const http::Request &request, const http::Parameters &params);

} // namespace offhook::twilio
