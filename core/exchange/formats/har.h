#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// HAR 1.2 (w3c.github.io/web-performance/specs/HAR/Overview.html). A body that is not UTF-8 stands in _bodyBase64,
/// beside the text that comes nearest.
[[nodiscard]] std::unique_ptr<Encoder> harEncoder();

} // namespace offhook::exchange
