#pragma once

#include "core/flow/webhook_event.h"
#include "core/http/exchange.h"

#include <functional>
#include <memory>
#include <optional>

namespace offhook::flow {

/// What a request is answered with, and how that leaves.
struct Outcome {
    http::Response response;
    http::Delivery delivery;
    EventFlags flags; ///< added to the event
};

/// A stored event that waits for its answer. Lives on the pipeline's thread and may outlive the pipeline.
class WaitingRequest {
public:
    virtual ~WaitingRequest() = default;

    [[nodiscard]] virtual const EventPtr &event() const = 0;
    /// Answers, after this is stored; the first call counts. Destroying an unanswered one answers 500.
    virtual void answer(Outcome outcome) = 0;
    /// Whether the client has gone, or closed its side. A system call.
    [[nodiscard]] virtual bool isAbandoned() const = 0;
};

/// What is to happen with an event: an answer at once, or somebody who takes it over once it is stored.
struct Plan {
    QString rule;     ///< name of the rule that decided
    EventFlags flags; ///< added to the event before it is stored
    std::optional<Outcome> outcome;
    std::function<void(std::unique_ptr<WaitingRequest>)> begin; ///< when there is no outcome; called exactly once
};

/// Decides what answers an event. Used on the pipeline's thread only; must outlive the pipeline.
class Decider {
public:
    virtual ~Decider() = default;
    /// Returns at once. `event` is understood but not stored yet.
    [[nodiscard]] virtual Plan plan(const WebhookEvent &event) = 0;
};

} // namespace offhook::flow
