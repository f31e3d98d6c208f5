#pragma once

#include "core/base/result.h"
#include "core/flow/delivery.h"
#include "core/flow/webhook_event.h"

#include <functional>
#include <vector>

namespace offhook::deliver {

/// The durable queue as the dispatcher needs it. Used on the dispatcher's thread; outlives the dispatcher.
class Outbox {
public:
    using Done = std::function<void(const Result<void> &)>;

    virtual ~Outbox() = default;
    /// Copies that wait for a route, those with larger ids than `afterId`, ascending. Reads at once.
    [[nodiscard]] virtual Result<std::vector<flow::Delivery>> waiting(
        const QString &route, qint64 afterId, int limit) = 0;
    /// NotFound when it was deleted. Reads at once.
    [[nodiscard]] virtual Result<flow::EventPtr> event(EventId id) = 0;
    /// Makes durable what became of a try. `done` runs later on this thread, exactly once, unless the outbox is gone.
    virtual void settle(const flow::Delivery &delivery, const flow::Settlement &settlement, Done done) = 0;
};

} // namespace offhook::deliver
