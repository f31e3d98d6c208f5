#include "core/deliver/route_worker.h"

#include <algorithm>

namespace offhook::deliver {
namespace {

using std::chrono::milliseconds;
using Outcome = flow::Settlement::Outcome;

constexpr int ReadAtOnce = 1'024;
constexpr milliseconds Trouble{1'000};       ///< until the disk is tried again
constexpr milliseconds LongestSleep{60'000}; ///< the wall clock may be set meanwhile

WallTime later(WallTime at, milliseconds by) {
    return at + std::chrono::microseconds(by).count();
}

} // namespace

RouteWorker::RouteWorker(const Route &route, const Tools &tools, QObject *parent)
    : QObject(parent)
    , m_route(route)
    , m_tools(tools)
    , m_queue(route.ordering)
    , m_rate(route.rate) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { pump(); });
}

void RouteWorker::setRoute(const Route &route) {
    if (route.rate != m_route.rate)
        m_rate = RateLimit(route.rate);
    if (route.target != m_route.target) {
        m_health = {};
        m_restsUntil = 0;
    }
    m_route = route;
    m_queue.setOrdering(route.ordering);
    pump();
    Q_EMIT changed();
}

void RouteWorker::lookForMore() {
    m_hasMore = true;
    pump();
}

void RouteWorker::halt() {
    m_isHalted = true;
    m_timer.stop();
}

// In pieces. Copies that wait for another try count too: with many more of them than this, new ones wait for these.
void RouteWorker::fill() {
    while (m_hasMore && m_queue.size() <= Window / 2) {
        const auto read = m_tools.outbox.waiting(m_route.id, m_lastId, ReadAtOnce);
        if (!read)
            return m_timer.start(Trouble);
        for (const flow::Delivery &delivery : *read) {
            m_queue.add(delivery);
            m_lastId = delivery.id;
        }
        m_hasMore = read->size() == std::size_t(ReadAtOnce);
    }
}

bool RouteWorker::mayStart(WallTime now) const {
    const auto ready = m_queue.readyAt();
    return m_route.isEnabled && int(m_queue.inFlight()) < m_route.concurrency && ready && *ready <= now &&
           m_restsUntil <= now && m_rate.readyAt(now) <= now;
}

void RouteWorker::pump() {
    if (m_isHalted)
        return;
    m_timer.stop();
    fill();
    const WallTime now = m_tools.clock.wall();
    const std::size_t before = m_queue.inFlight();
    while (mayStart(now) && m_rate.take(now))
        start(*m_queue.take(now), now);
    wakeLater(now);
    if (m_queue.inFlight() != before)
        Q_EMIT changed();
}

void RouteWorker::wakeLater(WallTime now) {
    const auto ready = m_queue.readyAt();
    if (!m_route.isEnabled || !ready || m_timer.isActive() || int(m_queue.inFlight()) >= m_route.concurrency)
        return;
    const WallTime at = std::max({*ready, m_restsUntil, m_rate.readyAt(now)});
    const auto pause = std::chrono::ceil<milliseconds>(std::chrono::microseconds(std::max<WallTime>(at - now, 0)));
    m_timer.start(std::min(pause, LongestSleep));
}

void RouteWorker::start(const flow::Delivery &delivery, WallTime now) {
    const auto event = m_tools.outbox.event(delivery.event);
    if (!event && event.error().code == ErrorCode::NotFound)
        return m_queue.done(delivery.id);
    if (!event)
        return m_queue.again(delivery.id, delivery.tries, later(now, Trouble));
    m_tools.send(*event, m_route, delivery.tries, this,
        [this, delivery](const TryResult &result) { finished(delivery, result); });
}

void RouteWorker::finished(const flow::Delivery &delivery, const TryResult &result) {
    noteHealth(result);
    settle(delivery, settlementOf(delivery, result));
}

flow::Settlement RouteWorker::settlementOf(const flow::Delivery &delivery, const TryResult &result) {
    flow::Settlement settlement;
    settlement.id = delivery.id;
    settlement.tries = delivery.tries + 1;
    settlement.status = result.status;
    settlement.error = result.error ? result.error->detail : QString();
    settlement.attempt = result.attempt;
    if (result.status >= 200 && result.status <= 299)
        return settlement;
    settlement.outcome = Outcome::Undelivered;
    const bool mayHelp = result.error ? result.error->code != ErrorCode::InvalidInput : isWorthRetrying(result.status);
    const auto pause = pauseAfter(settlement.tries, m_route.retries, m_tools.random());
    if (!mayHelp || !pause)
        return settlement;
    const WallTime now = m_tools.clock.wall();
    const milliseconds asked = retryAfter(result.retryAfter, now).value_or(milliseconds(0));
    if (result.status == 429 || result.status == 503)
        m_restsUntil = std::max(m_restsUntil, later(now, asked));
    settlement.outcome = Outcome::Again;
    settlement.dueAt = later(now, std::max(*pause, asked));
    return settlement;
}

// What cannot be stored is stored again, not sent again.
void RouteWorker::settle(const flow::Delivery &delivery, const flow::Settlement &settlement) {
    m_tools.outbox.settle(delivery, settlement,
        [this, delivery, settlement, alive = QPointer<RouteWorker>(this)](const Result<void> &stored) {
            if (!alive)
                return;
            if (!stored)
                return QTimer::singleShot(Trouble, this, [=, this] { settle(delivery, settlement); });
            if (settlement.outcome == Outcome::Again)
                m_queue.again(settlement.id, settlement.tries, settlement.dueAt);
            else
                m_queue.done(settlement.id);
            pump();
            Q_EMIT changed();
        });
}

void RouteWorker::noteHealth(const TryResult &result) {
    const bool isReachable = !result.error;
    if (!m_health.isKnown || m_health.isReachable != isReachable)
        m_health = {true, isReachable, m_tools.clock.wall(), {}};
    m_health.error = result.error ? result.error->detail : QString();
}

} // namespace offhook::deliver
