#pragma once

#include "core/base/clock.h"
#include "core/store/event_store.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace offhook::ui {

/// The events that match a filter, as rows: a vector of ids and a cache of summaries fetched by page. Never queries in
/// data(); a row whose summary is not there yet shows its number only and is filled in when it arrives.
/// Newest first by default; new events are announced as one range a frame. GUI thread.
class EventTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Data roles beyond Qt's.
    enum DataRole {
        IdRole = Qt::UserRole,
        SummaryRole, ///< const flow::EventSummary* or null
        HeldRole,    ///< of a held event the milliseconds until it is answered by itself; else invalid
    };

    EventTableModel(const Theme &theme, QObject *parent = nullptr);
    ~EventTableModel() override;

    /// Shows the events of this store; null shows none. The store must outlive the model or be taken away before.
    void setStore(store::EventStore *store);
    /// Starts a new query; the rows change when its first chunk arrives. queryFinished() follows.
    void setFilter(const filter::Expression &filter);
    [[nodiscard]] const filter::Expression &filter() const;

    /// When these events are answered by themselves: their rows count down from now on.
    void setHeld(std::vector<std::pair<EventId, MonotonicTime>> held);

    [[nodiscard]] EventId idAt(int row) const;
    /// The row of an event, or -1.
    [[nodiscard]] int rowOf(EventId id) const;
    /// The rows of these events as ranges [first, last].
    [[nodiscard]] std::vector<std::pair<int, int>> rowRanges(std::span<const EventId> ids) const;
    /// Null while it is not loaded.
    [[nodiscard]] const flow::EventSummary *summaryAt(int row) const;

    /// Whether the rows are in the order the events came in, newest first or last.
    [[nodiscard]] bool isInArrivalOrder() const;
    /// The largest id among the rows, 0 without any.
    [[nodiscard]] EventId largestId() const;
    /// The newest event's row, or -1 in other orders and without rows.
    [[nodiscard]] int newestRow() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    /// Another workspace's events come, or none: ids of before mean nothing now. After the reset, before the query.
    void storeChanged();
    void queryStarted();
    void queryFinished();
    void queryFailed(const offhook::Error &error);
    /// Rows were added at the newest end because events arrived.
    void eventsArrived(int count);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui

Q_DECLARE_METATYPE(const offhook::flow::EventSummary *)
