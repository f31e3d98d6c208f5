#pragma once

#include "core/base/ids.h"

#include <deque>
#include <span>
#include <vector>

namespace offhook::ui {

/// The order of the rows: event ids, 8 bytes a row. Sorted by id when the table is in order of arrival (either way
/// round): then an id is found by bisection and new events are put at the newest end.
class EventRows {
public:
    enum class Order : std::uint8_t { NewestFirst, OldestFirst, Other };

    [[nodiscard]] int size() const { return int(m_ids.size()); }
    [[nodiscard]] EventId at(int row) const { return m_ids[std::size_t(row)]; }
    [[nodiscard]] Order order() const { return m_order; }
    /// The largest id, 0 without rows.
    [[nodiscard]] EventId newest() const;
    /// The row of an id, or -1. Other orders are searched from the start.
    [[nodiscard]] int rowOf(EventId id) const;

    [[nodiscard]] bool equals(std::span<const EventId> ids) const;

    void clear(Order order);
    /// More rows of a query's answer, in its order.
    void append(std::span<const EventId> ids) { m_ids.insert(m_ids.end(), ids.begin(), ids.end()); }
    /// The row at which addNewest() puts new events.
    [[nodiscard]] int newestRow() const { return m_order == Order::NewestFirst ? 0 : size(); }
    /// New events, ascending, at the newest end.
    void addNewest(std::span<const EventId> ascending);
    void remove(int first, int count);

    /// The rows of these ids as runs [first, count], last rows first, so that they can be removed one after the other.
    struct Run {
        int first;
        int count;
    };
    [[nodiscard]] std::vector<Run> runsOf(std::span<const EventId> ids) const;

private:
    std::deque<EventId> m_ids;
    Order m_order = Order::NewestFirst;
};

} // namespace offhook::ui
