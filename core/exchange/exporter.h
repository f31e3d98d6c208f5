#pragma once

#include "core/base/result.h"
#include "core/exchange/format.h"
#include "core/exchange/redaction.h"

#include <QIODevice>

#include <atomic>
#include <functional>
#include <optional>

namespace offhook::exchange {

/// What to write, and how.
struct ExportOptions {
    const Format *format = nullptr;
    std::optional<RedactionOptions> redaction; ///< nothing: as it is
    qint64 count = 0;                          ///< events that will come, as far as known
};

struct ExportReport {
    qint64 written = 0;
    qint64 skipped = 0; ///< events that the format has no words for
};

/// Gives the next event, null at the end. NotFound: that one is gone, the next may be there.
using NextEvent = std::function<Result<flow::EventPtr>()>;

/// Writes every event of `next` to `out`, on the caller's thread, in memory that does not grow with their number.
/// `progress(done)` is called now and then; `cancelled` ends it with Cancelled; what is in `out` by then is a fragment.
/// FileUnwritable when `out` takes no more.
[[nodiscard]] Result<ExportReport> exportEvents(const NextEvent &next, const ExportOptions &options, QIODevice &out,
    const std::function<void(qint64)> &progress = {}, const std::atomic<bool> *cancelled = nullptr);

/// One event, or a few, as text for the clipboard.
[[nodiscard]] Result<QByteArray> exported(const std::vector<flow::EventPtr> &events, const ExportOptions &options);

} // namespace offhook::exchange
