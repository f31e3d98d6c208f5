#pragma once

#include "core/exchange/format.h"

namespace offhook::exchange {

/// A program without dependencies, Java 11 or later: `java Webhook.java`.
[[nodiscard]] std::unique_ptr<Encoder> javaEncoder();
/// Tests for JUnit 5.
[[nodiscard]] std::unique_ptr<Encoder> junitEncoder();

} // namespace offhook::exchange
