#pragma once

#include "core/base/clock.h"
#include "core/flow/answer.h"
#include "core/flow/metrics.h"
#include "core/flow/recorder.h"
#include "core/http/exchange.h"
#include "core/twilio/key_ring.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <functional>

namespace offhook::flow {

/// Turns a request into an answered, recorded event: stamp, decode, classify, verify, decide, record, then answer.
/// Only orchestration. Lives on the capture thread; not thread-safe.
class Pipeline {
public:
    explicit Pipeline(Recorder &recorder, const Clock &clock = Clock::system());

    void setKeys(KeyRingPtr keys);
    void setPublicUrl(QByteArray url) { m_publicUrl = std::move(url); }
    void setAnswer(Answer answer) { m_answer = std::move(answer); }

    /// Takes one exchange through all steps. The answer leaves after the event is stored; when it cannot be stored the
    /// caller gets 503 with Retry-After, and storeFailed() is told why.
    void handle(std::unique_ptr<http::Exchange> exchange);

    [[nodiscard]] Metrics::Snapshot metrics() const { return m_metrics.snapshot(m_clock.monotonic()); }

    using KeyRingPtr = std::unique_ptr<twilio::KeyRing>;
};

} // namespace offhook::flow
