#pragma once

#include "core/base/result.h"
#include "core/deliver/route.h"

#include <QByteArray>

namespace offhook::deliver {

/// The routes as the documented JSON, see docs/routes.md. Without ids for files that people keep.
[[nodiscard]] QByteArray toJson(const RouteList &routes, bool withIds);

/// Reads it. Strict: an unknown member, a wrong type or value, a condition with a mistake and a name that is there
/// twice are errors (SyntaxError, InvalidInput) whose detail names the place, "line 12, routes[2].retries.most: ...",
/// and whose offset is its byte. Ids that are missing are made from the
/// names.
[[nodiscard]] Result<RouteList> routesFromJson(const QByteArray &json);

} // namespace offhook::deliver
