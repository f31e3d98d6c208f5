#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// Requests for the HTTP clients of Visual Studio Code, JetBrains and Visual Studio, one after a line ###. Text only: a
/// body that is not is no part of this format.
[[nodiscard]] std::unique_ptr<Encoder> httpFileEncoder();

} // namespace offhook::exchange
