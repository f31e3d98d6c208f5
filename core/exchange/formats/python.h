#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A script without dependencies, Python 3.8 or later.
[[nodiscard]] std::unique_ptr<Encoder> pythonEncoder();
/// Functions for pytest.
[[nodiscard]] std::unique_ptr<Encoder> pytestEncoder();

} // namespace offhook::exchange
