#pragma once

#include "core/base/result.h"
#include "core/flow/attempt.h"

#include <QByteArray>
#include <QByteArrayView>

namespace offhook::store {

/// An attempt as the bytes of `attempt.data`: all of it but its id and its event's. Fields of {number, length, bytes};
/// a reader skips numbers it does not know.
[[nodiscard]] QByteArray encodeAttempt(const flow::Attempt &attempt);
/// WorkspaceDamaged when the bytes are no attempt.
[[nodiscard]] Result<flow::Attempt> decodeAttempt(QByteArrayView raw);

} // namespace offhook::store
