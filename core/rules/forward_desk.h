#pragma once

#include "core/flow/decider.h"
#include "core/rules/agenda.h"
#include "core/rules/forwarder.h"
#include "core/rules/rule.h"

#include <chrono>
#include <memory>
#include <optional>

namespace offhook::rules {

/// The requests that wait for an application. When what is left of Twilio's time limit comes down to the reserve, the
/// fallback answer goes out; so it does at once when there is no answer to be had. Lives on the capture thread; not
/// thread-safe.
class ForwardDesk {
public:
    explicit ForwardDesk(Agenda &agenda, const Clock &clock = Clock::system());

    /// Null: everything gets its fallback at once.
    void setForwarder(Forwarder *forwarder) { m_forwarder = forwarder; }
    /// In place of Twilio's own limit; nothing: that one.
    void setLimits(std::optional<std::chrono::milliseconds> limit, std::chrono::milliseconds reserve);

    struct Order {
        QString rule;
        flow::ForwardTo to;
        Reply fallback;
        std::chrono::milliseconds delay{0}; ///< of whatever answer
        Fault fault;
    };
    void take(std::unique_ptr<flow::WaitingRequest> request, const Order &order);

private:
    struct Entry;
    void give(const std::shared_ptr<Entry> &entry, http::Response response);
    void giveFallback(const std::shared_ptr<Entry> &entry);

    Agenda &m_agenda;
    const Clock &m_clock;
    Forwarder *m_forwarder = nullptr;
    std::optional<std::chrono::milliseconds> m_limit;
    std::chrono::milliseconds m_reserve{1'000};
};

} // namespace offhook::rules
