#pragma once

#include "core/base/result.h"
#include "core/compose/composer.h"

#include <QObject>

#include <functional>

namespace offhook::compose {

/// What came back.
struct SendResult {
    int status = 0;
    QByteArray head;   ///< raw head of the answer
    QByteArray body;
    qint64 tookUs = 0; ///< first byte out to last byte in
};

/// Sends one composed request over a fresh connection, as Twilio does, bytes exactly as composed. `callback` runs once on
/// the caller's thread, never after `guard` died. Fails with NetworkFailed, TlsFailed or TimedOut (15 s as Twilio's cap).
void send(const ComposedRequest &request, QObject *guard, std::function<void(Result<SendResult>)> callback,
    std::chrono::milliseconds timeLimit = std::chrono::milliseconds(15'000));

} // namespace offhook::compose
