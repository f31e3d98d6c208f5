#pragma once

#include "core/base/result.h"
#include "core/filter/expression.h"
#include "core/http/message.h"
#include "core/store/sqlite.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <span>
#include <vector>

struct sqlite3_value;

namespace offhook::store {

/// A filter as the condition of a WHERE over table `event` (no alias). Only bound values, never text of the filter in
/// the SQL. `bindings` are ?1, ?2, ... in order: bind them with Statement::bindAll() and number further parameters
/// after them. The condition is never NULL. Same answer as flow::matches().
struct SqlFilter {
    QByteArray where = "1";
    std::vector<SqlValue> bindings;
    bool needsPayload = false; ///< may read `payload` for some rows: slower
};

[[nodiscard]] SqlFilter toSql(const filter::Expression &expression);

/// Decodes the request of one row from the values of PayloadColumns; nothing when it cannot be read.
using PayloadDecoder = std::function<std::optional<http::Request>(std::span<sqlite3_value *> columns)>;

/// Registers the functions that toSql() uses, on every connection that runs filters:
/// offhook_has(literal, column...)   whether a column contains the folded literal, ignoring case
/// offhook_uuid(token)               the text of a token that is stored as 16 bytes of BLOB
/// offhook_like(pattern, column)     whether the column matches the folded pattern, ignoring case
/// offhook_path(target)              path of a request target
/// offhook_request(key, name, match, pattern, number, PayloadColumns...)  one flow::RequestTest
[[nodiscard]] Result<void> registerFilterFunctions(sqlite3 *db, PayloadDecoder decoder);

} // namespace offhook::store
