#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <vector>

namespace offhook::exchange {

/// A request as some other program's file tells it, to be made into an event.
struct ToldRequest {
    QByteArray method;
    QByteArray url; ///< absolute, or a path
    std::vector<http::HeaderField> headers;
    QByteArray body;
    QByteArray peer;
    WallTime time = 0;
};

/// Builds the head: request line, Host from the URL unless told, the fields, Content-Length unless told rightly.
/// Transfer-Encoding goes, since the body is told without. Fields and methods that could not stand in HTTP are an
/// InvalidInput. The event's checkedUrl is the URL; its verdict is Unchecked, reason None.
[[nodiscard]] Result<flow::WebhookEvent> eventFromTold(const ToldRequest &told);

/// Puts parameters where the method has them: into a form body, or behind the URL's own query, where those that stand
/// there already are not repeated (Twilio appends its parameters to the configured query). `encoded`: a form.
void addParameters(ToldRequest &told, const QByteArray &encoded);

/// What was told of the answer, without what the connection adds. A status that is none becomes 0.
void setToldAnswer(flow::WebhookEvent &event, int status, std::vector<http::HeaderField> headers, QByteArray body);

} // namespace offhook::exchange
