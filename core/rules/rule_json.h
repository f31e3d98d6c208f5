#pragma once

#include "core/base/result.h"
#include "core/rules/rule.h"

#include <QByteArray>

namespace offhook::rules {

/// The rules as one readable file: what `serve --rules` takes and the workspace keeps. Described by
/// docs/rules.schema.json and docs/rules.md; `ids` are written for the workspace only.
[[nodiscard]] QByteArray toJson(const RuleList &rules, bool withIds = false);

/// Reads such a file, strictly: a field that is not known is an error, so that a slip does not go unseen. SyntaxError
/// or InvalidInput; `detail` begins with "line N" and names the field, `offset` is the byte. Rules without an id get a
/// fresh one.
[[nodiscard]] Result<RuleList> rulesFromJson(const QByteArray &json);

} // namespace offhook::rules
