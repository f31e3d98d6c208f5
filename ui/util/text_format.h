#pragma once

#include "core/base/ids.h"

#include <QByteArrayView>
#include <QString>

namespace offhook::ui {

/// "1 284" with no-break thin spaces.
[[nodiscard]] QString grouped(qint64 number);
/// "0.8 ms", "14 ms", "1.2 s", "3 min 20 s"; "–" for negative.
[[nodiscard]] QString duration(qint64 us);
/// "11.2 s": what is left, in tenths of a second.
[[nodiscard]] QString secondsLeft(qint64 ms);
/// "held · 11.2 s left"
[[nodiscard]] QString heldLeft(qint64 ms);
/// Local time of day with milliseconds, "10:42:07.318"; with the date in front when it is not today.
[[nodiscard]] QString localTime(WallTime time);
/// The same for a narrow column: of other days only "11-23 10:42", of other years only the date.
[[nodiscard]] QString shortLocalTime(WallTime time);
/// A phone number in groups, "+1 415 555 0142"; all else printable() as it is. With `shorten`, SIDs are cut to
/// "CA5e…91c" and the channel before a number ("whatsapp:") is left out.
[[nodiscard]] QString address(QByteArrayView value, bool shorten);
/// "1.2 kB", "10 MB".
[[nodiscard]] QString byteSize(qint64 bytes);

} // namespace offhook::ui
