#pragma once

#include "core/base/clock.h"
#include "core/flow/answer.h"
#include "core/flow/metrics.h"
#include "core/flow/recorder.h"
#include "core/http/exchange.h"
#include "core/twilio/key_ring.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace offhook::flow {

/// Label of the key that signs Offhook's own test requests: an event it matches is flagged Test.
inline constexpr QLatin1StringView SampleKeyLabel{"Sample key"};

/// Turns a request into an answered, recorded event: stamp, decode, classify, verify, decide, record, then answer.
/// Only orchestration. Lives on the capture thread with the listener and the recorder; not thread-safe.
class Pipeline {
public:
    /// Hears of every event once its answer left (or its client went), complete with its time, on the capture thread.
    using Observer = std::function<void(EventPtr event)>;

    explicit Pipeline(Recorder &recorder, const Clock &clock = Clock::system());

    void setKeys(std::vector<twilio::SigningKey> keys) { m_keys = twilio::KeyRing(std::move(keys)); }
    void setPublicUrl(QByteArray url) { m_publicUrl = std::move(url); }
    void setAnswer(Answer answer) { m_answer = std::move(answer); }
    void setObserver(Observer observer) { m_observer = std::move(observer); }

    /// Takes one exchange through all steps. The answer leaves after the event is stored; when it cannot be stored the
    /// client gets 503 with Retry-After and its request is not acknowledged.
    void handle(std::unique_ptr<http::Exchange> exchange);

    [[nodiscard]] Metrics::Snapshot metrics() const { return m_metrics.snapshot(m_clock.monotonic()); }

private:
    [[nodiscard]] std::shared_ptr<WebhookEvent> stamped(http::Exchange &exchange);
    void understand(WebhookEvent &event);
    void answer(http::Exchange &exchange, const std::shared_ptr<WebhookEvent> &event);
    void finished(const std::shared_ptr<WebhookEvent> &event, http::SendOutcome outcome, MonotonicTime at);

    Recorder &m_recorder;
    const Clock &m_clock;
    twilio::KeyRing m_keys;
    QByteArray m_publicUrl;
    Answer m_answer;
    Observer m_observer;
    Metrics m_metrics;
};

} // namespace offhook::flow
