#include "core/flow/pipeline.h"

#include "core/http/public_url.h"

namespace offhook::flow {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

// 503 with Retry-After: RFC 9110 15.6.4. Nothing was stored, so nothing may look acknowledged.
http::Response notStored() {
    return {503, {{"Content-Type", "text/plain; charset=utf-8"}, {"Retry-After", "1"}},
        "Offhook could not store this request, so it was not accepted. Its window says why.\n"};
}

http::Response refused(const http::Refusal &refusal) {
    return {refusal.status, {{"Content-Type", "text/plain; charset=utf-8"}},
        http::refusalText(refusal.reason).toByteArray() + '\n'};
}

EventFlags outcomeFlags(const WebhookEvent &event, http::SendOutcome outcome, qint64 tookUs) {
    EventFlags flags;
    if (outcome != http::SendOutcome::Sent)
        flags |= EventFlag::ClientGone;
    const int budgetMs = twilio::info(event.meaning.kind).budgetMs;
    if (budgetMs > 0 && tookUs > qint64(budgetMs) * 1000)
        flags |= EventFlag::Late;
    return flags;
}

// A recorded event must not change for those who share it: seldom anybody does once it is answered.
EventPtr completed(const std::shared_ptr<WebhookEvent> &event, qint64 tookUs, EventFlags added) {
    const auto whole = event.use_count() == 1 ? event : std::make_shared<WebhookEvent>(*event);
    whole->tookUs = tookUs;
    whole->flags |= added;
    return whole;
}

} // namespace

Pipeline::Pipeline(Recorder &recorder, const Clock &clock)
    : m_recorder(recorder)
    , m_clock(clock) {}

void Pipeline::handle(std::unique_ptr<http::Exchange> exchange) {
    const std::shared_ptr<WebhookEvent> event = stamped(*exchange);
    if (event->refusal) {
        event->flags |= EventFlag::Malformed;
        event->verification.reason = twilio::VerdictReason::Refused;
        event->response = refused(*event->refusal);
    } else {
        understand(*event);
        event->response = respond(m_answer, event->meaning.kind);
    }
    // std::function wants copyable captures: the exchange goes from unique to shared.
    m_recorder.record(event,
        [this, event, shared = std::shared_ptr<http::Exchange>(std::move(exchange))](const Result<void> &stored) {
            if (stored)
                answer(*shared, event);
            else
                shared->respond(notStored());
        });
}

std::shared_ptr<WebhookEvent> Pipeline::stamped(http::Exchange &exchange) {
    auto event = std::make_shared<WebhookEvent>();
    event->id = m_recorder.nextId();
    event->receivedAt = exchange.receivedAt;
    event->receivedMonotonic = exchange.receivedMonotonic;
    event->peer = exchange.peer;
    event->tls = exchange.tls;
    event->request = std::move(exchange.request);
    event->refusal = exchange.refusal;
    event->publicUrl = m_publicUrl;
    return event;
}

void Pipeline::understand(WebhookEvent &event) {
    event.decodeParams();
    const http::Parameters both = event.queryParams.empty() ? http::Parameters() : event.allParams();
    event.meaning = twilio::meaningOf(event.request, both.empty() ? event.bodyParams : both);
    event.verification = twilio::verify(event.request, event.bodyParams,
        http::candidateUrls(event.request, m_publicUrl, event.tls), event.meaning.accountSid, m_keys);
    if (event.verification.keyLabel == SampleKeyLabel)
        event.flags |= EventFlag::Test;
    if (!event.meaning.idempotencyToken.isEmpty() && m_recorder.isRepeat(event.meaning.idempotencyToken))
        event.flags |= EventFlag::Retry;
}

void Pipeline::answer(http::Exchange &exchange, const std::shared_ptr<WebhookEvent> &event) {
    exchange.respond(
        event->response, [this, event](http::SendOutcome outcome, MonotonicTime at) { finished(event, outcome, at); });
}

void Pipeline::finished(const std::shared_ptr<WebhookEvent> &event, http::SendOutcome outcome, MonotonicTime at) {
    const qint64 tookUs = duration_cast<microseconds>(at - event->receivedMonotonic).count();
    const EventFlags added = outcomeFlags(*event, outcome, tookUs);
    m_recorder.answered(event->id, tookUs, added);
    m_metrics.add(at, tookUs);
    if (m_observer)
        m_observer(completed(event, tookUs, added));
}

} // namespace offhook::flow
