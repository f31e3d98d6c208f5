#include "ui/events/summary_loader.h"

#include <algorithm>
#include <utility>

namespace offhook::ui {
namespace {

constexpr int PageRows = 256;
constexpr int FirstRows = 50; // a tall window

} // namespace

SummaryLoader::SummaryLoader(const EventRows &rows, QObject *parent)
    : QObject(parent)
    , m_rows(rows) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, [this] { load(); });
}

void SummaryLoader::setStore(store::EventStore *store) {
    ++m_generation;
    m_store = store;
    m_loading = false;
    m_first = m_last = -1;
    m_changed.clear();
    m_cache.clear();
}

void SummaryLoader::want(int row) {
    m_first = m_first < 0 ? row : std::min(m_first, row);
    m_last = std::max(m_last, row);
    if (!m_loading && !m_timer.isActive())
        m_timer.start();
}

void SummaryLoader::wantFirstPage() {
    if (m_rows.size() == 0)
        return;
    m_first = 0;
    m_last = std::min(m_rows.size(), FirstRows) - 1;
    if (!m_loading)
        load();
}

// A page around what was asked for: scrolling on finds its rows there. Should more be wanted than two pages, its end is
// asked for first, which is where a fast scroll came to rest.
std::vector<EventId> SummaryLoader::missingAround(int first, int last) {
    last = std::min(m_rows.size() - 1, std::max(last, first + PageRows * 3 / 4));
    first = std::max({0, std::min(first, last - PageRows + 1), last - 2 * PageRows});
    std::vector<EventId> ids;
    for (int row = first; row <= last; ++row) {
        if (m_cache.find(m_rows.at(row)) == nullptr)
            ids.push_back(m_rows.at(row));
    }
    return ids;
}

void SummaryLoader::load() {
    if (m_store == nullptr || m_first < 0)
        return;
    std::vector<EventId> ids = missingAround(std::exchange(m_first, -1), std::exchange(m_last, -1));
    if (ids.empty())
        return;
    m_loading = true;
    m_changed.clear();
    m_store->summaries(
        ids, this, [this, ids, asking = m_generation](Result<std::vector<flow::EventSummary>> summaries) {
            if (asking == m_generation)
                received(ids, std::move(summaries));
        });
}

void SummaryLoader::received(const std::vector<EventId> &ids, Result<std::vector<flow::EventSummary>> summaries) {
    m_loading = false;
    if (!summaries) {
        if (summaries.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(summaries.error());
        return;
    }
    for (flow::EventSummary &event : *summaries)
        m_cache.put(std::move(event));
    for (const EventId id : m_changed)
        m_cache.remove(id);
    Q_EMIT loaded(ids);
    if (m_first >= 0)
        m_timer.start();
}

std::vector<EventId> SummaryLoader::update(std::span<const flow::EventSummary> events) {
    std::vector<EventId> changed;
    for (const flow::EventSummary &event : events) {
        if (m_cache.update(event))
            changed.push_back(event.id);
        else if (m_loading)
            m_changed.push_back(event.id);
    }
    return changed;
}

void SummaryLoader::remove(std::span<const EventId> ids) {
    for (const EventId id : ids)
        m_cache.remove(id);
}

} // namespace offhook::ui
