#include "ui/events/event_table_model.h"

#include "ui/events/event_columns.h"
#include "ui/events/event_rows.h"
#include "ui/events/summary_loader.h"
#include "ui/explain/explanation.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <map>
#include <unordered_set>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using store::EventQuery;
using store::SortKey;

// Above this many separate gaps asking again is cheaper than telling the views of each.
constexpr std::size_t MaxRemovedRuns = 64;
// Orders other than that of arrival are asked for again after changes: not more often than this, and not more than a
// quarter of the time.
constexpr int MinRefreshMs = 400;
constexpr int RefreshShare = 4;
// How long the rest of a large answer waits for the first page, so that there is something to see.
constexpr int FirstPageMs = 100;
// Held rows count down in tenths of a second.
constexpr int HeldTickMs = 100;

// Whether marks, notes and answers, which come after the event, decide what matches.
bool changesMatter(const filter::Node &node) {
    using filter::Key;
    if (node.type == filter::Node::Type::Term)
        return node.term.key == Key::Is || node.term.key == Key::Took || node.term.key == Key::Code ||
               node.term.key == Key::Note || node.term.key == Key::Text;
    return std::any_of(node.children.begin(), node.children.end(), changesMatter);
}

qint64 millisecondsUntil(MonotonicTime time) {
    using std::chrono::milliseconds;
    const auto left = std::chrono::ceil<milliseconds>(time - Clock::system().monotonic()).count();
    return std::max<qint64>(left, 0);
}

} // namespace

class EventTableModel::Private {
public:
    explicit Private(EventTableModel &model)
        : q(model)
        , summaries(rows) {
        refreshTimer.setSingleShot(true);
        restTimer.setSingleShot(true);
        heldTimer.setInterval(HeldTickMs);
    }

    // Asking.
    void start(bool keepRows);
    void received(Result<store::IdChunk> chunk, bool keepRows);
    void addRest();
    void finished();
    void replaceRows();
    void stop();

    // Following what is captured.
    void committed(const store::EventBatch &batch);
    void append(std::span<const EventId> ascending);
    void askForNewer();
    void newerReceived(Result<store::IdChunk> chunk, EventId upTo);
    void arrived(const store::EventBatch &batch);
    void updated(const std::vector<flow::EventSummary> &events);
    void removed(const std::vector<EventId> &ids);
    void scheduleRefresh();

    // Summaries.
    const flow::EventSummary *summary(int row);
    void announce(std::span<const EventId> ids);
    void announceHeld();

    [[nodiscard]] bool inArrivalOrder() const { return rows.order() != EventRows::Order::Other; }

    EventTableModel &q;
    QPointer<store::EventStore> store;
    EventQuery query;
    EventRows rows;
    SummaryLoader summaries;

    // A newer question interrupts the older one of its guard; answers of an older generation are dropped.
    QObject queryGuard;
    QObject newerGuard;
    int generation = 0;
    std::vector<EventId> incoming; ///< ids that came but are no rows yet
    std::vector<EventId> newer;
    EventId seenUpTo = 0; ///< events up to here were considered for the rows
    EventId committedUpTo = 0;
    bool loading = false;
    bool replaced = false; ///< the running query's rows took the place of the old ones
    bool complete = false; ///< all of them came
    bool askingNewer = false;
    QElapsedTimer asked;
    qint64 lastQueryMs = 0;
    QTimer refreshTimer;
    QTimer restTimer;

    std::map<EventId, MonotonicTime> held; ///< events that wait, and when they are answered by themselves
    QTimer heldTimer;
};

void EventTableModel::Private::start(bool keepRows) {
    stop();
    if (store == nullptr) {
        replaceRows();
        return;
    }
    loading = true;
    replaced = false;
    complete = false;
    seenUpTo = 0;
    asked.start();
    Q_EMIT q.queryStarted();
    store->query(query, &queryGuard, [this, keepRows, asking = generation](Result<store::IdChunk> chunk) {
        if (asking == generation)
            received(std::move(chunk), keepRows);
    });
}

void EventTableModel::Private::stop() {
    ++generation;
    refreshTimer.stop();
    restTimer.stop();
    incoming.clear();
    newer.clear();
    loading = false;
    askingNewer = false;
}

void EventTableModel::Private::received(Result<store::IdChunk> chunk, bool keepRows) {
    if (!chunk) {
        stop();
        if (chunk.error().code != ErrorCode::Cancelled)
            Q_EMIT q.queryFailed(chunk.error());
        return;
    }
    incoming.insert(incoming.end(), chunk->ids.begin(), chunk->ids.end());
    complete = chunk->done;
    // A refresh shows the old rows until it is complete; a new question shows its first rows at once.
    if (!replaced && (!keepRows || complete)) {
        if (!keepRows || !rows.equals(incoming))
            replaceRows();
        incoming.clear();
        replaced = true;
        summaries.wantFirstPage();
        restTimer.start(FirstPageMs);
    }
    const bool waits = restTimer.isActive() && summaries.isLoading();
    if (replaced && (incoming.empty() ? complete : !waits))
        addRest();
}

void EventTableModel::Private::addRest() {
    restTimer.stop();
    if (!incoming.empty()) {
        const int first = rows.size();
        q.beginInsertRows({}, first, first + int(incoming.size()) - 1);
        rows.append(incoming);
        q.endInsertRows();
        incoming.clear();
    }
    if (complete && loading)
        finished();
}

void EventTableModel::Private::replaceRows() {
    q.beginResetModel();
    rows.clear(query.sort != SortKey::Id ? EventRows::Order::Other
               : query.descending        ? EventRows::Order::NewestFirst
                                         : EventRows::Order::OldestFirst);
    rows.append(incoming);
    incoming.clear();
    incoming.shrink_to_fit();
    q.endResetModel();
}

void EventTableModel::Private::finished() {
    loading = false;
    lastQueryMs = asked.elapsed();
    seenUpTo = rows.newest();
    Q_EMIT q.queryFinished();
    if (committedUpTo <= seenUpTo)
        return;
    if (inArrivalOrder())
        askForNewer();
    else
        scheduleRefresh();
}

// Updates last: a batch may bring an event and the time of its answer.
void EventTableModel::Private::committed(const store::EventBatch &batch) {
    if (!batch.events.empty())
        arrived(batch);
    if (!batch.updated.empty())
        updated(batch.updated);
}

void EventTableModel::Private::arrived(const store::EventBatch &batch) {
    committedUpTo = std::max(committedUpTo, batch.events.back().id);
    if (loading)
        return;
    if (!inArrivalOrder()) {
        scheduleRefresh();
    } else if (!query.filter.isEmpty() || askingNewer) {
        askForNewer();
    } else {
        std::vector<EventId> ids;
        ids.reserve(batch.events.size());
        for (const flow::EventSummary &event : batch.events) {
            if (event.id <= seenUpTo)
                continue;
            ids.push_back(event.id);
            summaries.put(event);
        }
        append(ids);
    }
}

void EventTableModel::Private::append(std::span<const EventId> ascending) {
    if (ascending.empty())
        return;
    seenUpTo = std::max(seenUpTo, ascending.back());
    const int first = rows.newestRow();
    q.beginInsertRows({}, first, first + int(ascending.size()) - 1);
    rows.addNewest(ascending);
    q.endInsertRows();
    Q_EMIT q.eventsArrived(int(ascending.size()));
}

void EventTableModel::Private::askForNewer() {
    if (askingNewer || store == nullptr)
        return;
    askingNewer = true;
    EventQuery newerQuery = query;
    newerQuery.descending = false;
    newerQuery.afterId = seenUpTo;
    store->query(
        newerQuery, &newerGuard, [this, upTo = committedUpTo, asking = generation](Result<store::IdChunk> chunk) {
            if (asking == generation)
                newerReceived(std::move(chunk), upTo);
        });
}

void EventTableModel::Private::newerReceived(Result<store::IdChunk> chunk, EventId upTo) {
    const bool failed = !chunk;
    if (!failed)
        newer.insert(newer.end(), chunk->ids.begin(), chunk->ids.end());
    if (!failed && !chunk->done)
        return;
    askingNewer = false;
    const std::vector<EventId> ids = std::exchange(newer, {});
    if (failed) {
        // The rows stay as they are; the next batch asks again from the same place.
        if (chunk.error().code != ErrorCode::Cancelled)
            Q_EMIT q.queryFailed(chunk.error());
        return;
    }
    append(ids);
    seenUpTo = std::max(seenUpTo, upTo);
    if (committedUpTo > seenUpTo)
        askForNewer();
}

void EventTableModel::Private::updated(const std::vector<flow::EventSummary> &events) {
    announce(summaries.update(events));
    if (!loading && (!inArrivalOrder() || changesMatter(query.filter.root)))
        scheduleRefresh();
}

void EventTableModel::Private::removed(const std::vector<EventId> &ids) {
    summaries.remove(ids);
    const std::vector<EventRows::Run> runs = rows.runsOf(ids);
    if (ids.empty() || loading || runs.size() > MaxRemovedRuns) {
        if (ids.empty())
            summaries.clear();
        return start(!loading);
    }
    for (const EventRows::Run &run : runs) {
        q.beginRemoveRows({}, run.first, run.first + run.count - 1);
        rows.remove(run.first, run.count);
        q.endRemoveRows();
    }
}

void EventTableModel::Private::scheduleRefresh() {
    if (!refreshTimer.isActive() && !loading)
        refreshTimer.start(std::max<int>(MinRefreshMs, int(RefreshShare * lastQueryMs)));
}

const flow::EventSummary *EventTableModel::Private::summary(int row) {
    if (row < 0 || row >= rows.size())
        return nullptr;
    return summaries.find(rows.at(row));
}

// Ids that lie together in the order of arrival become one range; in other orders the views are told to look again,
// which costs them what is visible.
void EventTableModel::Private::announce(std::span<const EventId> ids) {
    int first = rows.size();
    int last = -1;
    if (ids.empty() || rows.size() == 0)
        return;
    if (inArrivalOrder()) {
        for (const EventId id : ids) {
            const int row = rows.rowOf(id);
            first = row < 0 ? first : std::min(first, row);
            last = std::max(last, row);
        }
    } else {
        first = 0;
        last = rows.size() - 1;
    }
    if (last >= 0)
        Q_EMIT q.dataChanged(q.index(first, 0), q.index(last, q.columnCount() - 1));
}

EventTableModel::EventTableModel(const Theme &, QObject *parent)
    : QAbstractTableModel(parent)
    , m_d(std::make_unique<Private>(*this)) {
    connect(&m_d->heldTimer, &QTimer::timeout, this, [this] { m_d->announceHeld(); });
    connect(&m_d->summaries, &SummaryLoader::loaded, this, [this](const std::vector<EventId> &ids) {
        m_d->announce(ids);
        // After the views painted them.
        if (m_d->restTimer.isActive())
            m_d->restTimer.start(0);
    });
    connect(&m_d->summaries, &SummaryLoader::failed, this, &EventTableModel::queryFailed);
    connect(&m_d->restTimer, &QTimer::timeout, this, [this] { m_d->addRest(); });
    connect(&m_d->refreshTimer, &QTimer::timeout, this, [this] { m_d->start(true); });
}

EventTableModel::~EventTableModel() = default;

void EventTableModel::Private::announceHeld() {
    std::vector<EventId> ids;
    for (const auto &[id, time] : held)
        ids.push_back(id);
    announce(ids);
}

void EventTableModel::setHeld(std::vector<std::pair<EventId, MonotonicTime>> held) {
    m_d->announceHeld(); // those that are held no more
    m_d->held = {held.begin(), held.end()};
    m_d->announceHeld();
    if (m_d->held.empty())
        m_d->heldTimer.stop();
    else if (!m_d->heldTimer.isActive())
        m_d->heldTimer.start();
}

void EventTableModel::setStore(store::EventStore *store) {
    if (m_d->store != nullptr)
        disconnect(m_d->store, nullptr, this, nullptr);
    m_d->stop();
    m_d->summaries.setStore(store);
    m_d->committedUpTo = 0;
    m_d->store = store;
    if (store != nullptr) {
        connect(store, &store::EventStore::committed, this,
            [this](const store::EventBatch &batch) { m_d->committed(batch); });
        connect(
            store, &store::EventStore::removed, this, [this](const std::vector<EventId> &ids) { m_d->removed(ids); });
    }
    m_d->incoming.clear();
    m_d->replaceRows();
    Q_EMIT storeChanged();
    if (store != nullptr)
        m_d->start(false);
}

void EventTableModel::setFilter(const filter::Expression &filter) {
    m_d->query.filter = filter;
    if (m_d->store != nullptr)
        m_d->start(false);
}

const filter::Expression &EventTableModel::filter() const {
    return m_d->query.filter;
}

EventId EventTableModel::idAt(int row) const {
    return row < 0 || row >= m_d->rows.size() ? 0 : m_d->rows.at(row);
}

int EventTableModel::rowOf(EventId id) const {
    return m_d->rows.rowOf(id);
}

std::vector<std::pair<int, int>> EventTableModel::rowRanges(std::span<const EventId> ids) const {
    std::vector<std::pair<int, int>> ranges;
    for (const EventRows::Run &run : m_d->rows.runsOf(ids))
        ranges.emplace_back(run.first, run.first + run.count - 1);
    return ranges;
}

const flow::EventSummary *EventTableModel::summaryAt(int row) const {
    return m_d->summary(row);
}

bool EventTableModel::isInArrivalOrder() const {
    return m_d->inArrivalOrder();
}

EventId EventTableModel::largestId() const {
    return m_d->rows.newest();
}

int EventTableModel::newestRow() const {
    if (m_d->rows.size() == 0 || !m_d->inArrivalOrder())
        return -1;
    return m_d->rows.order() == EventRows::Order::NewestFirst ? 0 : m_d->rows.size() - 1;
}

int EventTableModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : m_d->rows.size();
}

int EventTableModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(eventColumns().size());
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= m_d->rows.size())
        return {};
    const EventId id = m_d->rows.at(index.row());
    if (role == IdRole)
        return id;
    if (role == HeldRole) {
        const auto held = m_d->held.find(id);
        return held == m_d->held.end() ? QVariant() : QVariant(millisecondsUntil(held->second));
    }
    const EventColumn &column = eventColumns()[std::size_t(index.column())];
    if (role == Qt::TextAlignmentRole)
        return int(column.cell == Cell::Number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != SummaryRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole &&
        role != ExplanationRole)
        return {};
    const flow::EventSummary *event = m_d->summary(index.row());
    if (event == nullptr) {
        m_d->summaries.want(index.row());
        if (role == Qt::DisplayRole && column.cell == Cell::Number) {
            flow::EventSummary number;
            number.id = id;
            return column.text(number);
        }
        return {};
    }
    switch (role) {
    case SummaryRole:
        return QVariant::fromValue(event);
    case Qt::ToolTipRole:
        return explainedToolTip(
            column.full != nullptr ? column.full(*event) : column.text(*event), explainCell(column, *event));
    case ExplanationRole:
        return QVariant::fromValue(explainCellOrKind(column, *event));
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? spokenRow(*event) : column.text(*event);
    default:
        return column.text(*event);
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const EventColumn &column = eventColumns()[std::size_t(section)];
    if (role == Qt::DisplayRole)
        return columnTitle(column);
    if (role == Qt::TextAlignmentRole)
        return int(column.cell == Cell::Number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

void EventTableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= columnCount() || !eventColumns()[std::size_t(column)].sort)
        return;
    const SortKey key = *eventColumns()[std::size_t(column)].sort;
    const bool descending = order == Qt::DescendingOrder;
    if (m_d->query.sort == key && m_d->query.descending == descending)
        return;
    m_d->query.sort = key;
    m_d->query.descending = descending;
    if (m_d->store != nullptr)
        m_d->start(false);
}

} // namespace offhook::ui
