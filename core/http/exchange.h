#pragma once

#include "core/base/clock.h"
#include "core/http/message.h"
#include "core/http/refusal.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace offhook::http {

/// What became of an answer.
enum class SendOutcome : std::uint8_t {
    Sent,       ///< every byte was handed to the system
    ClientGone, ///< the client closed or reset before
    TimedOut,   ///< the client did not take the bytes within the answer deadline
    BrokenOff,  ///< ended on purpose, as its Delivery asked
};

/// How an answer leaves: whole, or broken on purpose, to try what the other side does then.
struct Delivery {
    enum class Type : std::uint8_t {
        Whole,
        Close, ///< the connection is closed without a byte
        Reset, ///< the connection is reset (RST) without a byte
        Half,  ///< the head, half of the body, then the connection is closed
        Drip,  ///< the head, then the body in small pieces
    };
    Type type = Type::Whole;
    qsizetype piece = 1;                  ///< Drip: bytes at once
    std::chrono::milliseconds every{250}; ///< Drip: between two pieces

    bool operator==(const Delivery &) const = default;
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
    /// When the client's patience began, as far as is known here: with the first byte of the request, or when the
    /// connection was accepted if that was shortly before.
    MonotonicTime startedMonotonic;
    /// Set before respond() where the answer is to leave in another way than whole.
    Delivery delivery;

    /// Sends the answer; `sent` (optional) runs later on the listener's thread, exactly once.
    virtual void respond(const Response &response, Sent sent = {}) = 0;
    /// False once the client has gone; an answer would reach nobody.
    [[nodiscard]] virtual bool isOpen() const = 0;
    /// Whether the client has closed its side. It may still take an answer (RFC 9112 9.6), but who waits for one seldom
    /// does so. A system call: for requests that wait long.
    [[nodiscard]] virtual bool hasClosedItsSide() const { return !isOpen(); }
};

/// Receives every request, whole or refused, in order of completion. Runs on the listener's thread.
using RequestHandler = std::function<void(std::unique_ptr<Exchange> exchange)>;

} // namespace offhook::http
