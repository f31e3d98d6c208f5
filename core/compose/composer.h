#pragma once

#include "core/base/result.h"
#include "core/compose/templates.h"
#include "core/twilio/key_ring.h"

#include <QUrl>

namespace offhook::compose {

/// What to make of a template.
struct ComposeOptions {
    QByteArray target;        ///< scheme://host[:port][/path][?query] the request is sent to; without path the template's is used
    QByteArray signedUrl;     ///< scheme://host[/prefix] Twilio would have dialled; empty: `target`
    http::Parameters set;     ///< replaces (or adds) parameters by name
    std::vector<http::HeaderField> headers; ///< added
    bool sign = true;
};

/// A request ready for the wire.
struct ComposedRequest {
    QByteArray host;          ///< of the target, no port, no brackets
    quint16 port = 80;
    bool tls = false;
    QByteArray head;          ///< with the blank line
    QByteArray body;
    QByteArray url;           ///< full URL it goes to
    QByteArray signedUrl;     ///< full URL the signature is over; empty when unsigned
};

/// Fills a template: fresh SIDs and idempotency token for every call (equal SIDs of the template stay equal to each
/// other), now as time, `set` applied, signed with key `key` of `keys`. Fails with InvalidInput (URL) or NoKey.
[[nodiscard]] Result<ComposedRequest> compose(const Template &from, const ComposeOptions &options,
    twilio::KeyRing *keys, std::size_t key = 0);

} // namespace offhook::compose
