#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace offhook::deliver {

/// Where events are replayed to, taken apart without changing a byte of it.
struct ReplayTarget {
    bool tls = false;
    QByteArray userInfo;  ///< "user:password" as typed, or empty
    QByteArray authority; ///< host[:port] as typed
    QByteArray host;      ///< in lower case, without brackets
    quint16 port = 0;     ///< the scheme's own when none was typed
    QByteArray path;      ///< empty: the path of each event
    QByteArray query;     ///< without "?"

    /// scheme://host[:port]
    [[nodiscard]] QByteArray origin() const { return (tls ? "https://" : "http://") + authority; }
    /// The whole URL for a request that had this path and query: its own path unless the target has one, the target's
    /// query before its own. Twilio's bodySHA256 and the parameters of GET stand in the query, so it always goes along.
    [[nodiscard]] QByteArray urlFor(QByteArrayView pathAndQuery) const;
};

/// An absolute http or https URL; a fragment is left out. InvalidInput, with the offset, for anything else.
[[nodiscard]] Result<ReplayTarget> replayTarget(QByteArrayView url);

/// Whether the host can only be this machine: localhost, *.localhost (RFC 6761 6.3), 127.0.0.0/8 and ::1, written out.
[[nodiscard]] bool isLoopback(const QByteArray &host);

} // namespace offhook::deliver
