#pragma once

#include "core/deliver/route.h"
#include "core/filter/expression.h"
#include "core/flow/delivery.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace offhook::deliver {

/// A route with its conditions parsed.
struct CompiledRoute {
    Route route;
    filter::Expression condition;
    filter::Expression drop;
    bool isUsable = false; ///< enabled, and its conditions and target have no mistake
};
using CompiledRoutes = std::vector<CompiledRoute>;

/// `now` resolves times of day in conditions.
[[nodiscard]] std::shared_ptr<const CompiledRoutes> compiled(RouteList routes, WallTime now);

/// Sends each event the ways of all routes whose condition it meets. Nothing that was refused as HTTP, and nothing that
/// a route drops; an event that only goes unstored because of that is one whose answer is known, and that no rule
/// holds. Lives on the capture thread.
class CopyRouter final : public flow::Router {
public:
    void setRoutes(std::shared_ptr<const CompiledRoutes> routes) { m_routes = std::move(routes); }
    [[nodiscard]] flow::Routing routingOf(const flow::WebhookEvent &event) override;

private:
    [[nodiscard]] flow::CopyPlace arrived(const flow::WebhookEvent &event);

    std::shared_ptr<const CompiledRoutes> m_routes;
    std::unordered_map<std::size_t, qint64> m_arrived; ///< the furthest place of each thread that came, by its hash
};

} // namespace offhook::deliver
