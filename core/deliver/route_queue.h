#pragma once

#include "core/flow/delivery.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace offhook::deliver {

/// In which order the copies of a route go.
struct Ordering {
    bool isOn = false;                     ///< within each thread one after the other, in its order
    std::chrono::milliseconds wait{5'000}; ///< the longest that one waits for those before it

    bool operator==(const Ordering &) const = default;
};

/// The copies of one route that wait: which may go now, and when the next may. With an order, one waits for those of
/// its thread that stand before it, here or still missing, but no longer than `Ordering::wait` since it was queued.
/// In memory, bounded by whoever fills it. One thread.
class RouteQueue {
public:
    explicit RouteQueue(const Ordering &ordering = {});

    /// Another order from now on.
    void setOrdering(const Ordering &ordering);
    /// One that is there already is left as it is.
    void add(const flow::Delivery &delivery);
    /// The next that may go, longest due first; it is in flight then, until again() or done().
    [[nodiscard]] std::optional<flow::Delivery> take(WallTime now);
    /// When take() will give one by itself; nothing while it never will.
    [[nodiscard]] std::optional<WallTime> readyAt() const;
    /// It did not arrive, and waits for another try.
    void again(qint64 id, int tries, WallTime dueAt);
    /// It is delivered, given up or gone; those behind it need not wait for it any more.
    void done(qint64 id);

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] std::size_t inFlight() const { return m_inFlight; }

private:
    struct Entry {
        flow::Delivery delivery;
        WallTime readyAt = 0; ///< where it stands in m_ready
        bool inFlight = false;
    };
    using Places = std::set<std::pair<qint64, qint64>>; ///< (place, id)

    void arrange(Entry &entry);
    void arrangeThread(const QByteArray &thread);
    [[nodiscard]] WallTime readyTime(const Entry &entry) const;
    [[nodiscard]] bool isOrdered(const Entry &entry) const;
    void remember(const flow::CopyPlace &place);

    Ordering m_ordering;
    std::unordered_map<qint64, Entry> m_entries;
    std::set<std::pair<WallTime, qint64>> m_ready; ///< those not in flight
    std::map<QByteArray, Places> m_threads;
    std::map<QByteArray, qint64> m_reached; ///< how far the threads have come
    std::size_t m_inFlight = 0;
};

} // namespace offhook::deliver
