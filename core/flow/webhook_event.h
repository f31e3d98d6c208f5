#pragma once

#include "core/base/clock.h"
#include "core/flow/attempt.h"
#include "core/http/exchange.h"
#include "core/http/form.h"
#include "core/http/message.h"
#include "core/twilio/meaning.h"
#include "core/twilio/signature.h"

#include <QFlags>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace offhook::flow {

/// Facts about an event that filters and facets ask for. Stored: never renumber.
enum class EventFlag : quint32 {
    Retry = 1U << 0,     ///< same idempotency token as an earlier event
    Duplicate = 1U << 1, ///< the same was delivered, and acknowledged, before
    Late = 1U << 2,      ///< answered after Twilio's time limit
    Alert = 1U << 3,     ///< Twilio's debugger would log this exchange
    Held = 1U << 4,
    Recovered = 1U << 5,
    Malformed = 1U << 6,      ///< refused as HTTP, see refusal
    Marked = 1U << 7,         ///< by the user
    ClientGone = 1U << 8,     ///< the client left before it had the answer
    Test = 1U << 9,           ///< sent by Offhook's own Send test
    OutOfOrder = 1U << 10,    ///< arrived after a later state of the same thing
    Gap = 1U << 11,           ///< behind it something is missing
    Contradictory = 1U << 12, ///< another final state was told before
    Fault = 1U << 13,         ///< the answer was broken or kept back on purpose
    Parked = 1U << 14,        ///< the caller was sent round with Pause and Redirect, to be held again
};
Q_DECLARE_FLAGS(EventFlags, EventFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(EventFlags)

/// One HTTP exchange: THE record. Request bytes are as received; all else is derived or added. Immutable once handed to
/// the Recorder; shared between threads as shared_ptr<const WebhookEvent>.
struct WebhookEvent {
    static constexpr int FormatVersion = 1;

    EventId id = 0;
    WallTime receivedAt = 0;
    MonotonicTime receivedMonotonic; ///< this run only, not stored
    MonotonicTime startedMonotonic;  ///< when Twilio's time limit began; this run only, not stored
    QByteArray peer;
    bool tls = false;
    http::Request request;
    std::optional<http::Refusal> refusal;
    http::Parameters bodyParams;  ///< of a form body, decoded in order; derived, not stored
    http::Parameters queryParams; ///< of the target; derived, not stored
    twilio::Meaning meaning;
    twilio::Verification verification;
    QByteArray publicUrl; ///< the workspace's public URL when the request came
    QByteArray overrides; ///< and Twilio's connection overrides, as a fragment; see twilio/budget.h
    QString rule;         ///< what answered: the name of the rule, "" where none did
    /// Status 0: nothing was answered; not yet while tookUs is -1 (it is held, or delayed), else not at all.
    http::Response response;
    qint64 tookUs = -1; ///< request complete to answer handed to the system; -1 until known
    EventFlags flags;
    QString note;
    std::vector<Attempt> attempts; ///< forwards and replays of it, oldest first

    /// Fills bodyParams and queryParams from the request (after loading).
    void decodeParams();
    /// Form parameters followed by query parameters.
    [[nodiscard]] http::Parameters allParams() const;
    /// Whether its answer is still to come.
    [[nodiscard]] bool isWaiting() const { return response.status == 0 && tookUs < 0; }
};

using EventPtr = std::shared_ptr<const WebhookEvent>;

/// "retry" "duplicate" "late" "alert" "held" "recovered" "malformed" "marked" "client-gone" "test" "out-of-order" "gap"
/// "contradictory" "fault" "parked"
[[nodiscard]] const char *flagName(EventFlag flag);
[[nodiscard]] std::optional<EventFlag> flagFromName(QByteArrayView name);

} // namespace offhook::flow
