#pragma once

#include "core/deliver/dedupe.h"
#include "core/deliver/rate_limit.h"
#include "core/deliver/retry_schedule.h"
#include "core/deliver/route_queue.h"
#include "core/deliver/transform.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <vector>

namespace offhook::deliver {

/// Events that are of no use to a route, status callbacks as a rule: acknowledged and counted, not forwarded.
struct Drop {
    QString condition;    ///< in the filter language; empty: none
    bool isStored = true; ///< false: they do not become events either, unless another route takes them

    bool operator==(const Drop &) const = default;
};

/// Where and how copies of events are forwarded, behind their answer. Value type.
struct Route {
    static constexpr int MostConcurrent = 64;
    static constexpr std::chrono::seconds ShortestLimit{1};
    static constexpr std::chrono::seconds LongestLimit{300};

    QString id;   ///< stays when the route is renamed; unique in its workspace
    QString name; ///< unique in its workspace
    bool isEnabled = true;
    QString target;    ///< absolute http or https URL
    QString condition; ///< in the filter language; empty: every event
    Transform transform = Transform::None;
    QString certificate; ///< PEM file of certificates that are trusted besides the system's; "" for none
    Rate rate;
    int concurrency = 4; ///< requests at the same time
    Dedupe dedupe = Dedupe::Token;
    Ordering ordering;
    Drop drop;
    std::chrono::seconds timeLimit{15};
    RetrySchedule retries;

    bool operator==(const Route &) const = default;
};

using RouteList = std::vector<Route>;

/// A fresh id.
[[nodiscard]] QString newRouteId();
/// The id of a route that its file gives none: the same for the same name, so that what waits for it is found again.
[[nodiscard]] QString idOfName(const QString &name);
/// `wanted`, or with a number behind it where a route other than `exceptId` has that name.
[[nodiscard]] QString uniqueName(const QString &wanted, const RouteList &routes, const QString &exceptId = {});
/// Why nothing can be forwarded to it, in English; empty when it is an http or https URL with a host. A password in it
/// is refused: routes are kept in the workspace, where no secret belongs.
[[nodiscard]] QString targetProblem(const QString &target);

} // namespace offhook::deliver

Q_DECLARE_METATYPE(offhook::deliver::RouteList)
