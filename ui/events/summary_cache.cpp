#include "ui/events/summary_cache.h"

#include <utility>

namespace offhook::ui {

void SummaryCache::put(flow::EventSummary summary) {
    m_old.erase(summary.id);
    m_young.insert_or_assign(summary.id, std::move(summary));
    age();
}

bool SummaryCache::update(const flow::EventSummary &summary) {
    for (Map *map : {&m_young, &m_old}) {
        if (const auto found = map->find(summary.id); found != map->end()) {
            found->second = summary;
            return true;
        }
    }
    return false;
}

const flow::EventSummary *SummaryCache::find(EventId id) {
    if (const auto found = m_young.find(id); found != m_young.end())
        return &found->second;
    auto node = m_old.extract(id);
    if (node.empty())
        return nullptr;
    // The node keeps its address, and growing young by one at most empties old at the next put().
    return &m_young.insert(std::move(node)).position->second;
}

void SummaryCache::remove(EventId id) {
    m_young.erase(id);
    m_old.erase(id);
}

void SummaryCache::clear() {
    m_young.clear();
    m_old.clear();
}

void SummaryCache::age() {
    if (m_young.size() > m_half)
        m_old = std::exchange(m_young, {});
}

} // namespace offhook::ui
