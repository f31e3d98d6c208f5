#pragma once

#include "core/base/clock.h"
#include "core/http/message.h"
#include "core/http/refusal.h"

#include <functional>
#include <memory>
#include <optional>

namespace offhook::http {

/// What became of an answer.
enum class SendOutcome : std::uint8_t {
    Sent,       ///< every byte was handed to the system
    ClientGone, ///< the client closed or reset before
    TimedOut,   ///< the client did not take the bytes within the answer deadline
};

/// One request waiting for its answer. Made by the connection, given to the handler, lives on the listener's thread.
/// The handler may answer at once or later, exactly once; if it drops the exchange unanswered, 500 is sent.
class Exchange {
public:
    using Sent = std::function<void(SendOutcome outcome, MonotonicTime at)>;

    virtual ~Exchange() = default;

    Request request;
    /// Set when the request was refused: the handler records it and answers with the status given here.
    std::optional<Refusal> refusal;
    QByteArray peer; ///< "127.0.0.1:50123", "[::1]:50123"
    bool tls = false;
    WallTime receivedAt = 0;         ///< wall time of the request's last byte
    MonotonicTime receivedMonotonic; ///< the same moment for measuring

    /// Sends the answer; `sent` (optional) runs later on the listener's thread, exactly once.
    virtual void respond(const Response &response, Sent sent = {}) = 0;
    /// False once the client has gone; an answer would reach nobody.
    [[nodiscard]] virtual bool isOpen() const = 0;
};

/// Receives every request, whole or refused, in order of completion. Runs on the listener's thread.
using RequestHandler = std::function<void(std::unique_ptr<Exchange> exchange)>;

} // namespace offhook::http
