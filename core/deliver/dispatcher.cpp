#include "core/deliver/dispatcher.h"

#include <algorithm>

namespace offhook::deliver {
namespace {

constexpr std::chrono::milliseconds TellInterval{50};

} // namespace

Dispatcher::Dispatcher(const RouteWorker::Tools &tools, QObject *parent)
    : QObject(parent)
    , m_tools(tools) {
    m_tell.setSingleShot(true);
    m_tell.setInterval(TellInterval);
    connect(&m_tell, &QTimer::timeout, this, [this] { Q_EMIT statesChanged(states()); });
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        m_workers.clear();
        endIfIdle();
    });
}

void Dispatcher::setRoutes(const RouteList &routes) {
    if (m_isStopping)
        return;
    std::map<QString, std::unique_ptr<RouteWorker>> before = std::move(m_workers);
    m_workers.clear();
    for (const Route &route : routes) {
        if (auto known = before.extract(route.id)) {
            known.mapped()->setRoute(route);
            m_workers.insert(std::move(known));
            continue;
        }
        auto worker = std::make_unique<RouteWorker>(route, m_tools);
        connect(worker.get(), &RouteWorker::changed, this, [this] { workerChanged(); });
        worker->lookForMore();
        m_workers.emplace(route.id, std::move(worker));
    }
    workerChanged();
}

void Dispatcher::lookForMore() {
    for (const auto &[id, worker] : m_workers)
        worker->lookForMore();
}

void Dispatcher::workerChanged() {
    if (!m_tell.isActive())
        m_tell.start();
    if (m_isStopping)
        endIfIdle();
}

bool Dispatcher::isIdle() const {
    return std::all_of(
        m_workers.begin(), m_workers.end(), [](const auto &worker) { return worker.second->inFlight() == 0; });
}

// Queued: it may be asked for from inside a worker.
void Dispatcher::endIfIdle() {
    if (!isIdle())
        return;
    m_grace.stop();
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT stopped(); }, Qt::QueuedConnection);
}

void Dispatcher::stop(std::chrono::milliseconds grace) {
    m_isStopping = true;
    for (const auto &[id, worker] : m_workers)
        worker->halt();
    m_grace.start(grace);
    endIfIdle();
}

RouteStates Dispatcher::states() const {
    RouteStates states;
    for (const auto &[id, worker] : m_workers)
        states[id] = {worker->health(), worker->inFlight()};
    return states;
}

} // namespace offhook::deliver
