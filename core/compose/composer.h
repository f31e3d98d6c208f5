#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/compose/templates.h"
#include "core/twilio/key_ring.h"

#include <vector>

namespace offhook::compose {

/// What to make of a template.
struct ComposeOptions {
    QByteArray
        target; ///< scheme://host[:port][/path][?query] the request is sent to; without path the template's is used
    QByteArray signedUrl; ///< scheme://host[/prefix] Twilio would have dialled; empty: `target`
    /// Replaces (or adds) parameters by name; the same name again means its next occurrence. A SID set here takes the
    /// place of the template's everywhere. In a JSON body: members by name, which must be there.
    http::Parameters set;
    /// Replace the template's of the same name, or are added. Not Content-Length or Transfer-Encoding; an
    /// X-Twilio-Signature given here is sent in place of ours.
    std::vector<http::HeaderField> headers;
    bool sign = true;
    WallTime now = 0; ///< the newest time in the request; 0: now
};

/// A request ready for the wire.
struct ComposedRequest {
    QByteArray host; ///< of the target, no port, no brackets
    quint16 port = 80;
    bool tls = false;
    QByteArray head; ///< with the blank line
    QByteArray body;
    QByteArray url;       ///< full URL it goes to
    QByteArray signedUrl; ///< full URL the signature is over; empty when unsigned
};

/// Fills a template: fresh SIDs and idempotency token for every call (equal SIDs of the template stay equal to each
/// other, AccountSid stays), now as time, `set` applied, signed with key `key` of `keys`. Credentials in the target go
/// into an Authorization header and are not signed. Fails with InvalidInput (URL, header, `set`) or NoKey.
[[nodiscard]] Result<ComposedRequest> compose(
    const Template &from, const ComposeOptions &options, twilio::KeyRing *keys, std::size_t key = 0);

} // namespace offhook::compose
