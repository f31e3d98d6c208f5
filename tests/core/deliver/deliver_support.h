#pragma once

#include "core/base/clock.h"
#include "core/deliver/outbox.h"
#include "core/deliver/route_worker.h"
#include "tests/core/flow/thread_support.h"

#include <QObject>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

namespace offhook::deliver::test {

/// A clock that is moved by hand.
class HandClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override { return now; }
    [[nodiscard]] MonotonicTime monotonic() const override { return MonotonicTime(std::chrono::microseconds(now)); }
    WallTime now = flow::test::Begin;
};

/// The queue in memory, with what was settled.
class MemoryOutbox final : public Outbox {
public:
    Result<std::vector<flow::Delivery>> waiting(const QString &route, qint64 afterId, int limit) override {
        std::vector<flow::Delivery> found;
        for (const flow::Delivery &delivery : deliveries) {
            if (delivery.route == route && delivery.id > afterId && int(found.size()) < limit)
                found.push_back(delivery);
        }
        return found;
    }
    Result<flow::EventPtr> event(EventId id) override {
        if (gone == id)
            return Error{ErrorCode::NotFound, {}, -1};
        return flow::EventPtr(flow::test::formEvent(id, flow::test::Begin, flow::test::messageStatus(id, "sent")));
    }
    void settle(const flow::Delivery &, const flow::Settlement &settlement, Done done) override {
        const bool fails = std::exchange(failNext, false);
        if (!fails)
            settled.push_back(settlement);
        QMetaObject::invokeMethod(
            &m_context,
            [done = std::move(done), fails] {
                done(fails ? Result<void>(Error{ErrorCode::DiskFull, {}, -1}) : Result<void>());
            },
            Qt::QueuedConnection);
    }

    void add(qint64 id, const QString &route = QStringLiteral("r")) {
        flow::Delivery delivery;
        delivery.id = id;
        delivery.event = id;
        delivery.route = route;
        delivery.queuedAt = flow::test::Begin;
        delivery.dueAt = flow::test::Begin;
        deliveries.push_back(delivery);
    }

    std::vector<flow::Delivery> deliveries;
    std::vector<flow::Settlement> settled;
    EventId gone = 0;
    bool failNext = false;

private:
    QObject m_context;
};

/// What was asked to be sent, each answered by hand.
class HandSender {
public:
    [[nodiscard]] Send send() {
        return [this](const flow::EventPtr &event, const Route &, int tried, QObject *,
                   std::function<void(const TryResult &)> done) {
            sent.push_back(event->id);
            tries.push_back(tried);
            open[event->id] = std::move(done);
        };
    }
    void answer(EventId id, int status, const QByteArray &retryAfter = {}) {
        std::exchange(open[id], nullptr)({status, retryAfter, {}});
    }
    void fail(EventId id, ErrorCode code) {
        std::exchange(open[id], nullptr)({0, {}, Error{code, QStringLiteral("no"), -1}});
    }

    std::vector<EventId> sent;
    std::vector<int> tries;
    std::map<EventId, std::function<void(const TryResult &)>> open;
};

inline Route route(const QString &id = QStringLiteral("r")) {
    Route made;
    made.id = id;
    made.name = id;
    made.target = QStringLiteral("http://127.0.0.1:1");
    made.concurrency = 2;
    made.retries = {2, std::chrono::milliseconds(1'000), std::chrono::milliseconds(60'000)};
    return made;
}

} // namespace offhook::deliver::test
