#include "core/deliver/replayed_event.h"

#include "core/twilio/meaning.h"

#include <array>

namespace offhook::deliver {
namespace {

using Kept = flow::Attempt::Verdict;

// In the order of ReplayVerdict.
constexpr std::array Verdicts{Kept::Same, Kept::Changed, Kept::Fixed, Kept::Regressed, Kept::Failed, Kept::New};
static_assert(Verdicts.size() == ReplayVerdictCount);

} // namespace

flow::Attempt attemptRecord(const ReplayAttempt &attempt) {
    flow::Attempt record;
    record.event = attempt.origin->id;
    record.purpose = flow::Attempt::Purpose::Replay;
    record.url = attempt.request.url;
    record.startedAt = attempt.startedAt;
    record.request = http::Request(attempt.request.head, attempt.request.body);
    if (attempt.answer.status != 0)
        record.response = attempt.raw;
    record.error = attempt.error;
    record.timings = attempt.timings;
    record.verdict = Verdicts.at(std::size_t(attempt.comparison.verdict));
    return record;
}

std::shared_ptr<flow::WebhookEvent> replayedEvent(const ReplayAttempt &attempt) {
    if (attempt.request.head.isEmpty())
        return nullptr;
    auto event = std::make_shared<flow::WebhookEvent>();
    event->receivedAt = attempt.startedAt;
    event->tls = attempt.request.url.startsWith("https:");
    event->request = http::Request(attempt.request.head, attempt.request.body);
    event->decodeParams();
    event->meaning = twilio::meaningOf(event->request, event->allParams());
    event->verification.checkedUrl = attempt.request.url;
    event->response = attempt.answer;
    event->tookUs = attempt.tookUs;
    return event;
}

} // namespace offhook::deliver
