#include "core/session/delivering.h"

#include "core/base/clock.h"
#include "core/base/mailbox.h"
#include "core/deliver/route_json.h"
#include "core/session/capture_thread.h"
#include "core/session/workspace_settings.h"
#include "core/store/delivery_queue.h"
#include "core/store/event_store.h"
#include "core/store/event_writer.h"

#include <utility>

namespace offhook {

namespace ws = workspace_settings;

namespace {

constexpr std::chrono::milliseconds CountsPause{50};

} // namespace

Delivering::Delivering(QObject *parent)
    : QObject(parent) {}

Delivering::~Delivering() {
    close();
}

void Delivering::open(store::EventStore &events, CaptureThread *capture, const QString &path) {
    m_events = &events;
    m_capture = capture;
    auto routes = deliver::routesFromJson(events.setting(ws::Routes));
    m_routes = routes ? std::move(*routes) : deliver::RouteList();
    m_hearing = std::make_unique<QObject>();
    if (m_capture != nullptr)
        start(path);
    else
        events.deliveryCounts(m_hearing.get(), [this](const Result<flow::DeliveryCountsByRoute> &counts) {
            if (counts)
                m_counts = *counts;
            Q_EMIT countsChanged();
        });
    Q_EMIT routesChanged();
}

void Delivering::start(const QString &path) {
    change([](store::DeliveryQueue &queue) { return queue.forgetDiscarded(); });
    m_thread = std::make_unique<DeliveryThread>();
    connect(m_thread.get(), &DeliveryThread::statesChanged, this, [this](const deliver::RouteStates &states) {
        m_states = states;
        Q_EMIT statesChanged();
    });
    m_thread->start(path, *m_capture->writer(), m_settled);
    const Mailbox<flow::DeliveryCountsByRoute> counts(
        m_hearing.get(),
        [this](std::vector<flow::DeliveryCountsByRoute> all) {
            m_counts = std::move(all.back());
            Q_EMIT countsChanged();
        },
        CountsPause);
    m_capture->setDeliveryObserver([wake = m_thread->wake(), counts](const flow::DeliveryCountsByRoute &changed) {
        wake();
        counts.post(changed);
    });
    apply();
    // Later: whoever opened the workspace may set other routes now.
    QMetaObject::invokeMethod(
        m_hearing.get(), [this] { giveUpForgotten(); }, Qt::QueuedConnection);
}

void Delivering::close() {
    if (m_thread)
        m_thread->stop();
    if (m_capture != nullptr)
        m_capture->setDeliveryObserver({});
    m_thread.reset();
    m_hearing.reset();
    m_capture = nullptr;
    m_events = nullptr;
    m_states.clear();
    m_counts.clear();
}

void Delivering::giveUpForgotten() {
    std::vector<QString> known;
    for (const deliver::Route &route : m_routes)
        known.push_back(route.id);
    change([known = std::move(known)](store::DeliveryQueue &queue) { return queue.giveUpAllBut(known); });
}

void Delivering::apply() {
    if (m_capture == nullptr)
        return;
    const auto compiled = deliver::compiled(m_routes, Clock::system().wall());
    m_capture->withRouter([compiled](deliver::CopyRouter &router) { router.setRoutes(compiled); });
    m_thread->setRoutes(m_routes);
}

void Delivering::setRoutes(deliver::RouteList routes) {
    if (routes == m_routes)
        return;
    setRoutesForThisRun(std::move(routes));
    if (m_events != nullptr && m_events->isWritable())
        m_events->setSetting(ws::Routes, deliver::toJson(m_routes, true));
}

void Delivering::setRoutesForThisRun(deliver::RouteList routes) {
    m_routes = std::move(routes);
    apply();
    Q_EMIT routesChanged();
}

flow::DeliveryCounts Delivering::counts(const QString &route) const {
    const auto found = m_counts.find(route);
    return found == m_counts.end() ? flow::DeliveryCounts() : found->second;
}

deliver::RouteState Delivering::state(const QString &route) const {
    const auto found = m_states.find(route);
    return found == m_states.end() ? deliver::RouteState() : found->second;
}

void Delivering::change(std::function<Result<void>(store::DeliveryQueue &)> work) {
    if (m_capture != nullptr)
        m_capture->writer()->changeDeliveries(std::move(work), {});
}

void Delivering::retry(std::vector<qint64> ids) {
    change([ids = std::move(ids)](store::DeliveryQueue &queue) { return queue.retry(ids, Clock::system().wall()); });
}

void Delivering::discard(std::vector<qint64> ids) {
    change([ids = std::move(ids)](store::DeliveryQueue &queue) { return queue.discard(ids); });
}

void Delivering::restore(std::vector<qint64> ids) {
    change([ids = std::move(ids)](store::DeliveryQueue &queue) { return queue.restore(ids); });
}

} // namespace offhook
