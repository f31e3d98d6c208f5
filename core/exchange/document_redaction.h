#pragma once

#include "core/exchange/value_redactor.h"

#include <optional>

namespace offhook::exchange {

/// JSON with its strings and long numbers replaced; layout and order stay. Nothing when it is no JSON.
[[nodiscard]] std::optional<QByteArray> redactedJson(const QByteArray &json, ValueRedactor &values);

/// XML with texts and attributes replaced; tags, and attributes of TwiML that steer, stay. What is no XML is replaced
/// as text.
[[nodiscard]] QByteArray redactedXml(const QByteArray &xml, ValueRedactor &values);

/// A form, pair by pair; what is encoded in an unusual way stays so where it stays.
[[nodiscard]] QByteArray redactedForm(const QByteArray &form, ValueRedactor &values);

/// By media type; bytes that are compressed or no text become noise.
[[nodiscard]] QByteArray redactedBody(
    const QByteArray &body, const QByteArray &mediaType, bool isCompressed, ValueRedactor &values);

} // namespace offhook::exchange
