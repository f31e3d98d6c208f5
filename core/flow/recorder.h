#pragma once

#include "core/base/result.h"
#include "core/flow/webhook_event.h"

#include <QByteArrayView>

#include <functional>

namespace offhook::flow {

/// Makes events durable. Used on the pipeline's thread only; must outlive the pipeline.
class Recorder {
public:
    using Done = std::function<void(const Result<void> &)>;

    virtual ~Recorder() = default;

    /// The next free event id; ids are given out in order of arrival.
    [[nodiscard]] virtual EventId nextId() = 0;
    /// Whether an earlier event carried this I-Twilio-Idempotency-Token; remembers it. Bounded memory: the newest tens
    /// of thousands are known, also those of earlier runs.
    [[nodiscard]] virtual bool isRepeat(QByteArrayView idempotencyToken) = 0;
    /// What the events before this one make of it: duplicate, out of order, contradictory; remembers it. Called right
    /// before record(), when Retry and the answer are known.
    [[nodiscard]] virtual EventFlags arrived(const WebhookEvent &event) = 0;
    /// Queues the event for the commit at the end of this turn of the event loop; `done` runs after it, exactly once,
    /// on this thread, in order. An error means that the event is not stored.
    virtual void record(EventPtr event, Done done) = 0;
    /// Queues the answer of an event that was stored without one (response, rule, flags) for the commit at the end of
    /// this turn; `done` as for record(). An event that was deleted meanwhile stays deleted, which is no error.
    virtual void revise(EventPtr event, Done done) = 0;
    /// Adds how long the answer took and what became of it; kept with a later commit, losing it loses no event.
    virtual void answered(EventId id, qint64 tookUs, EventFlags added) = 0;
};

} // namespace offhook::flow
