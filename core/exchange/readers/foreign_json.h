#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

#include <QJsonObject>
#include <QStringList>

namespace offhook::exchange {

/// An event from one JSON object, whatever program wrote it. Known by what it holds:
/// - a line of an event file (`request.head` as text, `verification`)
/// - an event as `offhook-cli show --json` prints it (`request.head` in Base64, `verdict`)
/// - a HAR entry (`startedDateTime`)
/// - a captured request of ngrok's /api/requests/http (`request.raw` in Base64)
/// - an alert of monitor.twilio.com/v1/Alerts (`alert_text`); without request_variables there is no request in it
/// - a call event of /Calls/{CallSid}/Events.json (`request.parameters`)
/// InvalidInput or SyntaxError says why not. `now` is the time of those that tell none.
[[nodiscard]] Result<flow::WebhookEvent> eventFromJson(const QJsonObject &json, WallTime now, QStringList &unknown);

/// Whether the object is such a thing, and not a list of them.
[[nodiscard]] bool isSingleEvent(const QJsonObject &json);

} // namespace offhook::exchange
