#pragma once

#include "core/flow/event_summary.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>

namespace offhook::store {

/// What a bare word is looked for in, besides the columns of the event's row; see schema.h.
struct SearchText {
    QByteArray shared; ///< for shape.text: the same for very many events
    QByteArray own;    ///< for event.text
    bool cut = false;  ///< `own` would be longer than SearchedText
};

/// Fills `into`, keeping its buffers. `event` has its parameters decoded.
void collectSearchText(const flow::WebhookEvent &event, SearchText &into);

/// The token as event.token has it: 16 bytes for a UUID in lower case, as Twilio sends it, else the token itself.
[[nodiscard]] QByteArray packedToken(QByteArrayView token);
/// The reverse. `isBlob`: the column's type.
[[nodiscard]] QByteArray unpackedToken(QByteArrayView column, bool isBlob);

} // namespace offhook::store
