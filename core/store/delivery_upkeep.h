#pragma once

#include "core/base/result.h"
#include "core/flow/delivery.h"
#include "core/flow/webhook_event.h"
#include "core/store/writer_core.h"

#include <functional>
#include <span>
#include <vector>

namespace offhook::store {

/// The part of the writer that keeps the queue of copies. On the capture thread.
class DeliveryUpkeep {
public:
    using Done = std::function<void(const Result<void> &)>;
    using Observer = std::function<void(const flow::DeliveryCountsByRoute &)>;

    explicit DeliveryUpkeep(WriterCore &core)
        : m_core(core) {}

    void setRouter(flow::Router *router) { m_router = router; }
    void setObserver(Observer observer);

    void settle(const flow::Settlement &settlement, Done done) { m_settling.push_back({settlement, std::move(done)}); }
    [[nodiscard]] bool isEmpty() const { return m_settling.empty(); }
    /// What goes into the next commit beside these new events; settled() is to follow.
    [[nodiscard]] DeliveryWork takeWork(std::span<const flow::EventPtr> events);
    /// It was committed, or not.
    void settled(const Result<void> &outcome);

    /// In a transaction of its own.
    [[nodiscard]] Result<void> change(const std::function<Result<void>(DeliveryQueue &)> &work, const Done &done);
    /// Tells the observer where the counts are other than when it last heard.
    void tell();

private:
    struct Settling {
        flow::Settlement settlement;
        Done done;
    };

    WriterCore &m_core;
    flow::Router *m_router = nullptr;
    Observer m_observer;
    flow::DeliveryCountsByRoute m_told;
    std::vector<Settling> m_settling; ///< to come
    std::vector<Settling> m_written;  ///< in the running commit
};

} // namespace offhook::store
