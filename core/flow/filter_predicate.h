#pragma once

#include "core/filter/expression.h"
#include "core/flow/webhook_event.h"

#include <QByteArray>

namespace offhook::flow {

/// Whether the event matches; the same answer as the store's SQL for the same filter, for rules and live following.
/// Pure, thread-safe.
[[nodiscard]] bool matches(const filter::Expression &expression, const WebhookEvent &event);

/// One alternative of a term, asked of the request's own bytes:
/// Param   a form or query parameter of that name
/// Header  a header field of that name
/// Body    the form parameter Body, or the whole body when it is no form
/// Sid     a form or query parameter whose name ends in Sid
/// Text    method, target, a name or value of a parameter or header field, or a body that is no form; of a refused
///         request (number 1) head and body as they came
struct RequestTest {
    filter::Key key = filter::Key::Param;
    QByteArray name; ///< of the parameter or header; case-insensitive, may hold wildcards
    filter::Match match = filter::Match::Equals;
    QByteArray pattern; ///< filter::patternFor(), for Equals and Contains
    qint64 number = 0;  ///< for comparisons, and see Text
};
[[nodiscard]] bool matches(const RequestTest &test, const http::Request &request);

} // namespace offhook::flow
