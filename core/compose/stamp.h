#pragma once

#include "core/base/ids.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace offhook::compose {

/// A time as it stands in a parameter, with the way it was written.
struct Stamp {
    enum class Form : std::uint8_t {
        Rfc2822,       ///< Thu, 15 Jan 2026 10:30:00 +0000 (voice)
        Iso8601,       ///< 2026-01-15T10:30:00Z, with any number of decimals (Conversations, streams, video, debugger)
        EpochSeconds,  ///< 1768473000 (TaskRouter)
        EpochMillis,   ///< 1768473000000 (TaskRouter)
        CarrierMinute, ///< 2601151030: yyMMddHHmm of a delivery receipt (RawDlrDoneDate)
    };
    Form form = Form::Iso8601;
    WallTime time = 0;
    int decimals = 0; ///< of Iso8601
};

/// Reads a value that is a time and nothing else. Bare numbers count only where `name` says they are times.
[[nodiscard]] std::optional<Stamp> readStamp(QByteArrayView name, const QByteArray &value);

/// Writes it in its own form, in UTC.
[[nodiscard]] QByteArray writeStamp(const Stamp &stamp);

} // namespace offhook::compose
