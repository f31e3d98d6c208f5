#pragma once

#include <QtGlobal>

namespace offhook {

/// Identity of an event inside one workspace: positive, given out in order of arrival, never reused. 0 means none.
using EventId = qint64;

/// Wall time in microseconds since 1970-01-01T00:00:00Z.
using WallTime = qint64;

} // namespace offhook
