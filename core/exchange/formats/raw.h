#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// The bytes as they came over the wire. Of several requests, those that were refused are left out: what follows them
/// could not be told apart.
[[nodiscard]] std::unique_ptr<Encoder> rawEncoder();

} // namespace offhook::exchange
