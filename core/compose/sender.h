#pragma once

#include "core/base/result.h"
#include "core/compose/composer.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>

#include <chrono>
#include <functional>

namespace offhook::compose {

/// What came back.
struct SendResult {
    int status = 0;
    QByteArray head; ///< raw head of the answer
    QByteArray body;
    qint64 tookUs = 0; ///< first byte out to last byte in
};

/// How to send.
struct SendOptions {
    /// From connecting to the last byte; 15 s is Twilio's cap.
    std::chrono::milliseconds timeLimit{15'000};
    /// Server certificates accepted as they are, for a listener of one's own. All others need a known issuer and the
    /// right name.
    QList<QSslCertificate> trusted;
};

/// Sends one composed request over a fresh connection, as Twilio does, bytes exactly as composed, no proxy between.
/// `callback` runs once, later, on the caller's thread, never after `guard` (required, of that thread) died. Fails with
/// NetworkFailed, TlsFailed or TimedOut.
void send(const ComposedRequest &request, const SendOptions &options, QObject *guard,
    std::function<void(Result<SendResult>)> callback);

/// The same with the default options but for the time limit.
void send(const ComposedRequest &request, QObject *guard, std::function<void(Result<SendResult>)> callback,
    std::chrono::milliseconds timeLimit = std::chrono::milliseconds(15'000));

} // namespace offhook::compose
