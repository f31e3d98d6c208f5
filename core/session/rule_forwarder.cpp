#include "core/session/rule_forwarder.h"

#include "core/base/clock.h"
#include "core/deliver/forward_head.h"
#include "core/deliver/forwarder.h"
#include "core/deliver/replay_target.h"
#include "core/store/event_writer.h"

#include <utility>

namespace offhook {
namespace {

/// Twilio waits 15 s at most; an answer that comes later is kept and shown, since it tells how late it was.
constexpr std::chrono::seconds Patience{75};

} // namespace

RuleForwarder::RuleForwarder(store::EventWriter &writer, HealthChanged changed)
    : m_writer(writer)
    , m_changed(std::move(changed))
    , m_guard(std::make_unique<QObject>()) {}

RuleForwarder::~RuleForwarder() {
    m_guard.reset();
    for (auto &[flight, attempt] : m_flights) {
        attempt.error = Error{ErrorCode::Cancelled, QStringLiteral("Offhook stopped before there was an answer"), -1};
        m_writer.addAttempt(std::move(attempt));
    }
}

void RuleForwarder::forward(const flow::EventPtr &event, const flow::ForwardTo &to, const QString &rule, Done done) {
    flow::Attempt known;
    known.event = event->id;
    known.route = rule;
    known.url = to.url.toUtf8();
    known.startedAt = Clock::system().wall();
    if (const QString why = refusal(to); !why.isEmpty())
        return refuse(std::move(known), why, done);
    const qint64 flight = m_nextFlight++;
    m_flights.emplace(flight, std::move(known));
    deliver::forward(
        event, to, Patience, m_guard.get(), [this, flight, rule, done = std::move(done)](flow::Attempt attempt) {
            attempt.route = rule;
            ended(flight, std::move(attempt), done);
        });
}

QString RuleForwarder::refusal(const flow::ForwardTo &to) const {
    if (m_flights.size() >= MostUnderWay)
        return QStringLiteral("%1 requests wait for applications already").arg(MostUnderWay);
    const auto target = deliver::replayTarget(to.url.toUtf8());
    if (target && m_ownPort != 0 && target->port == m_ownPort && deliver::isLoopback(target->host))
        return QStringLiteral("this is where Offhook itself listens");
    return {};
}

// Later, as every answer comes. It says nothing about the target's health.
void RuleForwarder::refuse(flow::Attempt attempt, const QString &why, const Done &done) {
    attempt.error = Error{ErrorCode::NetworkFailed, why, -1};
    QMetaObject::invokeMethod(
        m_guard.get(),
        [this, attempt = std::move(attempt), done]() mutable {
            (void)done(*attempt.error);
            m_writer.addAttempt(std::move(attempt));
        },
        Qt::QueuedConnection);
}

void RuleForwarder::ended(qint64 flight, flow::Attempt attempt, const Done &done) {
    m_flights.erase(flight);
    const bool isAnswer = attempt.response && !attempt.error;
    const bool wentOut = done(isAnswer ? Result<http::Response>(deliver::forwardedResponse(*attempt.response))
                                       : Result<http::Response>(attempt.error.value_or(Error())));
    attempt.isLate = isAnswer && !wentOut;
    const bool changed = m_health.note(attempt, Clock::system().wall());
    m_writer.addAttempt(std::move(attempt));
    if (changed && m_changed)
        m_changed(m_health.all());
}

} // namespace offhook
