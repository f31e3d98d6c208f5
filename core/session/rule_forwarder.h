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

    /// Requests that wait for applications at once, late ones included. One more is not sent: each holds a socket and
    /// an event for as long as its application keeps silent, and whoever asked may be gone long before.
    static constexpr std::size_t MostUnderWay = 256;
    /// Where Offhook itself listens; 0: nowhere. What leads there is not sent, or it would come back for ever.
    void setOwnPort(quint16 port) { m_ownPort = port; }

    void forward(const flow::EventPtr &event, const flow::ForwardTo &to, const QString &rule, Done done) override;

private:
    /// Why this is not to be sent; empty when it is.
    [[nodiscard]] QString refusal(const flow::ForwardTo &to) const;
    void refuse(flow::Attempt attempt, const QString &why, const Done &done);
    void ended(qint64 flight, flow::Attempt attempt, const Done &done);

    store::EventWriter &m_writer;
    HealthChanged m_changed;
    deliver::HealthBook m_health;
    std::map<qint64, flow::Attempt> m_flights; ///< what is known of those under way
    qint64 m_nextFlight = 0;
    quint16 m_ownPort = 0;
    std::unique_ptr<QObject> m_guard;
};

} // namespace offhook
