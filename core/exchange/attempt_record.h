#pragma once

#include "core/flow/attempt.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace offhook::exchange {

/// An attempt as a member of its event's line in an event file, docs/event-file.md.
[[nodiscard]] QJsonObject attemptRecord(const flow::Attempt &attempt);
/// The attempt of such an object, without ids. What is missing or of another type is as if it were empty; `unknown`
/// collects names of a newer program.
[[nodiscard]] flow::Attempt attemptFromRecord(const QJsonValue &json, QStringList &unknown);

} // namespace offhook::exchange
