#include "core/flow/pipeline.h"

#include "core/flow/alerts.h"
#include "core/flow/answer.h"
#include "core/flow/time_limit.h"
#include "core/http/public_url.h"

#include <atomic>

namespace offhook::flow {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using Type = http::Delivery::Type;

// 503 with Retry-After: RFC 9110 15.6.4. Nothing was stored, so nothing may look acknowledged.
http::Response notStored() {
    return {503, {{"Content-Type", "text/plain; charset=utf-8"}, {"Retry-After", "1"}},
        "Offhook could not store this request, so it was not accepted. Its window says why.\n"};
}

http::Response refused(const http::Refusal &refusal) {
    return {refusal.status, {{"Content-Type", "text/plain; charset=utf-8"}},
        http::refusalText(refusal.reason).toByteArray() + '\n'};
}

Outcome gaveNoAnswer() {
    return {
        {500, {{"Content-Type", "text/plain; charset=utf-8"}}, "Offhook gave no answer to this request.\n"}, {}, {}};
}

Plan automaticPlan(const WebhookEvent &event) {
    Plan plan;
    plan.outcome = Outcome{respond(Answer(), event.meaning.kind), {}, {}};
    return plan;
}

// The record shows what left, not what was meant to.
http::Response asSent(const Outcome &outcome) {
    http::Response response = outcome.response;
    if (outcome.delivery.type == Type::Close || outcome.delivery.type == Type::Reset)
        return {0, {}, {}};
    if (outcome.delivery.type == Type::Half && !response.body.isEmpty()) {
        response.headers.push_back({"Content-Length", QByteArray::number(response.body.size())});
        response.body.truncate(response.body.size() / 2);
    }
    return response;
}

EventFlags outcomeFlags(const WebhookEvent &event, http::SendOutcome outcome, qint64 tookUs) {
    EventFlags flags;
    if (outcome == http::SendOutcome::ClientGone || outcome == http::SendOutcome::TimedOut)
        flags |= EventFlag::ClientGone;
    if (isLate(event, tookUs))
        flags |= EventFlag::Late;
    return flags;
}

/// What is to be checked of an answer; nothing where it is the automatic one, which is right.
std::optional<twiml::CheckContext> questionAbout(const WebhookEvent &event) {
    return isAutomaticTwiml(event.response) ? std::nullopt : twimlContext(event);
}

// Whether nobody else holds the event. The fence orders what they read before what is written after this. As
// ThreadSanitizer does not know fences (its compiler says so), somebody always does under it.
bool isOurs(const std::shared_ptr<WebhookEvent> &event) {
#ifdef __SANITIZE_THREAD__
    Q_UNUSED(event)
    return false;
#else
    const bool ours = event.use_count() == 1;
    std::atomic_thread_fence(std::memory_order_acquire);
    return ours;
#endif
}

// A recorded event must not change for those who share it: seldom anybody does once it is answered.
std::shared_ptr<WebhookEvent> completed(const std::shared_ptr<WebhookEvent> &event, qint64 tookUs, EventFlags added) {
    const auto whole = isOurs(event) ? event : std::make_shared<WebhookEvent>(*event);
    whole->tookUs = tookUs;
    whole->flags |= added;
    return whole;
}

} // namespace

/// The request of a stored event, with whoever is to answer it.
class Pipeline::Waiting final : public WaitingRequest {
public:
    Waiting(std::shared_ptr<Pipeline *> pipeline, EventPtr event, SharedExchange exchange)
        : m_pipeline(std::move(pipeline))
        , m_event(std::move(event))
        , m_exchange(std::move(exchange)) {}
    ~Waiting() override { Waiting::answer(gaveNoAnswer()); }
    Q_DISABLE_COPY_MOVE(Waiting)

    const EventPtr &event() const override { return m_event; }
    void answer(Outcome outcome) override {
        const SharedExchange exchange = std::exchange(m_exchange, nullptr);
        if (exchange && *m_pipeline)
            (*m_pipeline)->answerLater(m_event, exchange, std::move(outcome));
    }
    bool isAbandoned() const override { return !m_exchange || m_exchange->hasClosedItsSide(); }

private:
    std::shared_ptr<Pipeline *> m_pipeline;
    EventPtr m_event;
    SharedExchange m_exchange;
};

Pipeline::Pipeline(Recorder &recorder, Decider *decider, const Clock &clock)
    : m_recorder(recorder)
    , m_decider(decider)
    , m_clock(clock)
    , m_self(std::make_shared<Pipeline *>(this)) {}

Pipeline::~Pipeline() {
    *m_self = nullptr;
}

void Pipeline::handle(std::unique_ptr<http::Exchange> exchange) {
    const Event event = stamped(*exchange);
    if (event->refusal) {
        event->flags |= EventFlag::Malformed;
        event->verification.reason = twilio::VerdictReason::Refused;
        event->response = refused(*event->refusal);
        return record(event, std::move(exchange), event->response);
    }
    understand(*event);
    decide(event, std::move(exchange));
}

Pipeline::Event Pipeline::stamped(http::Exchange &exchange) {
    auto event = std::make_shared<WebhookEvent>();
    event->id = m_recorder.nextId();
    event->receivedAt = exchange.receivedAt;
    event->receivedMonotonic = exchange.receivedMonotonic;
    event->startedMonotonic = exchange.startedMonotonic;
    event->peer = exchange.peer;
    event->tls = exchange.tls;
    event->request = std::move(exchange.request);
    event->refusal = exchange.refusal;
    event->publicUrl = m_publicUrl;
    event->overrides = m_overrides;
    event->response.status = 0; // none yet: a condition on it is not met
    return event;
}

// The public URL first and alone: it nearly always fits, and the others cost more to make than it takes to try it.
twilio::Verification Pipeline::verified(const WebhookEvent &event) {
    const auto verify = [&](const std::vector<http::UrlCandidate> &candidates) {
        return twilio::verify(event.request, event.bodyParams, candidates, event.meaning.accountSid, m_keys);
    };
    if (const auto first = http::publicUrlCandidate(event.request, m_publicUrl); !first.empty()) {
        twilio::Verification found = verify(first);
        if (found.verdict == twilio::Verdict::Valid)
            return found;
    }
    return verify(http::candidateUrls(event.request, m_publicUrl, event.tls));
}

void Pipeline::understand(WebhookEvent &event) {
    event.decodeParams();
    const http::Parameters both = event.queryParams.empty() ? http::Parameters() : event.allParams();
    event.meaning = twilio::meaningOf(event.request, both.empty() ? event.bodyParams : both);
    event.verification = verified(event);
    if (event.verification.keyLabel == SampleKeyLabel)
        event.flags |= EventFlag::Test;
    if (!event.meaning.idempotencyToken.isEmpty() && m_recorder.isRepeat(event.meaning.idempotencyToken))
        event.flags |= EventFlag::Retry;
}

void Pipeline::decide(const Event &event, SharedExchange exchange) {
    Plan plan = m_decider != nullptr ? m_decider->plan(*event) : automaticPlan(*event);
    event->rule = plan.rule;
    event->flags |= plan.flags;
    if (!plan.outcome)
        return recordWaiting(event, std::move(exchange), std::move(plan));
    applyOutcome(*event, *exchange, *plan.outcome);
    record(event, std::move(exchange), plan.outcome->response);
}

void Pipeline::applyOutcome(WebhookEvent &event, http::Exchange &exchange, const Outcome &outcome) {
    exchange.delivery = outcome.delivery;
    event.response = asSent(outcome);
    event.flags |= outcome.flags;
    event.flags |= alertFlag(event);
}

void Pipeline::record(const Event &event, SharedExchange exchange, const http::Response &response) {
    event->flags |= m_recorder.arrived(*event);
    m_recorder.record(event, [this, event, exchange = std::move(exchange), response](const Result<void> &stored) {
        if (stored)
            return send(*exchange, event, response);
        exchange->delivery = {};
        exchange->respond(notStored());
    });
}

void Pipeline::recordWaiting(const Event &event, SharedExchange exchange, Plan plan) {
    event->flags |= m_recorder.arrived(*event);
    m_recorder.record(event,
        [this, event, exchange = std::move(exchange), begin = std::move(plan.begin)](const Result<void> &stored) {
            if (stored)
                begin(std::make_unique<Waiting>(m_self, event, exchange));
            else
                exchange->respond(notStored());
        });
}

void Pipeline::answerLater(const EventPtr &event, SharedExchange exchange, Outcome outcome) {
    auto answered = std::make_shared<WebhookEvent>(*event);
    applyOutcome(*answered, *exchange, outcome);
    m_recorder.revise(answered, [this, answered, exchange = std::move(exchange),
                                    response = std::move(outcome.response)](const Result<void> &stored) {
        if (stored)
            return send(*exchange, answered, response);
        exchange->delivery = {};
        exchange->respond(notStored());
    });
}

void Pipeline::send(http::Exchange &exchange, const Event &event, const http::Response &response) {
    exchange.respond(
        response, [this, event](http::SendOutcome outcome, MonotonicTime at) { finished(event, outcome, at); });
}

// As far as it is known without a check.
EventFlags Pipeline::alertFlag(const WebhookEvent &event) const {
    if (!exchangeAlerts(event).empty())
        return EventFlag::Alert;
    const auto question = questionAbout(event);
    const bool isLogged = question && m_checks.known(event.response.body, *question).value_or(false);
    return isLogged ? EventFlags(EventFlag::Alert) : EventFlags();
}

void Pipeline::finished(const Event &event, http::SendOutcome outcome, MonotonicTime at) {
    const qint64 tookUs = duration_cast<microseconds>(at - event->receivedMonotonic).count();
    EventFlags added = outcomeFlags(*event, outcome, tookUs);
    const bool wasAlert = event->flags.testFlag(EventFlag::Alert);
    const Event whole = completed(event, tookUs, added);
    if (!wasAlert && !exchangeAlerts(*whole).empty()) {
        added |= EventFlag::Alert;
        whole->flags |= EventFlag::Alert;
    }
    m_recorder.answered(whole->id, tookUs, added);
    m_metrics.add(at, tookUs);
    if (questionAbout(*whole) && !whole->flags.testFlag(EventFlag::Alert))
        checkTwiml(whole);
    else
        observe(whole);
}

void Pipeline::checkTwiml(const EventPtr &completed) {
    m_checks.ask(completed->response.body, *questionAbout(*completed), [this, completed](bool isLogged) {
        if (!isLogged)
            return observe(completed);
        m_recorder.answered(completed->id, completed->tookUs, EventFlag::Alert);
        auto flagged = std::make_shared<WebhookEvent>(*completed);
        flagged->flags |= EventFlag::Alert;
        observe(flagged);
    });
}

void Pipeline::observe(const EventPtr &completed) {
    if (m_observer)
        m_observer(completed);
}

} // namespace offhook::flow
