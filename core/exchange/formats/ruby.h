#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A script without dependencies, Ruby 2.7 or later.
[[nodiscard]] std::unique_ptr<Encoder> rubyEncoder();
/// Examples for RSpec.
[[nodiscard]] std::unique_ptr<Encoder> rspecEncoder();

} // namespace offhook::exchange
