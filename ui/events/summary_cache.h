#pragma once

#include "core/flow/event_summary.h"

#include <unordered_map>

namespace offhook::ui {

/// Summaries by event, the lately used ones. About `capacity` are kept (two generations of half of it: what was not
/// used during a whole generation goes). Pointers stay good until the next put(), remove() or clear().
class SummaryCache {
public:
    explicit SummaryCache(std::size_t capacity = 8192)
        : m_half(capacity / 2) {}

    void put(flow::EventSummary summary);
    /// Replaces a summary that is there; false if it is not.
    bool update(const flow::EventSummary &summary);
    [[nodiscard]] const flow::EventSummary *find(EventId id);
    void remove(EventId id);
    void clear();
    [[nodiscard]] std::size_t size() const { return m_young.size() + m_old.size(); }

private:
    using Map = std::unordered_map<EventId, flow::EventSummary>;
    void age();

    std::size_t m_half;
    Map m_young;
    Map m_old;
};

} // namespace offhook::ui
