#pragma once

#include "core/flow/decider.h"
#include "core/rules/rule.h"
#include "core/twiml/template.h"

namespace offhook::rules {

/// The response to an event: the reply with its template, if it is one, filled in from the request's parameters. Values
/// are escaped where the reply is XML. `parsed`: the template of the body. Pure.
[[nodiscard]] http::Response fillIn(const Reply &reply, const twiml::Template &parsed, const flow::WebhookEvent &event);
/// The same for a reply that was not parsed before.
[[nodiscard]] http::Response fillIn(const Reply &reply, const flow::WebhookEvent &event);

/// An answer with the rule's fault done to it. Close, Reset, Half and Drip become its delivery; Silence is its caller's
/// business and only closes here.
[[nodiscard]] flow::Outcome withFault(http::Response response, const Fault &fault);

/// 500 that says why a rule's action failed; also what the event is recorded with.
[[nodiscard]] http::Response failedAction(const QString &rule, const QString &reason);

/// What a caller who is to wait longer gets: a pause, and the way back to the same URL, method kept.
[[nodiscard]] http::Response parkingAnswer(const http::Request &request, std::chrono::seconds pause);

/// Whether a Content-Type stands for XML: text/xml, application/xml and what ends in +xml.
[[nodiscard]] bool isXml(QByteArrayView contentType);

} // namespace offhook::rules
