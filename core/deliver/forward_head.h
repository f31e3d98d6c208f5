#pragma once

#include "core/http/client.h"
#include "core/http/message.h"

#include <QByteArray>

#include <optional>

namespace offhook::deliver {

/// What a request's head becomes on its way to an application.
struct HeadChanges {
    QByteArray method;
    QByteArray target;        ///< of the request line
    QByteArray host;          ///< of the Host field
    qsizetype bodySize = 0;   ///< where the body was chunked, or its length is not told, that is said instead
    bool dropsBody = false;   ///< a redirect made it a GET: what describes a body goes
    QByteArray authorization; ///< added where the request has none; empty: none
    /// X-Forwarded-Proto, -Host and -For are set to these; the last one is put behind what it says already.
    struct Forwarded {
        QByteArray proto;
        QByteArray host;
        QByteArray client;
    };
    std::optional<Forwarded> forwarded;
};

/// The head for the next leg: fields that belong to the connection go (RFC 9110 7.6.1: Connection, what it names,
/// Keep-Alive, Proxy-Connection, TE, Transfer-Encoding, Upgrade), Host and X-Forwarded-* become what `changes` say at
/// the place where they stand, "Connection: close" ends it, and every other line stays byte for byte, in order. Pure.
[[nodiscard]] QByteArray forwardedHead(const http::Request &request, const HeadChanges &changes);

/// An application's answer as it goes back: status, fields in order and case but for those of the connection, and the
/// body with its transfer coding taken off, its content coding left on. Pure.
[[nodiscard]] http::Response forwardedResponse(const http::ClientResponse &response);

} // namespace offhook::deliver
