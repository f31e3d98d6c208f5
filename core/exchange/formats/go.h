#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A program without dependencies, Go 1.16 or later.
[[nodiscard]] std::unique_ptr<Encoder> goEncoder();
/// Functions for `go test`.
[[nodiscard]] std::unique_ptr<Encoder> goTestEncoder();

} // namespace offhook::exchange
