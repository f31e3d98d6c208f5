#include "core/store/event_writer.h"

#include "core/base/log.h"
#include "core/store/checkpointer.h"
#include "core/store/deletion.h"
#include "core/store/delivery_upkeep.h"
#include "core/store/thread_upkeep.h"
#include "core/store/writer_core.h"

#include <QTimer>

#include <chrono>
#include <mutex>
#include <utility>

namespace offhook::store {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds ProbeInterval{1'000};
constexpr milliseconds IdleAfter{200};
constexpr milliseconds AnswersWait{40};
constexpr std::size_t AnswersAtOnce = 1'000;
constexpr std::size_t MaxAnswers = 100'000;
constexpr std::size_t GatheredAtOnce = 64;
// The log is copied to the file in steps of about 4 MB, and begun anew beyond about 8 MB when nearly all is copied: as
// long as it grows, a sync writes its size as well.
constexpr int CheckpointPages = 1'024;
constexpr int RestartPages = 2'048;
constexpr int LastStepPages = 512;

} // namespace

class EventWriter::Private {
public:
    Private(EventWriter *owner, std::unique_ptr<WriterCore> opened, const QString &path, const Clock &clock);

    void record(flow::EventPtr event, Done done, bool revises);
    void addAttempt(flow::Attempt attempt);
    void flush();
    void flushWhenGathered();
    void noteAnswer(const AnswerNote &note);
    void flushAnswers();
    void stop();
    void edit(const std::function<Result<EventBatch>(WriterCore &)> &work);
    [[nodiscard]] Result<std::vector<EventId>> importEvents(
        const std::vector<std::shared_ptr<flow::WebhookEvent>> &events);
    /// For an observer that came later than the failure.
    void tellFailing();
    void settle(const flow::Settlement &settlement, Done done);
    void failed(const Error &error, qint64 events);

    EventWriter *q;
    std::unique_ptr<WriterCore> core;
    Mailbox<std::function<void()>> jobs;
    std::mutex observerMutex;
    std::shared_ptr<const Observer> observer = std::make_shared<const Observer>();
    Deletion deletion;
    DeliveryUpkeep deliveries;

private:
    struct Pending {
        flow::EventPtr event;
        Done done;
        bool revises = false; ///< the event is stored already
    };

    void setUpTimers();
    [[nodiscard]] bool isFailing() const { return m_state.type == StorageState::Type::Failing; }
    [[nodiscard]] bool isProbeDue() const { return Steady::now() - m_lastTry >= ProbeInterval; }
    [[nodiscard]] bool isBusy() const { return Steady::now() - m_lastFlush < IdleAfter; }
    void stored(const std::vector<Pending> &batch, EventBatch events);
    void refused(const std::vector<Pending> &batch, const Error &error);
    void succeeded();
    void probe();
    void idle();
    void checkpointIfDue(bool now);
    void checkpointed(const Result<CheckpointProgress> &progress);
    [[nodiscard]] Deletion::Host deletionHost();

    [[nodiscard]] std::shared_ptr<const Observer> currentObserver();
    void tell(EventBatch batch);

    std::vector<Pending> m_queue;
    std::vector<std::shared_ptr<const flow::Attempt>> m_attempts;
    std::size_t m_gathered = 0; ///< events in the queue when the last turn of the loop ended
    std::vector<AnswerNote> m_answers;
    StorageState m_state;
    Steady::time_point m_lastTry;
    Steady::time_point m_lastFlush;
    int m_copiedPages = 0;
    int m_loggedPages = 0;
    QTimer m_gatherTimer; ///< of no interval: fires behind the sockets of a turn
    QTimer m_answersTimer;
    QTimer m_idleTimer;
    QTimer m_probeTimer;
    Checkpointer m_checkpointer;
    ThreadUpkeep m_threads;
};

EventWriter::Private::Private(
    EventWriter *owner, std::unique_ptr<WriterCore> opened, const QString &path, const Clock &clock)
    : q(owner)
    , core(std::move(opened))
    , jobs(owner,
          [](const std::vector<std::function<void()>> &batch) {
              for (const auto &job : batch)
                  job();
          })
    , deletion(*core, deletionHost())
    , deliveries(*core)
    , m_checkpointer(path, owner, [this](const Result<CheckpointProgress> &progress) { checkpointed(progress); })
    , m_threads(*core, clock,
          {[this] { flush(); }, [this] { return isFailing(); }, [this](const Error &error) { failed(error, 0); },
              [this](EventBatch batch) { tell(std::move(batch)); }}) {
    setUpTimers();
}

void EventWriter::Private::setUpTimers() {
    const auto set = [this](QTimer &timer, milliseconds interval, bool once, void (Private::*work)()) {
        timer.setInterval(interval);
        timer.setSingleShot(once);
        QObject::connect(&timer, &QTimer::timeout, q, [this, work] { (this->*work)(); });
    };
    set(m_gatherTimer, milliseconds(0), true, &Private::flushWhenGathered);
    set(m_answersTimer, AnswersWait, true, &Private::flushAnswers);
    set(m_idleTimer, IdleAfter, true, &Private::idle);
    set(m_probeTimer, ProbeInterval, false, &Private::probe);
}

std::shared_ptr<const EventWriter::Observer> EventWriter::Private::currentObserver() {
    const std::lock_guard lock(observerMutex);
    return observer;
}

void EventWriter::Private::tell(EventBatch batch) {
    if (batch.events.empty() && batch.updated.empty())
        return;
    const auto hearing = currentObserver();
    if (hearing->committed)
        hearing->committed(std::move(batch));
}

void EventWriter::Private::record(flow::EventPtr event, Done done, bool revises) {
    m_queue.push_back({std::move(event), std::move(done), revises});
    if (!m_gatherTimer.isActive())
        m_gatherTimer.start();
}

void EventWriter::Private::addAttempt(flow::Attempt attempt) {
    m_attempts.push_back(std::make_shared<const flow::Attempt>(std::move(attempt)));
    if (!m_gatherTimer.isActive())
        m_gatherTimer.start();
}

// An fsync costs as much as eight requests, so the loop turns (without waiting) as long as that brings more of them.
void EventWriter::Private::flushWhenGathered() {
    const bool more = m_queue.size() > std::exchange(m_gathered, m_queue.size());
    if (more && m_queue.size() < GatheredAtOnce)
        m_gatherTimer.start();
    else
        flush();
}

void EventWriter::Private::flush() {
    m_gathered = 0;
    m_gatherTimer.stop();
    const std::vector<Pending> batch = std::exchange(m_queue, {});
    const auto attempts = std::exchange(m_attempts, {});
    if (batch.empty() && attempts.empty() && deliveries.isEmpty())
        return;
    std::vector<flow::EventPtr> events;
    std::vector<flow::EventPtr> revised;
    events.reserve(batch.size());
    for (const Pending &pending : batch)
        (pending.revises ? revised : events).push_back(pending.event);
    const DeliveryWork copies = deliveries.takeWork(events);
    Result<EventBatch> inserted = m_state.error;
    if (!isFailing() || isProbeDue()) {
        m_lastTry = Steady::now();
        inserted = core->write(events, revised, bool(currentObserver()->committed), copies, attempts);
    }
    if (inserted)
        stored(batch, std::move(*inserted));
    else
        refused(batch, inserted.error());
    deliveries.settled(inserted ? Result<void>() : Result<void>(inserted.error()));
}

void EventWriter::Private::settle(const flow::Settlement &settlement, Done done) {
    deliveries.settle(settlement, std::move(done));
    if (settlement.attempt)
        m_attempts.push_back(settlement.attempt);
    if (!m_gatherTimer.isActive())
        m_gatherTimer.start();
}

void EventWriter::Private::stored(const std::vector<Pending> &batch, EventBatch events) {
    succeeded();
    m_threads.stored();
    for (const Pending &pending : batch) {
        if (pending.done)
            pending.done({});
    }
    tell(std::move(events));
    m_lastFlush = Steady::now();
    if (!m_idleTimer.isActive())
        m_idleTimer.start();
    checkpointIfDue(false);
    deletion.stored(qint64(batch.size()));
}

void EventWriter::Private::refused(const std::vector<Pending> &batch, const Error &error) {
    core->threads().dropped();
    for (const Pending &pending : batch) {
        if (pending.revises)
            continue;
        const twilio::Meaning &meaning = pending.event->meaning;
        // What was not stored is no earlier attempt: Twilio's next one is to be the first.
        if (!pending.event->flags.testFlag(flow::EventFlag::Retry) && !meaning.idempotencyToken.isEmpty())
            core->repeats().forget(meaning.idempotencyToken);
    }
    failed(error, qint64(batch.size()));
    for (const Pending &pending : batch) {
        if (pending.done)
            pending.done(error);
    }
}

void EventWriter::Private::succeeded() {
    if (!isFailing())
        return;
    qCInfo(lcStore) << "storing again;" << m_state.refused << "requests were refused meanwhile";
    m_state = {};
    m_probeTimer.stop();
    if (const auto hearing = currentObserver(); hearing->stateChanged)
        hearing->stateChanged(m_state);
}

void EventWriter::Private::failed(const Error &error, qint64 events) {
    const bool first = !isFailing();
    if (first) {
        qCWarning(lcStore) << "cannot store:" << error.detail;
        m_lastTry = Steady::now();
        m_probeTimer.start();
    }
    m_state.type = StorageState::Type::Failing;
    m_state.error = error;
    m_state.refused += events;
    if (const auto hearing = currentObserver(); first && hearing->stateChanged)
        hearing->stateChanged(m_state);
}

void EventWriter::Private::tellFailing() {
    if (const auto hearing = currentObserver(); isFailing() && hearing->stateChanged)
        hearing->stateChanged(m_state);
}

void EventWriter::Private::probe() {
    if (!isProbeDue()) // an event has just tried
        return;
    m_lastTry = Steady::now();
    if (const Result<void> done = core->probe(); !done) {
        m_state.error = done.error();
        if (const auto hearing = currentObserver(); hearing->stateChanged)
            hearing->stateChanged(m_state);
        return;
    }
    succeeded();
    flushAnswers();
}

void EventWriter::Private::noteAnswer(const AnswerNote &note) {
    if (m_answers.size() < MaxAnswers)
        m_answers.push_back(note);
    if (m_answers.size() == AnswersAtOnce)
        m_answersTimer.start(0);
    else if (!m_answersTimer.isActive())
        m_answersTimer.start(AnswersWait);
}

void EventWriter::Private::flushAnswers() {
    if (m_answers.empty() || isFailing())
        return;
    const std::vector<AnswerNote> notes = std::exchange(m_answers, {});
    auto updated = core->answered(notes, bool(currentObserver()->committed));
    if (!updated) {
        m_answers = notes;
        return failed(updated.error(), 0);
    }
    tell(std::move(*updated));
}

void EventWriter::Private::stop() {
    flush();
    flushAnswers();
    m_threads.writeChanges();
    deletion.stop();
}

Result<std::vector<EventId>> EventWriter::Private::importEvents(
    const std::vector<std::shared_ptr<flow::WebhookEvent>> &events) {
    flush(); // what arrived before has the smaller ids
    std::vector<EventId> ids;
    for (const auto &event : events) {
        event->id = core->takeId();
        ids.push_back(event->id);
    }
    const std::vector<flow::EventPtr> shared(events.begin(), events.end());
    auto inserted = core->insert(shared, bool(currentObserver()->committed));
    if (!inserted) {
        failed(inserted.error(), 0);
        return inserted.error();
    }
    stored({}, std::move(*inserted));
    deletion.stored(qint64(events.size()));
    return ids;
}

void EventWriter::Private::edit(const std::function<Result<EventBatch>(WriterCore &)> &work) {
    auto outcome = work(*core);
    if (!outcome)
        return failed(outcome.error(), 0);
    succeeded();
    tell(std::move(*outcome));
    if (!m_idleTimer.isActive())
        m_idleTimer.start();
}

void EventWriter::Private::idle() {
    const auto quiet = Steady::now() - m_lastFlush;
    if (quiet < IdleAfter)
        return m_idleTimer.start(std::chrono::ceil<milliseconds>(IdleAfter - quiet));
    checkpointIfDue(true);
    deletion.idle();
}

void EventWriter::Private::checkpointIfDue(bool now) {
    const int logged = core->logPages();
    if (logged < std::exchange(m_loggedPages, logged)) // the log was begun anew
        m_copiedPages = 0;
    if (logged - m_copiedPages >= (now ? 1 : CheckpointPages))
        m_checkpointer.run();
}

// The log only begins anew when all of it is copied, which never happens behind a writer that goes on: when little is
// missing, that little is copied here, between two commits.
void EventWriter::Private::checkpointed(const Result<CheckpointProgress> &progress) {
    if (!progress)
        return;
    m_copiedPages = progress->copied;
    const int missing = core->logPages() - m_copiedPages;
    if (core->logPages() < RestartPages || missing <= 0 || missing > LastStepPages)
        return;
    if (const auto rest = checkpoint(core->connection()))
        m_copiedPages = rest->copied;
}

Deletion::Host EventWriter::Private::deletionHost() {
    return {[this] { return isBusy(); }, [this] { return isFailing(); },
        [this](std::vector<EventId> ids) {
            deliveries.tell();
            if (const auto hearing = currentObserver(); hearing->removed)
                hearing->removed(std::move(ids));
        },
        [this](const Error &error) { failed(error, 0); }};
}

EventWriter::EventWriter() = default;

EventWriter::~EventWriter() {
    m_d->stop();
}

Result<std::unique_ptr<EventWriter>> EventWriter::open(const QString &path, const Clock &clock) {
    auto core = WriterCore::open(path);
    if (!core)
        return core.error();
    std::unique_ptr<EventWriter> writer(new EventWriter);
    writer->m_d = std::make_unique<Private>(writer.get(), std::move(*core), path, clock);
    return writer;
}

EventId EventWriter::nextId() {
    return m_d->core->takeId();
}

bool EventWriter::isRepeat(QByteArrayView idempotencyToken) {
    return m_d->core->repeats().seen(idempotencyToken);
}

flow::EventFlags EventWriter::arrived(const flow::WebhookEvent &event) {
    return m_d->core->threads().arrived(event);
}

void EventWriter::record(flow::EventPtr event, Done done) {
    m_d->record(std::move(event), std::move(done), false);
}

void EventWriter::revise(flow::EventPtr event, Done done) {
    m_d->core->threads().revised(*event);
    m_d->record(std::move(event), std::move(done), true);
}

void EventWriter::answered(EventId id, qint64 tookUs, flow::EventFlags added) {
    m_d->core->threads().answered(id, added);
    m_d->noteAnswer({id, tookUs, added});
}

void EventWriter::addAttempt(flow::Attempt attempt) {
    m_d->addAttempt(std::move(attempt));
}

void EventWriter::drain() {
    m_d->flush();
}

void EventWriter::setMarked(std::vector<EventId> ids, bool marked) {
    m_d->jobs.post([d = m_d.get(), ids = std::move(ids), marked] {
        d->edit([&](WriterCore &core) { return core.setMarked(ids, marked); });
    });
}

void EventWriter::setNote(EventId id, const QString &note) {
    m_d->jobs.post([d = m_d.get(), id, note] { d->edit([&](WriterCore &core) { return core.setNote(id, note); }); });
}

void EventWriter::postAttempt(flow::Attempt attempt) {
    m_d->jobs.post([d = m_d.get(), attempt = std::move(attempt)] { d->addAttempt(attempt); });
}

void EventWriter::setSetting(const QString &name, const QByteArray &value) {
    m_d->jobs.post([d = m_d.get(), name, value] {
        d->edit([&](WriterCore &core) {
            const Result<void> set = core.setSetting(name, value);
            return set ? Result<EventBatch>(EventBatch()) : Result<EventBatch>(set.error());
        });
    });
}

void EventWriter::remove(std::vector<EventId> ids, std::function<void(Result<qint64>)> done) {
    m_d->jobs.post([d = m_d.get(), ids = std::move(ids), done = std::move(done)] { d->deletion.remove(ids, done); });
}

void EventWriter::importEvents(
    std::vector<std::shared_ptr<flow::WebhookEvent>> events, std::function<void(Result<std::vector<EventId>>)> done) {
    m_d->jobs.post([this, events = std::move(events), done = std::move(done)]() { done(m_d->importEvents(events)); });
}

void EventWriter::setRetention(const Retention &retention) {
    m_d->jobs.post([d = m_d.get(), retention] { d->deletion.setRetention(retention); });
}

void EventWriter::setThreadLimits(const twilio::ThreadLimits &limits) {
    m_d->jobs.post([d = m_d.get(), limits] { d->core->threads().setLimits(limits); });
}

void EventWriter::setRouter(flow::Router *router) {
    m_d->deliveries.setRouter(router);
}

void EventWriter::setDeliveryObserver(std::function<void(const flow::DeliveryCountsByRoute &)> observer) {
    m_d->deliveries.setObserver(std::move(observer));
}

void EventWriter::settle(const flow::Settlement &settlement, Done done) {
    m_d->jobs.post([d = m_d.get(), settlement, done = std::move(done)] { d->settle(settlement, done); });
}

void EventWriter::changeDeliveries(std::function<Result<void>(DeliveryQueue &)> work, Done done) {
    m_d->jobs.post([d = m_d.get(), work = std::move(work), done = std::move(done)] {
        if (const Result<void> changed = d->deliveries.change(work, done); !changed)
            d->failed(changed.error(), 0);
    });
}

void EventWriter::setObserver(Observer observer) {
    {
        const std::lock_guard lock(m_d->observerMutex);
        m_d->observer = std::make_shared<const Observer>(std::move(observer));
    }
    m_d->jobs.post([d = m_d.get()] { d->tellFailing(); });
}

void EventWriter::limitPages(qint64 pages) {
    // 0 would be a question, the largest value lifts the limit
    // (https://www.sqlite.org/pragma.html#pragma_max_page_count).
    const QByteArray sql = "PRAGMA max_page_count=" + QByteArray::number(pages > 0 ? pages : 4'294'967'294);
    (void)m_d->core->connection().exec(sql.constData());
}

} // namespace offhook::store
