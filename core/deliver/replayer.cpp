#include "core/deliver/replayer.h"

#include <algorithm>
#include <utility>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;

MonotonicTime now() {
    return Clock::system().monotonic();
}

} // namespace

Replayer::Replayer(ReplayPlan plan, ReplayExchange exchange, Observer observer, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_exchange(std::move(exchange))
    , m_observer(std::move(observer))
    , m_keys(std::exchange(m_plan.keys, {}))
    , m_pace(m_plan.pace)
    , m_flight(std::make_unique<QObject>()) {
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &Replayer::pump);
}

Replayer::~Replayer() = default;

void Replayer::start() {
    m_next.start(0);
}

void Replayer::pause() {
    if (!m_pausedAt)
        m_pausedAt = now();
    m_next.stop();
}

void Replayer::resume() {
    if (!m_pausedAt || m_isFinished)
        return;
    m_pace.shift(now() - *m_pausedAt);
    m_pausedAt.reset();
    m_next.start(0);
}

void Replayer::cancel() {
    if (m_isFinished)
        return;
    m_next.stop();
    m_flight = std::make_unique<QObject>();
    const Error cancelled{ErrorCode::Cancelled, u"cancelled while it was under way"_s, -1};
    m_isFinished = true; // so that the last answers do not end it too
    while (!m_underWay.empty())
        answered(m_underWay.begin()->first, cancelled);
    m_isFinished = false;
    finish(cancelled);
}

// One step a turn of the event loop, so that a pause or a cancel is heard in between.
void Replayer::pump() {
    if (m_isFinished || m_pausedAt || int(m_underWay.size()) >= std::max(1, m_plan.pace.concurrency))
        return;
    if (!m_pending && !m_end) {
        auto event = m_plan.next();
        if (!event)
            m_end = event.error();
        else if (*event == nullptr)
            m_end = Result<void>();
        else
            m_pending = *event;
    }
    if (!m_pending) {
        if (m_underWay.empty())
            finish(*m_end);
        return;
    }
    const MonotonicTime at = now();
    const MonotonicTime due = m_pace.startOf(m_pending->receivedAt, at);
    if (due > at) {
        m_next.start(std::chrono::ceil<std::chrono::milliseconds>(due - at));
        return;
    }
    m_pace.started(m_pending->receivedAt, at);
    launch(std::exchange(m_pending, nullptr));
    m_next.start(0);
}

Result<ReplayRequest> Replayer::made(const flow::WebhookEvent &event) {
    Result<RequestDraft> draft = draftOf(event);
    if (!draft)
        return draft.error();
    if (m_plan.edit) {
        if (const Result<void> edited = m_plan.edit(*draft); !edited)
            return edited.error();
    }
    return replayRequest(std::move(*draft), event.id, m_plan.options, &m_keys);
}

void Replayer::launch(const flow::EventPtr &event) {
    const int number = ++m_number;
    ReplayAttempt &attempt = m_underWay[number];
    attempt.number = number;
    attempt.origin = event;
    attempt.startedAt = Clock::system().wall();
    const auto request = made(*event);
    if (!request)
        return answered(number, request.error());
    attempt.request = *request;
    m_exchange(*request, m_plan.options.target, m_flight.get(),
        [this, number](const Result<ReplayAnswer> &answer) { answered(number, answer); });
}

void Replayer::answered(int number, const Result<ReplayAnswer> &answer) {
    auto node = m_underWay.extract(number);
    if (node.empty())
        return;
    ReplayAttempt &attempt = node.mapped();
    attempt.answer.status = 0;
    if (answer) {
        attempt.answer = answer->response;
        attempt.tookUs = answer->tookUs;
        attempt.raw = answer->raw;
        attempt.timings = answer->timings;
        attempt.comparison = compareAnswers(attempt.origin->response, attempt.answer, m_plan.ignored);
    } else {
        attempt.error = answer.error();
        attempt.comparison.verdict = ReplayVerdict::Failed;
    }
    if (m_observer.attempted)
        m_observer.attempted(attempt);
    if (!m_pausedAt && !m_isFinished)
        m_next.start(0);
    else if (m_pausedAt && m_end && m_underWay.empty() && !m_isFinished)
        finish(*m_end);
}

void Replayer::finish(const Result<void> &outcome) {
    if (std::exchange(m_isFinished, true))
        return;
    m_next.stop();
    if (m_observer.finished)
        m_observer.finished(outcome);
}

} // namespace offhook::deliver
