#pragma once

#include "core/deliver/replay_target.h"
#include "core/deliver/request_draft.h"
#include "core/twilio/key_ring.h"

#include <optional>

namespace offhook::deliver {

/// How a draft becomes a request.
struct ReplayOptions {
    ReplayTarget target;
    /// Signs anew, for the URL it is sent to; else the signature stays as it came.
    bool sign = false;
    std::optional<std::size_t> key; ///< of the key ring; nothing: the account's own, else the first
    /// scheme://host[:port] that stands in the signed URL instead of the target's: for an app that knows itself by its
    /// public URL. Its path, if any, goes before the one that is sent.
    std::optional<ReplayTarget> signAs;
};

/// A request ready for the wire.
struct ReplayRequest {
    QByteArray url;
    QByteArray signedUrl; ///< empty: not signed anew
    QByteArray head;      ///< with the blank line
    QByteArray body;
};

/// The header that says which event a request repeats.
inline constexpr char ReplayOfHeader[] = "X-Offhook-Replay-Of";

/// Makes the request that replays event `of`. Host and Content-Length follow the target and the body; Accept-Encoding
/// goes, so that the answer comes plain and can be compared. When signing, also what proxies said of the former URL
/// goes (X-Forwarded-*, Forwarded, X-Original-Host), and bodySHA256 is made to fit the body. Fails with InvalidInput
/// (checkDraft()) or NoKey. `keys` may be null when nothing is signed. One thread at a time for a key ring.
[[nodiscard]] Result<ReplayRequest> replayRequest(
    RequestDraft draft, EventId of, const ReplayOptions &options, twilio::KeyRing *keys);

} // namespace offhook::deliver
