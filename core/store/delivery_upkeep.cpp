#include "core/store/delivery_upkeep.h"

#include <utility>

namespace offhook::store {

void DeliveryUpkeep::setObserver(Observer observer) {
    m_observer = std::move(observer);
    m_told.clear();
    tell();
}

DeliveryWork DeliveryUpkeep::takeWork(std::span<const flow::EventPtr> events) {
    DeliveryWork work;
    if (m_router != nullptr) {
        work.routings.reserve(events.size());
        for (const flow::EventPtr &event : events)
            work.routings.push_back(m_router->routingOf(*event));
    }
    m_written = std::exchange(m_settling, {});
    work.settlements.reserve(m_written.size());
    for (const Settling &one : m_written)
        work.settlements.push_back(one.settlement);
    return work;
}

void DeliveryUpkeep::settled(const Result<void> &outcome) {
    for (const Settling &one : std::exchange(m_written, {})) {
        if (one.done)
            one.done(outcome);
    }
    if (outcome)
        tell();
}

Result<void> DeliveryUpkeep::change(const std::function<Result<void>(DeliveryQueue &)> &work, const Done &done) {
    const Result<void> changed = m_core.changeDeliveries(work);
    if (done)
        done(changed);
    tell();
    return changed;
}

void DeliveryUpkeep::tell() {
    if (!m_observer || m_core.deliveryCounts() == m_told)
        return;
    m_told = m_core.deliveryCounts();
    m_observer(m_told);
}

} // namespace offhook::store
