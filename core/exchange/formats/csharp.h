#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A program of top-level statements, .NET 6 or later.
[[nodiscard]] std::unique_ptr<Encoder> csharpEncoder();
/// Tests for xUnit.net.
[[nodiscard]] std::unique_ptr<Encoder> xunitEncoder();

} // namespace offhook::exchange
