#pragma once

#include "core/base/ids.h"

#include <chrono>

namespace offhook::deliver {

/// So many in such a time.
struct Rate {
    int count = 0; ///< 0: no limit
    std::chrono::seconds per{1};

    bool operator==(const Rate &) const = default;
};

/// A bucket of tokens: holds `count` of them, filled evenly within `per`; whoever sends takes one. Never gives more
/// than twice `count` within any `per`. One thread.
class RateLimit {
public:
    explicit RateLimit(const Rate &rate = {});

    /// Takes a token, where there is one.
    [[nodiscard]] bool take(WallTime now);
    /// When take() will give one again: `now` or later.
    [[nodiscard]] WallTime readyAt(WallTime now) const;

private:
    [[nodiscard]] double tokensAt(WallTime now) const;

    Rate m_rate;
    double m_tokens;
    WallTime m_at = 0;
};

} // namespace offhook::deliver
