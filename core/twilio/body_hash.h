#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace offhook::twilio {

/// SHA-256 in lower-case hexadecimal.
[[nodiscard]] QByteArray sha256Hex(QByteArrayView bytes);

/// The first bodySHA256 of a raw query (without "?"), decoded. Twilio has been seen to send it twice; the node, python,
/// java and go SDKs take the first.
[[nodiscard]] std::optional<QByteArray> bodyHashOf(QByteArrayView query);

/// `url` with bodySHA256=<lower-case hex SHA-256 of body> added to its query, unless it is there already.
[[nodiscard]] QByteArray urlWithBodyHash(QByteArrayView url, QByteArrayView body);

} // namespace offhook::twilio
