#pragma once

#include "core/http/message.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace offhook::deliver {

/// What becomes of a request's body on its way to a route.
enum class Transform : std::uint8_t {
    None,     ///< it goes as it came
    FormJson, ///< a form becomes a JSON object, see docs/routes.md
};

/// The body of a request with a form as a JSON object in UTF-8; nothing when its body is no form, or is encoded
/// (Content-Encoding). Names and values are read in the charset of Content-Type, UTF-8 without one. A name that comes
/// once has a string, one that comes several times a list of them in their order; `a[b]` is a name like any other.
/// What is not valid in its charset stands as {"base64": "..."} for a value and percent-encoded for a name, so that
/// nothing is lost. Members come in the order of the form. Pure.
[[nodiscard]] std::optional<QByteArray> formAsJson(const http::Request &request);

} // namespace offhook::deliver
