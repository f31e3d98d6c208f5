#pragma once

#include "core/base/result.h"
#include "core/store/filter_sql.h"
#include "core/store/payload_reader.h"
#include "core/store/sqlite.h"

#include <QString>
#include <QStringList>

namespace offhook::store {

/// Which values: of a filter key ("from", "path", "param.Digits", ...), beginning with `prefix` in any case.
struct SeenRequest {
    QString key;
    QString prefix;
    int limit = 0;
};

/// Values among the newest events, the most recent first, each once. Unknown keys have none.
[[nodiscard]] Result<QStringList> seenValues(
    const Connection &connection, PayloadReader &payloads, const SeenRequest &request);

/// Reads a request out of the values of PayloadColumns. The reader must outlive it.
[[nodiscard]] PayloadDecoder payloadDecoder(PayloadReader &payloads);

} // namespace offhook::store
