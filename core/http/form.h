#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace offhook::http {

/// One name=value pair, decoded once: `+` is a space, %XX is a byte. Bytes, not text: the charset is the reader's
/// matter.
struct Parameter {
    QByteArray name;
    QByteArray value;
    /// A `%` in the name or value was not followed by two hexadecimal digits; it was kept as it stood.
    bool badEscape = false;

    bool operator==(const Parameter &) const = default;
};

/// Parameters in order of arrival, duplicates and empty values kept.
using Parameters = std::vector<Parameter>;

/// More than these are not decoded: a hostile 10 MiB of `a&a&...` must not cost half a gigabyte. The bytes stay as they
/// are.
inline constexpr std::size_t MaxParameters = 100'000;

/// Decodes application/x-www-form-urlencoded bytes (a body or a query), by
/// https://url.spec.whatwg.org/#urlencoded-parsing with two differences that keep what arrived: bytes are not turned
/// into text, and a bad escape is marked. An empty piece between `&&` is skipped; "a" is a name with an empty value.
/// Linear time, pure.
[[nodiscard]] Parameters decodeForm(QByteArrayView encoded);

/// The reverse, as Twilio's webhooks write it: space is `+`, unreserved bytes stand as they are, others upper-case %XX.
/// decodeForm(encodeForm(p)) == p for all p whose names are not all empty.
[[nodiscard]] QByteArray encodeForm(const Parameters &parameters);

/// One percent-encoded piece of a form.
[[nodiscard]] QByteArray encodeFormPiece(QByteArrayView bytes);

/// The first value of that name (case-sensitive, as Twilio's), or null.
[[nodiscard]] const QByteArray *find(const Parameters &parameters, QByteArrayView name);
[[nodiscard]] inline bool contains(const Parameters &parameters, QByteArrayView name) {
    return find(parameters, name) != nullptr;
}
/// The first value of that name, or an empty view.
[[nodiscard]] QByteArrayView value(const Parameters &parameters, QByteArrayView name);

} // namespace offhook::http
