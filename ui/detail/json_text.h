#pragma once

#include "ui/detail/view_document.h"

#include <QByteArrayView>

#include <atomic>
#include <optional>
#include <vector>

namespace offhook::ui {

/// Long work looks at this and gives up when it is set.
using CancelFlag = std::atomic_bool;

/// JSON text laid out anew, one member a line, names and values coloured; strings and numbers are kept letter for
/// letter. Nothing when it is not JSON or the work was cancelled. Any thread.
[[nodiscard]] std::optional<ViewDocument> prettyJson(QByteArrayView text, const CancelFlag *cancel = nullptr);

/// One value of a JSON text: "messages[0].body".
struct JsonLeaf {
    QByteArray path;
    QByteArray value; ///< of a string: its text; of others: as it stands
    bool isText = false;
};
struct JsonLeaves {
    std::vector<JsonLeaf> leaves;
    bool cut = false; ///< there were more
};
/// The values of a JSON text in order, at most `limit`. Empty containers count as values.
[[nodiscard]] std::optional<JsonLeaves> flattenJson(
    QByteArrayView text, std::size_t limit, const CancelFlag *cancel = nullptr);

} // namespace offhook::ui
