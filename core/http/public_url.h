#pragma once

#include "core/http/message.h"

#include <cstdint>
#include <vector>

namespace offhook::http {

/// Where a candidate for "the URL Twilio dialled" comes from, in order of trust.
enum class UrlSource : std::uint8_t {
    PublicUrl,      ///< the workspace's public URL (tunnel or typed in)
    Forwarded,      ///< Forwarded (RFC 7239)
    XForwarded,     ///< X-Forwarded-Proto/-Host/-Port
    XOriginalHost,  ///< X-Original-Host
    Host,           ///< Host, with the listener's own scheme
    AbsoluteTarget, ///< an absolute-form request target
};

struct UrlCandidate {
    QByteArray url; ///< scheme://authority then path and query byte for byte as in the request target
    UrlSource source = UrlSource::Host;

    bool operator==(const UrlCandidate &) const = default;
};

/// The URLs this request may have been sent to, best first, without doubles. `publicUrl` is scheme://authority with an
/// optional path prefix (which is put before the target's path unless the target already starts with it), or empty.
/// `tls`: the listener itself spoke TLS. Pure, thread-safe.
[[nodiscard]] std::vector<UrlCandidate> candidateUrls(const Request &request, QByteArrayView publicUrl, bool tls);

/// Just the first of them where there is a public URL, else nothing: what nearly every request was sent to.
[[nodiscard]] std::vector<UrlCandidate> publicUrlCandidate(const Request &request, QByteArrayView publicUrl);

/// Checks and normalises what a user typed as public URL: http(s)://host[:port][/prefix]; trailing slash, blanks and
/// #fragment go; query is refused. Empty input stays empty (no public URL). On failure `reason` says why in English.
[[nodiscard]] QByteArray normalisedPublicUrl(QStringView typed, QString *reason);

} // namespace offhook::http
