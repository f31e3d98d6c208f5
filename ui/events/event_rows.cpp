#include "ui/events/event_rows.h"

#include <algorithm>
#include <functional>
#include <unordered_set>

namespace offhook::ui {

EventId EventRows::newest() const {
    if (m_ids.empty())
        return 0;
    switch (m_order) {
    case Order::NewestFirst:
        return m_ids.front();
    case Order::OldestFirst:
        return m_ids.back();
    case Order::Other:
        break;
    }
    return *std::max_element(m_ids.begin(), m_ids.end());
}

int EventRows::rowOf(EventId id) const {
    auto found = m_ids.end();
    switch (m_order) {
    case Order::NewestFirst:
        found = std::lower_bound(m_ids.begin(), m_ids.end(), id, std::greater());
        break;
    case Order::OldestFirst:
        found = std::lower_bound(m_ids.begin(), m_ids.end(), id);
        break;
    case Order::Other:
        found = std::find(m_ids.begin(), m_ids.end(), id);
        break;
    }
    return found == m_ids.end() || *found != id ? -1 : int(found - m_ids.begin());
}

bool EventRows::equals(std::span<const EventId> ids) const {
    return std::equal(m_ids.begin(), m_ids.end(), ids.begin(), ids.end());
}

void EventRows::clear(Order order) {
    m_ids.clear();
    m_ids.shrink_to_fit();
    m_order = order;
}

void EventRows::addNewest(std::span<const EventId> ascending) {
    if (m_order == Order::NewestFirst)
        m_ids.insert(m_ids.begin(), ascending.rbegin(), ascending.rend());
    else
        m_ids.insert(m_ids.end(), ascending.begin(), ascending.end());
}

void EventRows::remove(int first, int count) {
    m_ids.erase(m_ids.begin() + first, m_ids.begin() + first + count);
}

std::vector<EventRows::Run> EventRows::runsOf(std::span<const EventId> ids) const {
    std::vector<int> rows;
    if (m_order == Order::Other) {
        const std::unordered_set<EventId> wanted(ids.begin(), ids.end());
        for (int row = 0; row < size(); ++row) {
            if (wanted.contains(at(row)))
                rows.push_back(row);
        }
    } else {
        for (const EventId id : ids) {
            if (const int row = rowOf(id); row >= 0)
                rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end(), std::greater());
    std::vector<Run> runs;
    for (const int row : rows) {
        if (!runs.empty() && runs.back().first == row + 1)
            runs.back() = {row, runs.back().count + 1};
        else if (runs.empty() || runs.back().first != row)
            runs.push_back({row, 1});
    }
    return runs;
}

} // namespace offhook::ui
