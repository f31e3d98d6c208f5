#pragma once

#include "core/exchange/format.h"

#include <QByteArrayView>

#include <span>

namespace offhook::exchange {

/// Every format, grouped by purpose, in the order of the menus.
[[nodiscard]] std::span<const Format> formats();
/// Null when there is none of that name.
[[nodiscard]] const Format *findFormat(QByteArrayView name);
/// The format a file of that name is written in, by its extension: ".har" is HAR. Null when it names none.
[[nodiscard]] const Format *formatForFile(const QString &fileName);

} // namespace offhook::exchange
