#pragma once

#include "core/base/ids.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace offhook::flow {

struct Attempt;
struct WebhookEvent;

/// Where a copy stands among those of its thread, for a route that sends them in their order.
struct CopyPlace {
    QByteArray thread; ///< empty: it stands alone
    qint64 at = 0;
    qint64 needs = -1; ///< what stands there, or later, is to go first; -1: nothing

    bool operator==(const CopyPlace &) const = default;
};

/// A copy of an event that a route is to deliver.
struct Copy {
    QString route;  ///< its id
    QByteArray key; ///< of several with the same one only the first is delivered; empty: like no other
    CopyPlace place;
};

/// What the routes make of an event before it is stored.
struct Routing {
    std::vector<Copy> copies;
    std::vector<QString> droppedBy; ///< ids of routes to which it is of no use
    bool isStored = true;           ///< false: acknowledged and counted, not kept
};

/// Tells which copies an event has. Used on the pipeline's thread only; outlives whoever uses it.
class Router {
public:
    virtual ~Router() = default;
    /// Called once for each event, right before it is stored, in order of arrival.
    [[nodiscard]] virtual Routing routingOf(const WebhookEvent &event) = 0;
};

/// A copy that is queued: durable together with its event, until the route's target has it or the user discards it.
struct Delivery {
    /// Stored: never renumber.
    enum class State : std::uint8_t {
        Waiting = 0,     ///< for its first try, or another
        Undelivered = 1, ///< given up; rests until somebody decides
        Discarded = 2,   ///< by the user, who may take that back for now
    };
    qint64 id = 0; ///< ascending in order of queueing; a new one when it is queued again
    EventId event = 0;
    QString route; ///< id
    State state = State::Waiting;
    int tries = 0;
    WallTime queuedAt = 0;
    WallTime dueAt = 0; ///< not before
    CopyPlace place;
    int status = 0; ///< of the last answer; 0: there was none
    QString error;  ///< why there was none

    bool operator==(const Delivery &) const = default;
};

/// What became of a try.
struct Settlement {
    enum class Outcome : std::uint8_t {
        Delivered,   ///< leaves the queue
        Again,       ///< waits until dueAt
        Undelivered, ///< rests
    };
    qint64 id = 0;
    Outcome outcome = Outcome::Delivered;
    int tries = 0;
    WallTime dueAt = 0;
    int status = 0;
    QString error;
    std::shared_ptr<const Attempt> attempt = nullptr; ///< the try as it was, to be kept with the event
};

/// How many copies of one route are where.
struct DeliveryCounts {
    qint64 waiting = 0;
    qint64 undelivered = 0;
    qint64 delivered = 0;  ///< ever
    qint64 dropped = 0;    ///< of no use to the route
    qint64 duplicates = 0; ///< known already

    bool operator==(const DeliveryCounts &) const = default;
};
/// By the route's id.
using DeliveryCountsByRoute = std::map<QString, DeliveryCounts>;

} // namespace offhook::flow
