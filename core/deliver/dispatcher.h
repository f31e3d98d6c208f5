#pragma once

#include "core/deliver/route_worker.h"

#include <QMetaType>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace offhook::deliver {

/// How a route does at the moment.
struct RouteState {
    RouteHealth health;
    int inFlight = 0;

    bool operator==(const RouteState &) const = default;
};
/// By the route's id.
using RouteStates = std::map<QString, RouteState>;

/// Delivers what waits in the outbox, a worker for each route. Lives on a thread of its own.
class Dispatcher final : public QObject {
    Q_OBJECT
public:
    explicit Dispatcher(const RouteWorker::Tools &tools, QObject *parent = nullptr);

    /// What is in flight for a route that is gone is cut off, and waits.
    void setRoutes(const RouteList &routes);
    /// There may be more in the outbox.
    void lookForMore();
    /// Begins nothing any more, gives what is in flight up to `grace`, then emits stopped().
    void stop(std::chrono::milliseconds grace);

    [[nodiscard]] RouteStates states() const;

Q_SIGNALS:
    /// At most once every 50 ms.
    void statesChanged(const offhook::deliver::RouteStates &states);
    void stopped();

private:
    void workerChanged();
    [[nodiscard]] bool isIdle() const;
    void endIfIdle();

    RouteWorker::Tools m_tools;
    std::map<QString, std::unique_ptr<RouteWorker>> m_workers;
    QTimer m_tell;
    QTimer m_grace;
    bool m_isStopping = false;
};

} // namespace offhook::deliver

Q_DECLARE_METATYPE(offhook::deliver::RouteStates)
