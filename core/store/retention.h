#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace offhook::store {

/// What may be forgotten. Nothing by default. Marked events are always kept.
struct Retention {
    std::optional<std::chrono::hours> age;     ///< older ones go
    std::optional<qint64> count;               ///< beyond this number the oldest go
    std::optional<qint64> bytes;               ///< while the file's content is larger the oldest go

    bool operator==(const Retention &) const = default;
};

} // namespace offhook::store
