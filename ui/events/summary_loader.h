#pragma once

#include "core/store/event_store.h"
#include "ui/events/event_rows.h"
#include "ui/events/summary_cache.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <span>
#include <vector>

namespace offhook::ui {

/// Brings the summaries of the rows that are looked at, a page at a time and one page on its way at most, so that a
/// fast scroll over a million rows asks for where it comes to rest.
class SummaryLoader final : public QObject {
    Q_OBJECT
public:
    explicit SummaryLoader(const EventRows &rows, QObject *parent = nullptr);

    /// Forgets everything; null loads nothing.
    void setStore(store::EventStore *store);
    /// Null while it is not loaded.
    [[nodiscard]] const flow::EventSummary *find(EventId id) { return m_cache.find(id); }
    /// Asks for the page around a row, with the next turn of the event loop.
    void want(int row);
    /// Asks for the first rows now: what follows may keep the event loop busy.
    void wantFirstPage();
    [[nodiscard]] bool isLoading() const { return m_loading; }

    void put(flow::EventSummary summary) { m_cache.put(std::move(summary)); }
    /// Takes changed summaries over where they are loaded; returns their ids.
    std::vector<EventId> update(std::span<const flow::EventSummary> events);
    void remove(std::span<const EventId> ids);
    void clear() { m_cache.clear(); }

Q_SIGNALS:
    void loaded(const std::vector<offhook::EventId> &ids);
    void failed(const offhook::Error &error);

private:
    void load();
    void received(const std::vector<EventId> &ids, Result<std::vector<flow::EventSummary>> summaries);
    [[nodiscard]] std::vector<EventId> missingAround(int first, int last);

    const EventRows &m_rows;
    QPointer<store::EventStore> m_store;
    SummaryCache m_cache;
    QTimer m_timer;
    int m_first = -1;
    int m_last = -1;
    int m_generation = 0;
    bool m_loading = false;
    std::vector<EventId> m_changed; ///< while a page was on its way, which may have been read before
};

} // namespace offhook::ui
