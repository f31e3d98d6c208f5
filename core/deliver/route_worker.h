#pragma once

#include "core/base/clock.h"
#include "core/deliver/outbox.h"
#include "core/deliver/rate_limit.h"
#include "core/deliver/route.h"
#include "core/deliver/route_queue.h"
#include "core/flow/attempt.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

namespace offhook::deliver {

/// What one try came to.
struct TryResult {
    int status = 0;                                         ///< of the answer; 0: there was none
    QByteArray retryAfter;                                  ///< its Retry-After
    std::optional<Error> error;                             ///< why there was no answer
    std::shared_ptr<const flow::Attempt> attempt = nullptr; ///< to be kept
};

/// Sends the copy of an event once. `tried`: tries before this one. `done` runs later, once, on the caller's thread,
/// unless `guard` died; then nothing is sent any more.
using Send = std::function<void(const flow::EventPtr &event, const Route &route, int tried, QObject *guard,
    std::function<void(const TryResult &)> done)>;

/// Whether a route's app answers.
struct RouteHealth {
    bool isKnown = false;
    bool isReachable = false; ///< it answered the last request, with whatever status
    WallTime since = 0;       ///< when that began
    QString error;            ///< why not

    bool operator==(const RouteHealth &) const = default;
};

/// Delivers the copies of one route: takes what is due as its limits allow, sends, and settles. A copy counts as in
/// flight until what became of it is stored. One thread, which never waits.
class RouteWorker final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t Window = 32'768; ///< about half as many copies are kept in memory
    struct Tools {
        Outbox &outbox;
        Send send;
        const Clock &clock;
        std::function<double()> random; ///< 0 to 1
    };

    RouteWorker(const Route &route, const Tools &tools, QObject *parent = nullptr);

    void setRoute(const Route &route);
    /// There may be more in the outbox.
    void lookForMore();
    /// Begins nothing any more.
    void halt();

    [[nodiscard]] const RouteHealth &health() const { return m_health; }
    [[nodiscard]] int inFlight() const { return int(m_queue.inFlight()); }

Q_SIGNALS:
    /// The health, or how many are in flight.
    void changed();

private:
    void fill();
    void pump();
    [[nodiscard]] bool mayStart(WallTime now) const;
    void wakeLater(WallTime now);
    void start(const flow::Delivery &delivery, WallTime now);
    void finished(const flow::Delivery &delivery, const TryResult &result);
    [[nodiscard]] flow::Settlement settlementOf(const flow::Delivery &delivery, const TryResult &result);
    void settle(const flow::Delivery &delivery, const flow::Settlement &settlement);
    void noteHealth(const TryResult &result);

    Route m_route;
    Tools m_tools;
    RouteQueue m_queue;
    RateLimit m_rate;
    RouteHealth m_health;
    QTimer m_timer;
    WallTime m_restsUntil = 0; ///< the app asked for it
    qint64 m_lastId = 0;
    bool m_hasMore = true;
    bool m_isHalted = false;
};

} // namespace offhook::deliver
