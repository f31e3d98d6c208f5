#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

#include <QJsonObject>

namespace offhook::exchange {

/// The webhook that an alert of monitor.twilio.com/v1/Alerts is about, flagged Recovered and Alert, with the answer
/// Twilio got: its status is `httpResponse` in alert_text, where it is told. `now` is the time of an alert that tells
/// none. InvalidInput says why there is none: only an alert fetched by its own SID has request_variables, and some are
/// about requests to Twilio's own API.
/// Fact: request_variables, request_headers, response_headers and alert_text are form-encoded pairs
/// (twilio.com/docs/usage/monitor-alert, read 2026-11; client libraries parse them so).
[[nodiscard]] Result<flow::WebhookEvent> eventFromAlert(const QJsonObject &alert, WallTime now);

/// The webhook of one item of /Calls/{CallSid}/Events.json, flagged Recovered. Parameters that are told in snake case
/// get the names of the wire back (see twilio::parameterSpelling); the note names those that had to be guessed. Their
/// order is not told. A fetch of media to play is one without parameters. InvalidInput for requests to Twilio's API.
/// Fact: twilio.com/docs/voice/api/call-event-resource, read 2026-11.
[[nodiscard]] Result<flow::WebhookEvent> eventFromCallEvent(const QJsonObject &callEvent, WallTime now);

/// Whether the URL leads to Twilio's REST API, also in a region (api.EDGE.REGION.twilio.com).
[[nodiscard]] bool isTwilioApi(QByteArrayView url);

} // namespace offhook::exchange
