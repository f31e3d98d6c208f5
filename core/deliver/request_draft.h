#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

#include <vector>

namespace offhook::deliver {

/// The request of an event, to be edited and sent again. What nobody edits stays byte for byte.
struct RequestDraft {
    QByteArray method;
    QByteArray target; ///< path and query: "/sms?x=1"
    /// In order and case as they came, without what belongs to one connection (RFC 9110 7.6.1). Host and Content-Length
    /// keep their places; their values are set when the request is made.
    std::vector<http::HeaderField> headers;
    QByteArray body; ///< after transfer decoding

    bool operator==(const RequestDraft &) const = default;
};

/// InvalidInput for what cannot be sent again: what was refused as malformed, and WebSocket handshakes.
[[nodiscard]] Result<RequestDraft> draftOf(const flow::WebhookEvent &event);

/// Where the parameters of a request are: its form, or the query of one without a body.
enum class ParameterPlace : std::uint8_t { Form, Query, None };
[[nodiscard]] ParameterPlace parameterPlace(const RequestDraft &draft);
[[nodiscard]] http::Parameters parametersOf(const RequestDraft &draft);
/// Writes them all anew, but for those that stood there before with the same name and value, in the same place: these
/// keep their bytes. Nothing happens where there is no place for parameters.
void setParameters(RequestDraft &draft, const http::Parameters &parameters);
/// Sets the `turn`th parameter (from 0) of that name, or adds one. InvalidInput where there is no place for it.
[[nodiscard]] Result<void> setParameter(
    RequestDraft &draft, const QByteArray &name, const QByteArray &value, int turn = 0);

/// In place of the first of that name, without the others; else at the end.
void setHeader(RequestDraft &draft, const http::HeaderField &field);
void removeHeader(RequestDraft &draft, QByteArrayView name);
[[nodiscard]] QByteArray headerOf(const RequestDraft &draft, QByteArrayView name);

/// Whether the draft can stand in a request: method and names are tokens, no line break anywhere, and nothing set that
/// follows from the rest. InvalidInput says what is wrong.
[[nodiscard]] Result<void> checkDraft(const RequestDraft &draft);

} // namespace offhook::deliver
