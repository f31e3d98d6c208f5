#include "core/store/undelivered.h"

#include "core/store/delivery_queue.h"
#include "core/store/filter_sql.h"

namespace offhook::store {
namespace {

// The filter's plain names are those of `event`, which is the nearest table to it.
template <typename Take>
Result<void> each(const Connection &connection, const UndeliveredQuery &query, const char *columns, const Take &take) {
    const SqlFilter filter = toSql(query.filter);
    const int bound = int(filter.bindings.size());
    const auto parameter = [bound](int i) -> QByteArray { return '?' + QByteArray::number(bound + i); };
    const QByteArray sql = QByteArray("SELECT ") + columns + " FROM delivery WHERE delivery.state = 1 AND (" +
                           parameter(1) + " = '' OR delivery.route = " + parameter(1) +
                           ") AND EXISTS (SELECT 1 FROM event WHERE event.id = delivery.event AND (" + filter.where +
                           ")) ORDER BY delivery.id DESC LIMIT " + parameter(2);
    auto rows = connection.prepare(sql);
    if (!rows)
        return rows.error();
    const QByteArray route = query.route.toUtf8();
    rows->bindAll(filter.bindings).bindText(bound + 1, route).bind(bound + 2, query.limit);
    for (;;) {
        const auto row = rows->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        take(*rows);
    }
}

} // namespace

Result<std::vector<qint64>> undeliveredIds(const Connection &connection, const UndeliveredQuery &query) {
    std::vector<qint64> ids;
    const Result<void> done =
        each(connection, query, "delivery.id", [&](const Statement &row) { ids.push_back(row.integer(0)); });
    return done ? Result<std::vector<qint64>>(std::move(ids)) : Result<std::vector<qint64>>(done.error());
}

Result<std::vector<UndeliveredCopy>> undeliveredCopies(
    const Connection &connection, RowReader &rows, const UndeliveredQuery &query) {
    std::vector<UndeliveredCopy> copies;
    const Result<void> done = each(connection, query, DeliveryColumns, [&](const Statement &row) {
        copies.push_back({deliveryOf(row), {}});
    });
    if (!done)
        return done.error();
    for (UndeliveredCopy &copy : copies) {
        auto summary = rows.summary(copy.delivery.event);
        if (!summary)
            return summary.error();
        if (*summary)
            copy.event = std::move(**summary);
    }
    return copies;
}

} // namespace offhook::store
