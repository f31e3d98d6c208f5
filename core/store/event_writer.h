#pragma once

#include "core/base/clock.h"
#include "core/base/mailbox.h"
#include "core/flow/delivery.h"
#include "core/flow/recorder.h"
#include "core/store/event_store.h"
#include "core/store/retention.h"

#include <QObject>

#include <functional>
#include <memory>

namespace offhook::store {

class DeliveryQueue;

/// Writes events. Lives on the capture thread and commits there, once at the end of each turn of its event loop: every
/// event of the turn in one transaction (WAL, synchronous=FULL), then the answers. See docs/decisions for the measure.
/// While the disk refuses, every record() fails with the reason, and the writer probes once a second until it works.
class EventWriter final : public QObject, public flow::Recorder {
    Q_OBJECT
public:
    /// Opens its connection to an already migrated workspace file. Call on the capture thread.
    /// `clock` tells what is overdue and must outlive the writer.
    [[nodiscard]] static Result<std::unique_ptr<EventWriter>> open(
        const QString &path, const Clock &clock = Clock::system());
    ~EventWriter() override;

    EventId nextId() override;
    bool isRepeat(QByteArrayView idempotencyToken) override;
    flow::EventFlags arrived(const flow::WebhookEvent &event) override;
    void record(flow::EventPtr event, Done done) override;
    void revise(flow::EventPtr event, Done done) override;
    void answered(EventId id, qint64 tookUs, flow::EventFlags added) override;

    /// Queues an attempt of a stored event for the commit at the end of this turn. On the capture thread; losing it
    /// loses no event. The event then counts as changed.
    void addAttempt(flow::Attempt attempt);

    /// Commits what is queued now and runs its callbacks; for whoever must be gone before the writer.
    void drain();

    /// Thread-safe: queue work for the capture thread.
    void setMarked(std::vector<EventId> ids, bool marked);
    void setNote(EventId id, const QString &note);
    /// addAttempt() from elsewhere.
    void postAttempt(flow::Attempt attempt);
    void setSetting(const QString &name, const QByteArray &value);
    void remove(
        std::vector<EventId> ids, std::function<void(Result<qint64>)> done); ///< done runs on the capture thread
    /// Stores events that come from elsewhere, all or none: gives them their ids, in order. `done` runs on the capture
    /// thread, with the ids.
    void importEvents(std::vector<std::shared_ptr<flow::WebhookEvent>> events,
        std::function<void(Result<std::vector<EventId>>)> done);
    void setRetention(const Retention &retention);
    /// How long something may be missing before the event before it is flagged.
    void setThreadLimits(const twilio::ThreadLimits &limits);

    /// Says which copies a new event has; null: none. On the capture thread; must outlive the writer or be taken away.
    void setRouter(flow::Router *router);
    /// Hears of the queue of copies when a commit changed it, on the capture thread. Set there.
    void setDeliveryObserver(std::function<void(const flow::DeliveryCountsByRoute &)> observer);
    /// Stores what became of a try, with the next commit; `done` runs on the capture thread, after it.
    void settle(const flow::Settlement &settlement, Done done);
    /// Changes the queue in a transaction of its own; `done`, which may be null, runs on the capture thread.
    void changeDeliveries(std::function<Result<void>(DeliveryQueue &)> work, Done done);

    /// Hears of commits, removals and failures: called on the capture thread; the listener posts them on. Set once,
    /// thread-safe, null to take it away.
    struct Observer {
        std::function<void(EventBatch)> committed;
        std::function<void(std::vector<EventId>)> removed;
        std::function<void(StorageState)> stateChanged;
    };
    void setObserver(Observer observer);

    /// For tests: the workspace may not grow beyond so many pages, as if the disk were full; 0 lifts it.
    void limitPages(qint64 pages);

private:
    class Private;
    EventWriter();
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::store
