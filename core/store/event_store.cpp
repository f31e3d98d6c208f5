#include "core/store/event_store.h"

#include "core/base/clock.h"
#include "core/store/event_reader.h"
#include "core/store/event_writer.h"
#include "core/store/reader_thread.h"
#include "core/store/statistics.h"

#include <QElapsedTimer>
#include <QHash>
#include <QMetaMethod>
#include <QTimer>

#include <future>
#include <iterator>
#include <map>

namespace offhook::store {
namespace {

constexpr qint64 BatchIntervalMs = 16;
constexpr int FollowIntervalMs = 500;
constexpr std::size_t ListedRemovals = 10'000; // more are told as "ask again"

template <typename T>
void append(std::vector<T> &to, std::vector<T> &&from) {
    if (to.empty())
        to = std::move(from);
    else
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

} // namespace

class EventStore::Private {
public:
    Private(EventStore *owner, const QString &path, EventWriter *writer);
    ~Private();

    /// Runs `ask` on a reader's thread and `callback` with its answer here, unless the guard is gone by then.
    template <typename T>
    void ask(ReaderThread &thread, QObject *guard, Callback<T> callback, std::function<Result<T>(EventReader &)> ask,
        CancelFlag cancel = {}) {
        thread.post(
            [answers = m_answers, guard = QPointer<QObject>(guard), callback = std::move(callback),
                ask = std::move(ask)](Result<EventReader *> reader) {
                auto result = std::make_shared<Result<T>>(reader ? ask(**reader) : Result<T>(reader.error()));
                answers.post([guard, callback, result] {
                    if (guard)
                        callback(std::move(*result));
                });
            },
            std::move(cancel));
    }
    void query(const EventQuery &query, QObject *guard, const Callback<IdChunk> &callback);
    void thread(EventId id, QObject *guard, const Callback<ThreadEvents> &callback);
    void changeSetting(const QString &name, const QByteArray &value);
    void hearIfConnected();

    EventStore *q;
    EventWriter *writer;
    std::map<QString, QByteArray> settings;
    StorageState state;

private:
    void readSettings(const QString &path);
    void observe();
    void follow();
    void followed(const Result<Changes> &changes);
    void committed(std::vector<EventBatch> batches);
    void emitBatch();
    void removed(const std::vector<std::vector<EventId>> &pieces);

    using Answers = Mailbox<std::function<void()>>;
    Answers m_answers;
    Mailbox<EventBatch> m_batches;
    Mailbox<std::vector<EventId>> m_removals;
    Mailbox<StorageState> m_states;
    bool m_heard = false;
    using Newest = QHash<QObject *, CancelFlag>;
    [[nodiscard]] CancelFlag begin(Newest &newest, QObject *guard);

    Newest m_queries;                        ///< the newest query of each guard
    Newest m_threads;                        ///< and the newest request for a thread
    std::unique_ptr<EventReader> m_follower; ///< only without a writer; made here, then used on the fetching thread
    bool m_following = false;
    EventBatch m_batch;
    QElapsedTimer m_sinceBatch;
    QTimer m_batchTimer;
    QTimer m_followTimer;

public: // last, so that they end first: their work uses what stands above
    ReaderThread searching;
    ReaderThread fetching;
    ReaderThread counting; ///< statistics
    ReaderThread scanning; ///< the other half of a long search; ends before the search that waits for it
    ReaderThread threads;
};

EventStore::Private::Private(EventStore *owner, const QString &path, EventWriter *withWriter)
    : q(owner)
    , writer(withWriter)
    , m_answers(owner,
          [alive = QPointer<EventStore>(owner)](const std::vector<std::function<void()>> &answers) {
              for (const auto &answer : answers) {
                  if (alive) // an answer may be what ends the store
                      answer();
              }
          })
    , m_batches(owner, [this](std::vector<EventBatch> all) { committed(std::move(all)); })
    , m_removals(owner, [this](const std::vector<std::vector<EventId>> &pieces) { removed(pieces); })
    , m_states(owner,
          [this](const std::vector<StorageState> &all) {
              state = all.back();
              Q_EMIT q->storageStateChanged(state);
          })
    , searching(path, QStringLiteral("search"))
    , fetching(path, QStringLiteral("fetch"))
    , counting(path, QStringLiteral("count"))
    , scanning(path, QStringLiteral("scan"))
    , threads(path, QStringLiteral("thread")) {
    m_batchTimer.setSingleShot(true);
    m_batchTimer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_batchTimer, &QTimer::timeout, q, [this] { emitBatch(); });
    readSettings(path);
    if (writer != nullptr) {
        observe();
        return;
    }
    state.type = StorageState::Type::ReadOnly;
    QObject::connect(&m_followTimer, &QTimer::timeout, q, [this] { follow(); });
    m_followTimer.start(FollowIntervalMs);
}

EventStore::Private::~Private() {
    if (writer != nullptr)
        writer->setObserver({});
}

// Settings must be there at once. What changes from now on is followed, so nothing falls between.
void EventStore::Private::readSettings(const QString &path) {
    auto reader = EventReader::open(path);
    if (!reader)
        return;
    if (writer == nullptr && !(*reader)->beginFollowing())
        return;
    if (auto read = (*reader)->settings())
        settings = std::move(*read);
    if (writer == nullptr)
        m_follower = std::move(*reader);
}

void EventStore::Private::observe() {
    EventWriter::Observer observer;
    if (m_heard)
        observer.committed = [batches = m_batches](EventBatch batch) { batches.post(std::move(batch)); };
    observer.removed = [removals = m_removals](std::vector<EventId> ids) { removals.post(std::move(ids)); };
    observer.stateChanged = [states = m_states](StorageState changed) { states.post(std::move(changed)); };
    writer->setObserver(std::move(observer));
}

void EventStore::Private::hearIfConnected() {
    const bool heard = q->isSignalConnected(QMetaMethod::fromSignal(&EventStore::committed));
    if (std::exchange(m_heard, heard) != heard && writer != nullptr)
        observe();
}

void EventStore::Private::committed(std::vector<EventBatch> batches) {
    for (EventBatch &batch : batches) {
        append(m_batch.events, std::move(batch.events));
        append(m_batch.updated, std::move(batch.updated));
    }
    const qint64 since = m_sinceBatch.isValid() ? m_sinceBatch.elapsed() : BatchIntervalMs;
    if (since >= BatchIntervalMs)
        emitBatch();
    else if (!m_batchTimer.isActive())
        m_batchTimer.start(int(BatchIntervalMs - since));
}

void EventStore::Private::emitBatch() {
    const EventBatch batch = std::exchange(m_batch, {});
    m_batchTimer.stop();
    m_sinceBatch.start();
    if (!batch.events.empty() || !batch.updated.empty())
        Q_EMIT q->committed(batch);
}

// What was committed before must be told before it is told to be gone.
void EventStore::Private::removed(const std::vector<std::vector<EventId>> &pieces) {
    emitBatch();
    std::vector<EventId> all;
    for (const std::vector<EventId> &piece : pieces)
        all.insert(all.end(), piece.begin(), piece.end());
    if (all.size() > ListedRemovals)
        all.clear();
    Q_EMIT q->removed(all);
}

void EventStore::Private::follow() {
    if (std::exchange(m_following, true) || !m_follower)
        return;
    fetching.post([this, answers = m_answers, follower = m_follower.get()](const Result<EventReader *> &) {
        auto changes = std::make_shared<Result<Changes>>(follower->changes());
        answers.post([this, changes] { followed(*changes); });
    });
}

void EventStore::Private::followed(const Result<Changes> &changes) {
    m_following = false;
    if (!changes)
        return;
    if (changes->removed)
        Q_EMIT q->removed({});
    if (!changes->batch.events.empty() || !changes->batch.updated.empty())
        Q_EMIT q->committed(changes->batch);
    if (!changes->settingsRead)
        return;
    for (const auto &[name, value] : changes->settings) {
        const auto known = settings.find(name);
        if (known != settings.end() && known->second == value)
            continue;
        settings.insert_or_assign(name, value);
        Q_EMIT q->settingChanged(name);
    }
}

CancelFlag EventStore::Private::begin(Newest &newest, QObject *guard) {
    const auto cancel = std::make_shared<std::atomic<bool>>(false);
    if (const CancelFlag older = newest.value(guard))
        older->store(true);
    else
        QObject::connect(guard, &QObject::destroyed, q, [&newest](QObject *gone) {
            if (const CancelFlag last = newest.take(gone))
                last->store(true);
        });
    newest.insert(guard, cancel);
    return cancel;
}

void EventStore::Private::thread(EventId id, QObject *guard, const Callback<ThreadEvents> &callback) {
    ask<ThreadEvents>(
        threads, guard, callback, [id](EventReader &reader) { return reader.thread(id); }, begin(m_threads, guard));
}

void EventStore::Private::query(const EventQuery &query, QObject *guard, const Callback<IdChunk> &callback) {
    const CancelFlag cancel = begin(m_queries, guard);
    const auto answer = [answers = m_answers, alive = QPointer<QObject>(guard), callback](Result<IdChunk> chunk) {
        answers.post([alive, callback, piece = std::make_shared<Result<IdChunk>>(std::move(chunk))] {
            if (alive)
                callback(std::move(*piece));
        });
    };
    const auto elsewhere = [this, cancel](const EventQuery &part, const IdRange &range) {
        const auto promise = std::make_shared<std::promise<EventReader::Ids>>();
        scanning.post(
            [promise, part, range](Result<EventReader *> reader) {
                promise->set_value(reader ? (*reader)->scan(part, range) : EventReader::Ids(reader.error()));
            },
            cancel);
        return promise->get_future();
    };
    searching.post(
        [query, answer, cancel, elsewhere](Result<EventReader *> reader) {
            if (!reader)
                return answer(reader.error());
            const auto take = [&answer](IdChunk chunk) { answer(std::move(chunk)); };
            const Result<void> done = (*reader)->query(query, take, elsewhere);
            if (!done)
                answer(done.error());
        },
        cancel);
}

void EventStore::Private::changeSetting(const QString &name, const QByteArray &value) {
    const auto known = settings.find(name);
    if (known != settings.end() && known->second == value)
        return;
    settings.insert_or_assign(name, value);
    writer->setSetting(name, value);
    Q_EMIT q->settingChanged(name);
}

EventStore::EventStore(const QString &path, EventWriter *writer, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(this, path, writer)) {}

EventStore::~EventStore() = default;

void EventStore::connectNotify(const QMetaMethod &signal) {
    if (signal == QMetaMethod::fromSignal(&EventStore::committed))
        m_d->hearIfConnected();
}

// An invalid signal stands for "all of them were disconnected". Looked at later: Qt 6.4 calls this from the destructor
// of a receiver while it holds that one's lock, which now and then is the same as ours (they come from a small pool).
void EventStore::disconnectNotify(const QMetaMethod &signal) {
    if (!signal.isValid() || signal == QMetaMethod::fromSignal(&EventStore::committed))
        QMetaObject::invokeMethod(
            this, [this] { m_d->hearIfConnected(); }, Qt::QueuedConnection);
}

void EventStore::query(const EventQuery &query, QObject *guard, Callback<IdChunk> callback) {
    m_d->query(query, guard, callback);
}

void EventStore::summaries(
    std::vector<EventId> ids, QObject *guard, Callback<std::vector<flow::EventSummary>> callback) {
    m_d->ask<std::vector<flow::EventSummary>>(m_d->fetching, guard, std::move(callback),
        [ids = std::move(ids)](EventReader &reader) { return reader.summaries(ids); });
}

void EventStore::fetch(EventId id, QObject *guard, Callback<flow::EventPtr> callback) {
    m_d->ask<flow::EventPtr>(
        m_d->fetching, guard, std::move(callback), [id](EventReader &reader) { return reader.event(id); });
}

void EventStore::thread(EventId id, QObject *guard, Callback<ThreadEvents> callback) {
    m_d->thread(id, guard, callback);
}

void EventStore::events(std::vector<EventId> ids, QObject *guard, Callback<std::vector<flow::EventPtr>> callback) {
    m_d->ask<std::vector<flow::EventPtr>>(m_d->threads, guard, std::move(callback),
        [ids = std::move(ids)](EventReader &reader) { return reader.events(ids); });
}

void EventStore::previousOfKind(EventId id, QObject *guard, Callback<flow::EventPtr> callback) {
    m_d->ask<flow::EventPtr>(
        m_d->threads, guard, std::move(callback), [id](EventReader &reader) { return reader.previousOfKind(id); });
}

void EventStore::facets(QObject *guard, Callback<FacetCounts> callback) {
    m_d->ask<FacetCounts>(m_d->fetching, guard, std::move(callback),
        [](EventReader &reader) { return reader.facets(Clock::system().wall()); });
}

void EventStore::statistics(std::shared_ptr<StatisticsCount> count, qint64 rows, CancelFlag cancel, QObject *guard,
    Callback<Statistics> callback) {
    m_d->ask<Statistics>(
        m_d->counting, guard, std::move(callback),
        [count = std::move(count), rows](EventReader &reader) { return reader.statistics(*count, rows); },
        std::move(cancel));
}

void EventStore::seenValues(
    const QString &key, const QString &prefix, int limit, QObject *guard, Callback<QStringList> callback) {
    m_d->ask<QStringList>(m_d->fetching, guard, std::move(callback),
        [=](EventReader &reader) { return reader.seenValues(key, prefix, limit); });
}

void EventStore::undelivered(
    const UndeliveredQuery &query, QObject *guard, Callback<std::vector<UndeliveredCopy>> callback) {
    m_d->ask<std::vector<UndeliveredCopy>>(
        m_d->fetching, guard, std::move(callback), [query](EventReader &reader) { return reader.undelivered(query); });
}

void EventStore::undeliveredIds(const UndeliveredQuery &query, QObject *guard, Callback<std::vector<qint64>> callback) {
    m_d->ask<std::vector<qint64>>(m_d->fetching, guard, std::move(callback),
        [query](EventReader &reader) { return reader.undeliveredIds(query); });
}

void EventStore::deliveryCounts(QObject *guard, Callback<flow::DeliveryCountsByRoute> callback) {
    m_d->ask<flow::DeliveryCountsByRoute>(
        m_d->fetching, guard, std::move(callback), [](EventReader &reader) { return reader.deliveryCounts(); });
}

void EventStore::setMarked(std::vector<EventId> ids, bool marked) {
    if (isWritable())
        m_d->writer->setMarked(std::move(ids), marked);
}

void EventStore::setNote(EventId id, const QString &note) {
    if (isWritable())
        m_d->writer->setNote(id, note);
}

void EventStore::remove(std::vector<EventId> ids, QObject *guard, Callback<qint64> callback) {
    const Mailbox<Result<qint64>> answer(this,
        [alive = QPointer<QObject>(guard), callback = std::move(callback)](const std::vector<Result<qint64>> &results) {
            if (alive)
                callback(results.front());
        });
    if (isWritable())
        m_d->writer->remove(std::move(ids), [answer](Result<qint64> removed) { answer.post(std::move(removed)); });
    else
        answer.post(Error{ErrorCode::ReadOnly, QStringLiteral("The workspace is open for reading only."), -1});
}

QByteArray EventStore::setting(const QString &name) const {
    const auto found = m_d->settings.find(name);
    return found != m_d->settings.end() ? found->second : QByteArray();
}

void EventStore::setSetting(const QString &name, const QByteArray &value) {
    if (isWritable())
        m_d->changeSetting(name, value);
}

bool EventStore::isWritable() const {
    return m_d->writer != nullptr;
}

StorageState EventStore::storageState() const {
    return m_d->state;
}

} // namespace offhook::store
