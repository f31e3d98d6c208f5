#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A script without dependencies, Node 18 or later.
[[nodiscard]] std::unique_ptr<Encoder> nodeEncoder();
/// Tests for Jest; `node --test` and Vitest know the same words.
[[nodiscard]] std::unique_ptr<Encoder> jestEncoder();

} // namespace offhook::exchange
