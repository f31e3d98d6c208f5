#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// The event file, docs/event-file.md.
[[nodiscard]] std::unique_ptr<Encoder> eventFileEncoder();

} // namespace offhook::exchange
