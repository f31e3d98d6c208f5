#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// One array of the events as `offhook-cli show --json` prints them.
[[nodiscard]] std::unique_ptr<Encoder> jsonEncoder();
/// The same, one event a line.
[[nodiscard]] std::unique_ptr<Encoder> jsonLinesEncoder();

} // namespace offhook::exchange
