#pragma once

#include "core/base/clock.h"
#include "core/flow/decider.h"
#include "core/flow/metrics.h"
#include "core/flow/recorder.h"
#include "core/flow/twiml_checks.h"
#include "core/http/exchange.h"
#include "core/twilio/key_ring.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>

namespace offhook::flow {

/// Label of the key that signs Offhook's own test requests: an event it matches is flagged Test.
inline constexpr QLatin1StringView SampleKeyLabel{"Sample key"};

/// Turns a request into an answered, recorded event: stamp, decode, classify, verify, decide, record, then answer.
/// Only orchestration. Lives on the capture thread with the listener, the decider and the recorder; not thread-safe.
class Pipeline {
public:
    /// Hears of every event once its answer left (or its client went) and was checked, complete with its time and
    /// flags, on the capture thread.
    using Observer = std::function<void(EventPtr event)>;

    /// Without a decider every request gets the automatic answer.
    explicit Pipeline(Recorder &recorder, Decider *decider = nullptr, const Clock &clock = Clock::system());
    ~Pipeline();
    Q_DISABLE_COPY_MOVE(Pipeline)

    void setKeys(std::vector<twilio::SigningKey> keys) { m_keys = twilio::KeyRing(std::move(keys)); }
    void setPublicUrl(QByteArray url) { m_publicUrl = std::move(url); }
    /// Connection overrides in force, as a fragment ("#rt=5000"); empty: Twilio's defaults. They bound the answer.
    void setOverrides(QByteArray fragment) { m_overrides = std::move(fragment); }
    void setObserver(Observer observer) { m_observer = std::move(observer); }

    /// Takes one exchange through all steps. The answer leaves after the event is stored, a later one after it is
    /// stored itself; when that cannot be done the client gets 503 with Retry-After and its request is not
    /// acknowledged.
    void handle(std::unique_ptr<http::Exchange> exchange);

    /// Waits, at most so long, for what is still found out about answers that left, and records it.
    void finishChecks(std::chrono::milliseconds most) { m_checks.finish(most); }

    [[nodiscard]] Metrics::Snapshot metrics() const { return m_metrics.snapshot(m_clock.monotonic()); }

private:
    class Waiting;
    using Event = std::shared_ptr<WebhookEvent>;
    using SharedExchange = std::shared_ptr<http::Exchange>;

    [[nodiscard]] Event stamped(http::Exchange &exchange);
    void understand(WebhookEvent &event);
    [[nodiscard]] twilio::Verification verified(const WebhookEvent &event);
    void decide(const Event &event, SharedExchange exchange);
    void record(const Event &event, SharedExchange exchange, const http::Response &response);
    void recordWaiting(const Event &event, SharedExchange exchange, Plan plan);
    void answerLater(const EventPtr &event, SharedExchange exchange, Outcome outcome);
    void applyOutcome(WebhookEvent &event, http::Exchange &exchange, const Outcome &outcome);
    void send(http::Exchange &exchange, const Event &event, const http::Response &response);
    [[nodiscard]] EventFlags alertFlag(const WebhookEvent &event) const;
    void finished(const Event &event, http::SendOutcome outcome, MonotonicTime at);
    void checkTwiml(const EventPtr &completed);
    void observe(const EventPtr &completed);

    Recorder &m_recorder;
    Decider *m_decider;
    const Clock &m_clock;
    twilio::KeyRing m_keys;
    QByteArray m_publicUrl;
    QByteArray m_overrides;
    Observer m_observer;
    Metrics m_metrics;
    TwimlChecks m_checks;
    std::shared_ptr<Pipeline *> m_self; ///< through which waiting requests find this; holds null when it is gone
};

} // namespace offhook::flow
