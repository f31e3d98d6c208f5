#pragma once

#include "core/http/message.h"
#include "core/twilio/webhook_kind.h"

#include <QByteArray>
#include <QMetaType>

#include <vector>

namespace offhook::flow {

/// An answer as a person sets it: to be sent as it stands. Value type.
struct Answer {
    /// Default: an empty <Response/> where TwiML is expected, 204 elsewhere.
    bool automatic = true;
    int status = 200;
    QByteArray contentType = "text/xml";
    QByteArray body;
    std::vector<http::HeaderField> headers{}; ///< besides Content-Type

    bool operator==(const Answer &) const = default;
};

/// The response to a request of this kind. With a body, Content-Type is sent; HEAD gets no body (the writer sees to
/// it).
[[nodiscard]] http::Response respond(const Answer &answer, twilio::WebhookKind kind);

/// Whether it is the automatic answer to what expects TwiML.
[[nodiscard]] bool isAutomaticTwiml(const http::Response &response);

} // namespace offhook::flow

Q_DECLARE_METATYPE(offhook::flow::Answer)
