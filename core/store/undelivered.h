#pragma once

#include "core/base/result.h"
#include "core/filter/expression.h"
#include "core/flow/delivery.h"
#include "core/flow/event_summary.h"
#include "core/store/row_reader.h"
#include "core/store/sqlite.h"

#include <vector>

namespace offhook::store {

/// Which undelivered copies.
struct UndeliveredQuery {
    filter::Expression filter; ///< of their events
    QString route;             ///< id; empty: every route's
    qint64 limit = -1;
};

/// A copy that rests, with its event.
struct UndeliveredCopy {
    flow::Delivery delivery;
    flow::EventSummary event;
};

/// Newest first.
[[nodiscard]] Result<std::vector<qint64>> undeliveredIds(const Connection &connection, const UndeliveredQuery &query);
[[nodiscard]] Result<std::vector<UndeliveredCopy>> undeliveredCopies(
    const Connection &connection, RowReader &rows, const UndeliveredQuery &query);

} // namespace offhook::store
