#pragma once

#include "core/base/result.h"
#include "core/flow/forward_to.h"
#include "core/flow/webhook_event.h"

#include <functional>

namespace offhook::rules {

/// Forwards events for the engine. Used on its thread only; goes before it.
class Forwarder {
public:
    virtual ~Forwarder() = default;
    /// The application's answer, or why there is none that could go back. Returns whether the answer went out; false:
    /// it came too late.
    using Done = std::function<bool(const Result<http::Response> &)>;
    /// Returns at once. `done` runs later on this thread, once, unless the forwarder is gone; also long after the
    /// answer was due, so that a late one can be kept. `rule` names who asked.
    virtual void forward(const flow::EventPtr &event, const flow::ForwardTo &to, const QString &rule, Done done) = 0;
};

} // namespace offhook::rules
