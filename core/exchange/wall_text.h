#pragma once

#include "core/base/ids.h"

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace offhook::exchange {

/// ISO 8601 in UTC with microseconds: "2026-11-24T10:42:07.318204Z".
[[nodiscard]] QByteArray wallText(WallTime time);

/// Reads RFC 3339 times with any number of decimals and any offset, and RFC 2822 ("Thu, 15 Jan 2026 10:30:00 +0000").
[[nodiscard]] std::optional<WallTime> wallTimeFrom(QStringView text);

} // namespace offhook::exchange
