#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A line for a POSIX shell that sends the request again, byte for byte, to the URL Twilio dialled.
[[nodiscard]] std::unique_ptr<Encoder> curlEncoder();

} // namespace offhook::exchange
