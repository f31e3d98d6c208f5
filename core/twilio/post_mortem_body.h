#pragma once

#include "core/twilio/phrase.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace offhook::twilio {

/// Which rewriting of `body` has this SHA-256 (lower-case hexadecimal): other line breaks, one more or fewer at the
/// end, JSON written as the usual libraries write it. The phrase completes "Twilio signed ..."; nothing when none has.
/// Bodies over 1 MiB are tried with line breaks only. `stop` is asked between attempts. Each attempt is counted in
/// `tried`.
[[nodiscard]] std::optional<Phrase> bodyWithHash(
    const QByteArray &body, const QByteArray &sha256, const std::function<bool()> &stop, int &tried);

/// JSON with other white space, everything else byte for byte: between tokens as JavaScript's JSON.stringify(v) or
/// Python's json.dumps(v) write it, or over several lines with that many blanks. Nothing when it is not well-formed.
[[nodiscard]] std::optional<QByteArray> respacedJson(
    QByteArrayView json, QByteArrayView afterComma, QByteArrayView afterColon, int indent);

} // namespace offhook::twilio
