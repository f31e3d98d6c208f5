#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace offhook::twilio {

/// An http, https, ws or wss URL as JavaScript's `new URL(url).toString()` writes it: scheme and host in lower case and
/// ASCII, default port gone, dot segments resolved, what may not stand in path and query escaped. Nothing when it is
/// not a URL to it. Follows https://url.spec.whatwg.org/ as far as such URLs need it.
[[nodiscard]] std::optional<QByteArray> webUrl(QByteArrayView url);

/// The query as Node's querystring.stringify(querystring.parse(query)) writes it: equal names together.
[[nodiscard]] QByteArray withLegacyQuery(QByteArrayView url);

} // namespace offhook::twilio
