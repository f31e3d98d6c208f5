#pragma once

#include "core/deliver/health.h"
#include "core/flow/attempt.h"
#include "core/rules/forwarder.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>

namespace offhook::store {
class EventWriter;
}

namespace offhook {

/// Forwards for the rules and the hold desk, and keeps every attempt with its event. Lives on the capture thread with
/// the writer, and goes before it.
class RuleForwarder final : public rules::Forwarder {
public:
    /// Hears of the health of all targets whenever one changes.
    using HealthChanged = std::function<void(const deliver::TargetHealths &)>;

    RuleForwarder(store::EventWriter &writer, HealthChanged changed);
    /// What is under way is kept as cancelled.
    ~RuleForwarder() override;
    Q_DISABLE_COPY_MOVE(RuleForwarder)

    void forward(const flow::EventPtr &event, const flow::ForwardTo &to, const QString &rule, Done done) override;

private:
    void ended(qint64 flight, flow::Attempt attempt, const Done &done);

    store::EventWriter &m_writer;
    HealthChanged m_changed;
    deliver::HealthBook m_health;
    std::map<qint64, flow::Attempt> m_flights; ///< what is known of those under way
    qint64 m_nextFlight = 0;
    std::unique_ptr<QObject> m_guard;
};

} // namespace offhook
