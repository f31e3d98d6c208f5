#pragma once

#include "core/deliver/dispatcher.h"
#include "core/deliver/route.h"
#include "core/flow/delivery.h"
#include "core/session/delivery_thread.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace offhook::store {
class DeliveryQueue;
class EventStore;
class EventWriter;
} // namespace offhook::store

namespace offhook {

class CaptureThread;

/// What forwards copies of a session's events: its routes, how these do, and what could not be delivered. Lives on the
/// main thread; copies are queued by the capture thread and sent by a thread of their own.
class Delivering final : public QObject {
    Q_OBJECT
public:
    explicit Delivering(QObject *parent = nullptr);
    ~Delivering() override;

    /// Takes over what the workspace holds, and goes on delivering. `capture` is null when it is open for reading only.
    void open(store::EventStore &events, CaptureThread *capture, const QString &path);
    /// Stops delivering; before the session's parts go.
    void close();
    /// Hears of what became of each try once that is stored, on the delivery thread. Set before open().
    void setSettledObserver(DeliveryThread::Settled observer) { m_settled = std::move(observer); }

    [[nodiscard]] const deliver::RouteList &routes() const { return m_routes; }
    /// In force at once, and kept in the workspace. What waits for a route that is gone waits until it is back; when
    /// the workspace is opened again without it, it rests with the undelivered.
    void setRoutes(deliver::RouteList routes);
    /// In force for this run; the workspace keeps its own.
    void setRoutesForThisRun(deliver::RouteList routes);

    [[nodiscard]] flow::DeliveryCounts counts(const QString &route) const;
    /// Of all routes, also of those that are gone.
    [[nodiscard]] const flow::DeliveryCountsByRoute &allCounts() const { return m_counts; }
    [[nodiscard]] deliver::RouteState state(const QString &route) const;

    /// Undelivered ones: try again, discard, take that back until the workspace is closed. By Delivery::id.
    void retry(std::vector<qint64> ids);
    void discard(std::vector<qint64> ids);
    void restore(std::vector<qint64> ids);

Q_SIGNALS:
    void routesChanged();
    /// At most once every 50 ms.
    void countsChanged();
    void statesChanged();

private:
    void start(const QString &path);
    void apply();
    void giveUpForgotten();
    void change(std::function<Result<void>(store::DeliveryQueue &)> work);

    store::EventStore *m_events = nullptr;
    CaptureThread *m_capture = nullptr;
    std::unique_ptr<DeliveryThread> m_thread;
    DeliveryThread::Settled m_settled;
    deliver::RouteList m_routes;
    flow::DeliveryCountsByRoute m_counts;
    deliver::RouteStates m_states;
    std::unique_ptr<QObject> m_hearing; ///< what comes from other threads is bound to it
};

} // namespace offhook
