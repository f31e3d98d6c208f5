#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// RFC 4180, UTF-8, one row an event under a row of names. A cell that a spreadsheet would take for a formula begins
/// with an apostrophe (owasp.org/www-community/attacks/CSV_Injection).
[[nodiscard]] std::unique_ptr<Encoder> csvEncoder();

} // namespace offhook::exchange
