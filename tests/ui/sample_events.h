#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArrayList>

/// Events as Twilio and others would cause them, made without a listener, for looking at and for tests of panes.
namespace offhook::samples {

/// An event of this head and body; the head's lines are given without CR LF.
[[nodiscard]] std::shared_ptr<flow::WebhookEvent> event(const QByteArrayList &head, const QByteArray &body);

[[nodiscard]] flow::EventPtr inboundSms();
/// Repeats, empty values, a bad escape, bytes that are no UTF-8, right-to-left override, HTML, a link, a long value.
[[nodiscard]] flow::EventPtr oddForm();
[[nodiscard]] flow::EventPtr conversationsJson();
[[nodiscard]] flow::EventPtr invalidCall();
[[nodiscard]] flow::EventPtr unchecked();
[[nodiscard]] flow::EventPtr refused();
/// Forwarded three times: not reachable, answered too late after a redirect, answered.
[[nodiscard]] flow::EventPtr forwarded();

} // namespace offhook::samples
