#include "core/rules/forward_desk.h"

#include "core/flow/time_limit.h"
#include "core/rules/reply.h"

#include <utility>

namespace offhook::rules {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds UnknownLimit{15'000};
constexpr milliseconds SilenceBeyond{2'000};

} // namespace

/// Shared by whoever may end it first: the application or the time limit.
struct ForwardDesk::Entry {
    std::unique_ptr<flow::WaitingRequest> waiting; ///< null once an answer is decided
    Order order;
    Agenda::Entry deadline;
    std::optional<MonotonicTime> notBefore; ///< a fault keeps it back
};

ForwardDesk::ForwardDesk(Agenda &agenda, const Clock &clock)
    : m_agenda(agenda)
    , m_clock(clock) {}

void ForwardDesk::setLimits(std::optional<milliseconds> limit, milliseconds reserve) {
    m_limit = limit;
    m_reserve = reserve;
}

void ForwardDesk::take(std::unique_ptr<flow::WaitingRequest> request, const Order &order) {
    const flow::EventPtr event = request->event();
    const milliseconds limit = m_limit.value_or(flow::timeLimit(*event).value_or(UnknownLimit));
    const auto entry = std::make_shared<Entry>();
    entry->waiting = std::move(request);
    entry->order = order;
    if (order.fault.type == Fault::Type::Silence)
        entry->notBefore = event->startedMonotonic + limit + SilenceBeyond;
    entry->deadline = m_agenda.at(event->startedMonotonic + limit - m_reserve, [this, entry] { giveFallback(entry); });
    if (m_forwarder == nullptr)
        return giveFallback(entry);
    m_forwarder->forward(event, order.to, order.rule, [this, entry](const Result<http::Response> &answer) {
        if (!entry->waiting)
            return false;
        if (answer)
            give(entry, *answer);
        else
            giveFallback(entry);
        return bool(answer);
    });
}

void ForwardDesk::giveFallback(const std::shared_ptr<Entry> &entry) {
    if (entry->waiting)
        give(entry, fillIn(entry->order.fallback, *entry->waiting->event()));
}

void ForwardDesk::give(const std::shared_ptr<Entry> &entry, http::Response response) {
    m_agenda.cancel(entry->deadline);
    const std::shared_ptr<flow::WaitingRequest> waiting = std::move(entry->waiting);
    const flow::Outcome outcome = withFault(std::move(response), entry->order.fault);
    const MonotonicTime at = entry->notBefore.value_or(m_clock.monotonic() + entry->order.delay);
    if (at <= m_clock.monotonic())
        return waiting->answer(outcome);
    m_agenda.at(at, [waiting, outcome] { waiting->answer(outcome); });
}

} // namespace offhook::rules
