#include "core/store/delivery_queue.h"

#include <algorithm>
#include <utility>

namespace offhook::store {

using flow::Delivery;
using State = flow::Delivery::State;

const char *const DeliveryColumns =
    "delivery.id, delivery.event, delivery.route, delivery.state, delivery.tries, delivery.queued_at, delivery.due_at, "
    "delivery.thread, delivery.place, delivery.needs, delivery.status, delivery.error";

namespace {

constexpr int KeysBetweenTrims = 1'000;
constexpr const char *RouteGone = "the route is not there any more";

QByteArray selectSql(const char *rest) {
    return QByteArray("SELECT ") + DeliveryColumns + " FROM delivery " + rest;
}

Result<std::vector<Delivery>> allOf(Statement &rows) {
    std::vector<Delivery> found;
    for (;;) {
        const auto row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return found;
        found.push_back(deliveryOf(rows));
    }
}

} // namespace

Delivery deliveryOf(const Statement &row) {
    Delivery delivery;
    delivery.id = row.integer(0);
    delivery.event = row.integer(1);
    delivery.route = QString::fromUtf8(row.bytes(2));
    delivery.state = State(row.integer(3));
    delivery.tries = int(row.integer(4));
    delivery.queuedAt = row.integer(5);
    delivery.dueAt = row.integer(6);
    delivery.place = {row.copy(7), row.integer(8), row.integer(9)};
    delivery.status = int(row.integer(10));
    delivery.error = QString::fromUtf8(row.bytes(11));
    return delivery;
}

Result<std::vector<Delivery>> readDeliveries(const Connection &connection, const DeliveryQuery &query) {
    QByteArray rest = "WHERE state = ?1 AND id > ?2";
    if (!query.route.isEmpty())
        rest += " AND route = ?4";
    rest += query.descending ? " ORDER BY id DESC LIMIT ?3" : " ORDER BY id LIMIT ?3";
    auto rows = connection.prepare(selectSql(rest.constData()));
    if (!rows)
        return rows.error();
    const QByteArray route = query.route.toUtf8();
    rows->bind(1, qint64(query.state)).bind(2, query.afterId).bind(3, query.limit);
    if (!route.isEmpty())
        rows->bindText(4, route);
    return allOf(*rows);
}

Result<flow::DeliveryCountsByRoute> readDeliveryCounts(const Connection &connection) {
    flow::DeliveryCountsByRoute counts;
    auto queued =
        connection.prepare("SELECT route, state, count(*) FROM delivery WHERE state < 2 GROUP BY route, state");
    auto ever = connection.prepare("SELECT route, delivered, dropped, duplicates FROM delivery_count");
    if (!queued || !ever)
        return !queued ? queued.error() : ever.error();
    for (;;) {
        const auto row = queued->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        flow::DeliveryCounts &of = counts[QString::fromUtf8(queued->bytes(0))];
        (queued->integer(1) == qint64(State::Waiting) ? of.waiting : of.undelivered) = queued->integer(2);
    }
    for (;;) {
        const auto row = ever->step();
        if (!row)
            return row.error();
        if (!*row)
            return counts;
        flow::DeliveryCounts &of = counts[QString::fromUtf8(ever->bytes(0))];
        of.delivered = ever->integer(1);
        of.dropped = ever->integer(2);
        of.duplicates = ever->integer(3);
    }
}

Result<DeliveryQueue> DeliveryQueue::prepare(const Connection &connection) {
    DeliveryQueue queue(connection);
    const QByteArray select = selectSql("WHERE id = ? AND state = ?");
    const std::initializer_list<std::pair<Statement *, const char *>> all{
        {&queue.m_insert, "INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&queue.m_addKey, "INSERT OR IGNORE INTO copied (route, key) VALUES (?, ?)"},
        {&queue.m_trimKeys, "DELETE FROM copied WHERE seq <= (SELECT max(seq) FROM copied) - ?"},
        {&queue.m_addCount,
            "INSERT INTO delivery_count VALUES (?, ?, ?, ?) ON CONFLICT (route) DO UPDATE SET delivered = delivered + "
            "excluded.delivered, dropped = dropped + excluded.dropped, duplicates = duplicates + excluded.duplicates"},
        {&queue.m_select, select.constData()}, {&queue.m_delete, "DELETE FROM delivery WHERE id = ?"},
        {&queue.m_reschedule,
            "UPDATE delivery SET state = ?, tries = ?, due_at = ?, status = ?, error = ? WHERE id = ?"},
        {&queue.m_setState, "UPDATE delivery SET state = ? WHERE id = ?"},
        {&queue.m_forget, "DELETE FROM delivery WHERE event = ? RETURNING route, state"}};
    for (const auto &[statement, sql] : all) {
        auto prepared = connection.prepare(sql);
        if (!prepared)
            return prepared.error();
        *statement = std::move(*prepared);
    }
    const auto last = connection.number("SELECT max(id) FROM delivery");
    auto counts = readDeliveryCounts(connection);
    if (!last || !counts)
        return !last ? last.error() : counts.error();
    queue.m_nextId = *last + 1;
    queue.m_counts = *counts;
    queue.m_changed = std::move(*counts);
    return queue;
}

Result<bool> DeliveryQueue::isKnown(const flow::Copy &copy) {
    if (copy.key.isEmpty())
        return false;
    const QByteArray route = copy.route.toUtf8();
    if (const Result<void> added = m_addKey.bindText(1, route).bindBlob(2, copy.key).run(); !added)
        return added.error();
    if (m_connection->changes() == 0)
        return true;
    if (++m_keysSinceTrim >= KeysBetweenTrims) {
        m_keysSinceTrim = 0;
        if (const Result<void> trimmed = m_trimKeys.bind(1, KnownKeys).run(); !trimmed)
            return trimmed.error();
    }
    return false;
}

Result<void> DeliveryQueue::insert(const Delivery &delivery) {
    const QByteArray route = delivery.route.toUtf8();
    const QByteArray error = delivery.error.toUtf8();
    m_insert.bind(1, delivery.id).bind(2, delivery.event).bindText(3, route).bind(4, qint64(delivery.state));
    m_insert.bind(5, delivery.tries).bind(6, delivery.queuedAt).bind(7, delivery.dueAt);
    m_insert.bindText(8, delivery.place.thread).bind(9, delivery.place.at).bind(10, delivery.place.needs);
    const Result<void> done = m_insert.bind(11, delivery.status).bindText(12, error).run();
    if (done)
        moveCount(delivery.route, delivery.state, 1);
    return done;
}

void DeliveryQueue::moveCount(const QString &route, State state, qint64 by) {
    flow::DeliveryCounts &of = m_changed[route];
    if (state == State::Waiting)
        of.waiting += by;
    else if (state == State::Undelivered)
        of.undelivered += by;
}

Result<void> DeliveryQueue::addCount(const QString &route, qint64 delivered, qint64 dropped, qint64 duplicates) {
    const QByteArray name = route.toUtf8();
    flow::DeliveryCounts &of = m_changed[route];
    of.delivered += delivered;
    of.dropped += dropped;
    of.duplicates += duplicates;
    return m_addCount.bindText(1, name).bind(2, delivered).bind(3, dropped).bind(4, duplicates).run();
}

Result<void> DeliveryQueue::enqueue(const flow::WebhookEvent &event, const flow::Routing &routing) {
    for (const QString &route : routing.droppedBy) {
        if (const Result<void> counted = addCount(route, 0, 1, 0); !counted)
            return counted;
    }
    for (const flow::Copy &copy : routing.copies) {
        const auto known = isKnown(copy);
        if (!known)
            return known.error();
        Delivery delivery;
        delivery.id = m_nextId;
        delivery.event = event.id;
        delivery.route = copy.route;
        delivery.queuedAt = event.receivedAt;
        delivery.dueAt = event.receivedAt;
        delivery.place = copy.place;
        const Result<void> done = *known ? addCount(copy.route, 0, 0, 1) : insert(delivery);
        if (!done)
            return done;
        m_nextId += *known ? 0 : 1;
    }
    return {};
}

Result<std::optional<Delivery>> DeliveryQueue::take(qint64 id, State state) {
    const auto row = m_select.bind(1, id).bind(2, qint64(state)).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<Delivery>();
    std::optional<Delivery> found = deliveryOf(m_select);
    m_select.reset();
    return found;
}

Result<void> DeliveryQueue::settle(const flow::Settlement &settlement) {
    using Outcome = flow::Settlement::Outcome;
    const auto found = take(settlement.id, State::Waiting);
    if (!found || !*found)
        return found ? Result<void>() : Result<void>(found.error());
    const QString &route = (*found)->route;
    if (settlement.outcome == Outcome::Delivered) {
        moveCount(route, State::Waiting, -1);
        const Result<void> gone = m_delete.bind(1, settlement.id).run();
        return gone ? addCount(route, 1, 0, 0) : gone;
    }
    const bool rests = settlement.outcome == Outcome::Undelivered;
    if (rests) {
        moveCount(route, State::Waiting, -1);
        moveCount(route, State::Undelivered, 1);
    }
    const QByteArray error = settlement.error.toUtf8();
    return m_reschedule.bind(1, qint64(rests ? State::Undelivered : State::Waiting))
        .bind(2, settlement.tries)
        .bind(3, settlement.dueAt)
        .bind(4, settlement.status)
        .bindText(5, error)
        .bind(6, settlement.id)
        .run();
}

Result<void> DeliveryQueue::retry(std::span<const qint64> ids, WallTime now) {
    for (const qint64 id : ids) {
        auto found = take(id, State::Undelivered);
        if (!found)
            return found.error();
        if (!*found)
            continue;
        if (const Result<void> gone = m_delete.bind(1, id).run(); !gone)
            return gone;
        Delivery &delivery = **found;
        moveCount(delivery.route, State::Undelivered, -1);
        delivery.id = m_nextId++;
        delivery.state = State::Waiting;
        delivery.tries = 0;
        delivery.dueAt = now;
        delivery.queuedAt = now;
        if (const Result<void> queued = insert(delivery); !queued)
            return queued;
    }
    return {};
}

Result<void> DeliveryQueue::move(std::span<const qint64> ids, State from, State to) {
    for (const qint64 id : ids) {
        const auto found = take(id, from);
        if (!found)
            return found.error();
        if (!*found)
            continue;
        if (const Result<void> set = m_setState.bind(1, qint64(to)).bind(2, id).run(); !set)
            return set;
        moveCount((*found)->route, from, -1);
        moveCount((*found)->route, to, 1);
    }
    return {};
}

Result<void> DeliveryQueue::discard(std::span<const qint64> ids) {
    return move(ids, State::Undelivered, State::Discarded);
}

Result<void> DeliveryQueue::restore(std::span<const qint64> ids) {
    return move(ids, State::Discarded, State::Undelivered);
}

Result<void> DeliveryQueue::forgetDiscarded() {
    return m_connection->exec("DELETE FROM delivery WHERE state = 2");
}

Result<void> DeliveryQueue::forgetEvent(EventId id) {
    m_forget.bind(1, id);
    for (;;) {
        const auto row = m_forget.step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        moveCount(QString::fromUtf8(m_forget.bytes(0)), State(m_forget.integer(1)), -1);
    }
}

Result<void> DeliveryQueue::giveUpAllBut(const std::vector<QString> &routes) {
    for (auto &[route, counts] : m_changed) {
        if (counts.waiting == 0 || std::find(routes.begin(), routes.end(), route) != routes.end())
            continue;
        auto give = m_connection->prepare("UPDATE delivery SET state = 1, error = ? WHERE route = ? AND state = 0");
        if (!give)
            return give.error();
        const QByteArray name = route.toUtf8();
        if (const Result<void> done = give->bindText(1, RouteGone).bindText(2, name).run(); !done)
            return done;
        counts.undelivered += std::exchange(counts.waiting, 0);
    }
    return {};
}

} // namespace offhook::store
