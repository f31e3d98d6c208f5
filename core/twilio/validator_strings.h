#pragma once

#include "core/http/form.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace offhook::twilio {

/// The strings whose HMAC an official library compares with X-Twilio-Signature, given the URL and the parameters that
/// an app hands to it; it accepts when one of them was signed. Pure. Checked against the real libraries where a test
/// can have them (node, python), else by their source as of 2026-09.
using ValidatorStrings = std::vector<QByteArray> (*)(QByteArrayView url, const http::Parameters &form);

/// npm twilio 6.2: as received without and with port, then as new URL() writes it, then with querystring's spelling.
/// Lists become sorted sets.
[[nodiscard]] std::vector<QByteArray> nodeStrings(QByteArrayView url, const http::Parameters &form);
/// PyPI twilio: urllib's split and join; lists become sorted sets.
[[nodiscard]] std::vector<QByteArray> pythonStrings(QByteArrayView url, const http::Parameters &form);
/// Java's: as given, and rebuilt through java.net.URI where the port is put in or taken out; one value a name.
[[nodiscard]] std::vector<QByteArray> javaStrings(QByteArrayView url, const http::Parameters &form);
/// .NET's: ordinal order, one value a name.
[[nodiscard]] std::vector<QByteArray> csharpStrings(QByteArrayView url, const http::Parameters &form);
/// Ruby's: pairs sorted and joined, so that a list's values follow its name once.
[[nodiscard]] std::vector<QByteArray> rubyStrings(QByteArrayView url, const http::Parameters &form);
/// PHP's: ksort, which compares names that look like numbers as such.
[[nodiscard]] std::vector<QByteArray> phpStrings(QByteArrayView url, const http::Parameters &form);
/// Go's: name and value joined, then sorted.
[[nodiscard]] std::vector<QByteArray> goStrings(QByteArrayView url, const http::Parameters &form);

} // namespace offhook::twilio
