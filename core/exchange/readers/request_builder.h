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

} // namespace offhook::exchange
