#pragma once

#include "tests/bench/loadgen/options.h"

#include <string>
#include <vector>

namespace offhook::bench {

struct SignedRequest {
    std::string bytes; ///< the whole HTTP request
    std::string id;    ///< "MessageSid:MessageStatus", unique among those of one seed
};

/// `options.distinct` message status callbacks as Twilio sends them: three statuses for each message, one in ten of
/// WhatsApp, some undelivered or failed, each with a token of its own, correctly signed but for `badSignatures`.
[[nodiscard]] std::vector<SignedRequest> statusCallbacks(const Options &options);

} // namespace offhook::bench
