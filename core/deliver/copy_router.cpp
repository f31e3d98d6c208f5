#include "core/deliver/copy_router.h"

#include "core/deliver/copy_request.h"
#include "core/deliver/order.h"
#include "core/flow/filter_predicate.h"

#include <algorithm>

namespace offhook::deliver {
namespace {

// Of so many threads it is known what came; of one that fell out, an event may wait once more for what came before.
constexpr std::size_t KnownThreads = 50'000;

CompiledRoute compiledRoute(Route route, WallTime now) {
    CompiledRoute result;
    const filter::ParseResult condition = filter::parse(route.condition, now);
    const filter::ParseResult drop = filter::parse(route.drop.condition, now);
    result.condition = condition.expression;
    result.drop = drop.expression;
    result.isUsable = route.isEnabled && condition.ok() && drop.ok() && targetProblem(route.target).isEmpty();
    result.route = std::move(route);
    return result;
}

// Came from that route: its target leads back to Offhook.
bool isOwnCopy(const flow::WebhookEvent &event, const Route &route) {
    const std::vector<QByteArrayView> marks = event.request.headers(RouteHeader);
    return std::find(marks.begin(), marks.end(), QByteArrayView(routeMark(route.id))) != marks.end();
}

bool meets(const filter::Expression &condition, const flow::WebhookEvent &event) {
    return condition.isEmpty() || flow::matches(condition, event);
}

} // namespace

std::shared_ptr<const CompiledRoutes> compiled(RouteList routes, WallTime now) {
    auto result = std::make_shared<CompiledRoutes>();
    for (Route &route : routes)
        result->push_back(compiledRoute(std::move(route), now));
    return result;
}

// What came already is not waited for, whether the route takes it or not.
flow::CopyPlace CopyRouter::arrived(const flow::WebhookEvent &event) {
    flow::CopyPlace place = placeOf(event);
    if (place.thread.isEmpty())
        return place;
    if (m_arrived.size() >= KnownThreads)
        m_arrived.clear();
    qint64 &furthest = m_arrived.try_emplace(qHash(place.thread), -1).first->second;
    if (furthest >= place.needs)
        place.needs = -1;
    furthest = std::max(furthest, place.at);
    return place;
}

flow::Routing CopyRouter::routingOf(const flow::WebhookEvent &event) {
    flow::Routing routing;
    if (!m_routes || m_routes->empty() || event.refusal)
        return routing;
    const bool needsPlace = std::any_of(
        m_routes->begin(), m_routes->end(), [](const CompiledRoute &route) { return route.route.ordering.isOn; });
    const flow::CopyPlace place = needsPlace ? arrived(event) : flow::CopyPlace();
    bool isUnwanted = false;
    for (const CompiledRoute &compiled : *m_routes) {
        const Route &route = compiled.route;
        if (!compiled.isUsable || isOwnCopy(event, route) || !meets(compiled.condition, event))
            continue;
        if (!route.drop.condition.isEmpty() && meets(compiled.drop, event)) {
            routing.droppedBy.push_back(route.id);
            isUnwanted = isUnwanted || !route.drop.isStored;
            continue;
        }
        routing.copies.push_back({route.id, dedupeKey(event, route.dedupe), place});
    }
    routing.isStored = !isUnwanted || !routing.copies.empty() || event.isWaiting();
    return routing;
}

} // namespace offhook::deliver
