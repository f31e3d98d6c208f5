#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A script without dependencies or extensions, PHP 7.4 or later.
[[nodiscard]] std::unique_ptr<Encoder> phpEncoder();
/// A test case for PHPUnit.
[[nodiscard]] std::unique_ptr<Encoder> phpunitEncoder();

} // namespace offhook::exchange
