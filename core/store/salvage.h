#pragma once

#include "core/base/result.h"

#include <QString>

#include <atomic>
#include <functional>

namespace offhook::store {

struct SalvageReport {
    qint64 recovered = 0; ///< events copied whole
    qint64 lost = 0;      ///< rows seen whose payload could not be read
};

/// Copies every readable event of a damaged workspace file into `into` (a fresh or existing workspace that nobody has
/// open), skipping what cannot be read. Runs on the caller's thread, long; `progress(recovered)` is called now and
/// then, `cancelled` ends it early with Cancelled. The damaged file is not changed.
[[nodiscard]] Result<SalvageReport> salvage(const QString &damaged, const QString &into,
    const std::function<void(qint64)> &progress = {}, const std::atomic<bool> *cancelled = nullptr);

} // namespace offhook::store
