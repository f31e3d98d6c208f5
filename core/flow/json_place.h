#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace offhook::flow {

/// A step into a JSON document: a member's name, or the index of an array's element.
struct JsonStep {
    QString name;
    int index = -1;
};
using JsonPath = QList<JsonStep>;

/// Where the value at `path` begins in a document that is known to be well-formed JSON; the deepest step that is there
/// where the path leads to nothing. A byte offset.
[[nodiscard]] qsizetype placeOf(QByteArrayView json, const JsonPath &path);

/// 1-based line of a byte offset.
[[nodiscard]] int lineAt(QByteArrayView text, qsizetype offset);

/// "rules[2].action.status"
[[nodiscard]] QString pathText(const JsonPath &path);

} // namespace offhook::flow
