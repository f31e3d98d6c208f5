#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// The same with HTTPie (httpie.io/docs/cli), which has the body in --raw or on standard input.
[[nodiscard]] std::unique_ptr<Encoder> httpieEncoder();

} // namespace offhook::exchange
