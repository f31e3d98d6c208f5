#include "core/store/event_inserter.h"

#include "core/base/byte_sink.h"
#include "core/store/attempt_codec.h"
#include "core/store/event_codec.h"
#include "core/store/schema.h"

#include <algorithm>
#include <utility>

namespace offhook::store {
namespace {

constexpr qsizetype MaxCachedShapes = 20'000;
constexpr qint64 MinuteUs = 60'000'000;
constexpr qint64 KeptMinutes = 24 * 60;
constexpr qint64 UncountedArrivals = 2'000; // whoever reads the counts reads so many rows more at worst

// Prepares into `statement`; the first failure is what counts.
void prepareInto(const Connection &connection, const char *sql, Statement &statement, Result<void> &outcome) {
    if (!outcome)
        return;
    if (auto prepared = connection.prepare(sql))
        statement = std::move(*prepared);
    else
        outcome = prepared.error();
}

// The dictionary travels in the file: it is put there once.
Result<void> storeDictionary(const Connection &connection, const QByteArray &dictionary) {
    const auto there = connection.number("SELECT count(*) FROM dictionary WHERE id = 1");
    if (!there)
        return there.error();
    if (*there != 0)
        return {};
    auto insert = connection.prepare("INSERT INTO dictionary VALUES (?, ?)");
    if (!insert)
        return insert.error();
    return insert->bind(1, BuiltInDictionary).bindBlob(2, dictionary).run();
}

void appendPart(ByteSink &key, QByteArrayView part) {
    key.append(part);
    key.append('\0');
}

} // namespace

Result<Tallies> Tallies::prepare(const Connection &connection) {
    Tallies tallies;
    Result<void> outcome;
    prepareInto(connection,
        "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT (kind, verdict, flags) DO UPDATE SET n = n + excluded.n",
        tallies.m_addTally, outcome);
    prepareInto(connection, "INSERT INTO block VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET n = n + excluded.n",
        tallies.m_addBlock, outcome);
    prepareInto(connection, "INSERT INTO minute VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET n = n + excluded.n",
        tallies.m_addMinute, outcome);
    prepareInto(connection, "DELETE FROM minute WHERE id < ?", tallies.m_dropMinutes, outcome);
    prepareInto(connection,
        "INSERT INTO meta VALUES ('counted', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        tallies.m_setCounted, outcome);
    const auto counted = connection.number("SELECT value FROM meta WHERE name = 'counted'");
    if (!outcome || !counted)
        return !outcome ? outcome.error() : counted.error();
    tallies.m_counted = *counted;
    return tallies;
}

void Tallies::Changes::add(const Changes &other) {
    for (const auto &[key, n] : other.tally)
        tally[key] += n;
    for (const auto &[block, n] : other.blocks)
        blocks[block] += n;
    for (const auto &[minute, n] : other.minutes)
        minutes[minute] += n;
    last = std::max(last, other.last);
    arrivals += other.arrivals;
    outOfOrder = outOfOrder || other.outOfOrder;
}

void Tallies::count(EventId id, qint64 kind, qint64 verdict, qint64 flags, int by) {
    m_current.tally[{kind, verdict, flags}] += by;
    m_current.blocks[id >> BlockShift] += by;
    if (by < 0)
        return;
    ++m_current.arrivals;
    m_current.outOfOrder = m_current.outOfOrder || id <= m_counted;
    m_current.last = std::max(m_current.last, id);
}

void Tallies::countArrival(WallTime at) {
    ++m_current.minutes[at / MinuteUs];
}

void Tallies::moveFlags(qint64 kind, qint64 verdict, qint64 before, qint64 after) {
    --m_current.tally[{kind, verdict, before}];
    ++m_current.tally[{kind, verdict, after}];
}

Result<void> Tallies::write() {
    Changes all = m_waiting;
    all.add(m_current);
    m_written = true;
    return write(all);
}

Result<void> Tallies::writeIfMany() {
    const bool many = m_waiting.arrivals + m_current.arrivals >= UncountedArrivals;
    return many || m_current.outOfOrder ? write() : Result<void>();
}

Result<void> Tallies::write(const Changes &changes) {
    for (const auto &[key, n] : changes.tally) {
        const auto &[kind, verdict, flags] = key;
        if (const auto done = m_addTally.bind(1, kind).bind(2, verdict).bind(3, flags).bind(4, n).run(); !done)
            return done;
    }
    for (const auto &[block, n] : changes.blocks) {
        if (const auto done = m_addBlock.bind(1, block).bind(2, n).run(); !done)
            return done;
    }
    if (const Result<void> done = writeMinutes(changes); !done)
        return done;
    return changes.last > m_counted ? m_setCounted.bind(1, changes.last).run() : Result<void>();
}

Result<void> Tallies::writeMinutes(const Changes &changes) {
    for (const auto &[minute, n] : changes.minutes) {
        if (const auto done = m_addMinute.bind(1, minute).bind(2, n).run(); !done)
            return done;
        if (minute <= std::exchange(m_lastMinute, minute))
            continue;
        if (const auto done = m_dropMinutes.bind(1, minute - KeptMinutes).run(); !done)
            return done;
    }
    return {};
}

void Tallies::committed() {
    m_waiting.add(m_current);
    m_current = {};
    if (!std::exchange(m_written, false))
        return;
    m_counted = std::max(m_counted, m_waiting.last);
    m_waiting = {};
}

void Tallies::rolledBack() {
    m_current = {};
    m_written = false;
}

Result<EventInserter> EventInserter::prepare(const Connection &connection) {
    const QByteArray dictionary = builtInDictionary();
    if (!dictionary.isEmpty()) {
        if (const Result<void> stored = storeDictionary(connection, dictionary); !stored)
            return stored.error();
    }
    auto tallies = Tallies::prepare(connection);
    if (!tallies)
        return tallies.error();
    auto payloads =
        PayloadWriter::prepare(connection, Compressor(dictionary), dictionary.isEmpty() ? 0 : BuiltInDictionary);
    if (!payloads)
        return payloads.error();
    EventInserter inserter(std::move(*payloads), std::move(*tallies));
    Result<void> outcome = inserter.loadShapes(connection);
    prepareInto(connection,
        "INSERT INTO event (id, received_at, kind, verdict, flags, shape, took_us, response_status, response_bytes, "
        "token, target, peer, sender, recipient, sid, parent_sid, status, summary, text, note, text_cut) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        inserter.m_insertEvent, outcome);
    prepareInto(connection, "INSERT INTO shape VALUES (?,?,?,?,?,?,?,?)", inserter.m_insertShape, outcome);
    prepareInto(connection, "UPDATE event SET shape = ?, response_status = ?, response_bytes = ? WHERE id = ?",
        inserter.m_reviseEvent, outcome);
    prepareInto(connection, "INSERT INTO attempt (event, dictionary, data) SELECT id, ?, ? FROM event WHERE id = ?",
        inserter.m_insertAttempt, outcome);
    return outcome ? Result<EventInserter>(std::move(inserter)) : Result<EventInserter>(outcome.error());
}

Result<void> EventInserter::loadShapes(const Connection &connection) {
    auto select = connection.prepare("SELECT id, method, account, kind_name, rule, response_type, refusal, text "
                                     "FROM shape ORDER BY id DESC LIMIT 2000");
    if (!select)
        return select.error();
    for (;;) {
        const auto row = select->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        m_nextShape = std::max(m_nextShape, select->integer(0) + 1);
        QByteArray key;
        {
            ByteSink sink(key);
            for (int column = 1; column <= 7; ++column)
                appendPart(sink, select->bytes(column));
        }
        m_shapes.insert(key, select->integer(0));
    }
}

Result<void> EventInserter::insert(const flow::WebhookEvent &event, const flow::EventSummary &summary) {
    collectSearchText(event, m_text);
    const auto shape = shapeOf(event, summary);
    if (!shape)
        return shape.error();
    if (const Result<void> done = insertRow(event, summary, *shape); !done)
        return done;
    encodePayload(event, m_payload);
    // What has no answer yet is written once more when it has.
    const bool answered = event.response.status != 0 || event.refusal;
    const auto fate = answered ? PayloadWriter::Fate::Stays : PayloadWriter::Fate::Changes;
    if (const Result<void> done = m_payloads.add(event.id, m_payload, fate); !done)
        return done;
    for (flow::Attempt attempt : event.attempts) {
        attempt.event = event.id;
        if (const Result<void> done = insertAttempt(attempt); !done)
            return done;
    }
    m_tallies.count(event.id, qint64(summary.kind), qint64(summary.verdict), qint64(event.flags.toInt()), 1);
    m_tallies.countArrival(event.receivedAt);
    return {};
}

Result<qint64> EventInserter::shapeOf(const flow::WebhookEvent &event, const flow::EventSummary &summary) {
    const QByteArray rule = event.rule.toUtf8();
    m_shapeKey.resize(0);
    {
        ByteSink sink(m_shapeKey);
        for (const QByteArrayView part : {QByteArrayView(summary.method), QByteArrayView(event.meaning.accountSid),
                 QByteArrayView(summary.kindName), QByteArrayView(rule), QByteArrayView(summary.responseType),
                 QByteArrayView(summary.refusal), QByteArrayView(m_text.shared)})
            appendPart(sink, part);
    }
    if (const auto known = m_shapes.constFind(m_shapeKey); known != m_shapes.cend())
        return *known;
    const Result<void> done = m_insertShape.bind(1, m_nextShape)
                                  .bindText(2, summary.method)
                                  .bindText(3, event.meaning.accountSid)
                                  .bindText(4, summary.kindName)
                                  .bindText(5, rule)
                                  .bindText(6, summary.responseType)
                                  .bindText(7, summary.refusal)
                                  .bindText(8, m_text.shared)
                                  .run();
    if (!done)
        return done.error();
    if (m_shapes.size() >= MaxCachedShapes)
        m_shapes.clear();
    const QByteArray key(m_shapeKey.constData(), m_shapeKey.size());
    m_shapes.insert(key, m_nextShape);
    m_newShapes.push_back(key);
    return m_nextShape++;
}

Result<void> EventInserter::insertRow(
    const flow::WebhookEvent &event, const flow::EventSummary &summary, qint64 shape) {
    const twilio::Meaning &meaning = event.meaning;
    const QByteArray token = packedToken(meaning.idempotencyToken);
    const QByteArray note = event.note.toUtf8();
    m_insertEvent.bind(1, event.id)
        .bind(2, event.receivedAt)
        .bind(3, qint64(summary.kind))
        .bind(4, qint64(summary.verdict))
        .bind(5, qint64(event.flags.toInt()))
        .bind(6, shape)
        .bindReal(7, double(event.tookUs))
        .bind(8, event.response.status)
        .bind(9, summary.responseBytes);
    if (token.size() == meaning.idempotencyToken.size())
        m_insertEvent.bindText(10, token);
    else
        m_insertEvent.bindBlob(10, token);
    return m_insertEvent.bindText(11, event.request.target())
        .bindText(12, event.peer)
        .bindText(13, meaning.from)
        .bindText(14, meaning.to)
        .bindText(15, meaning.sid)
        .bindText(16, meaning.parentSid)
        .bindText(17, meaning.status)
        .bindText(18, meaning.summary)
        .bindText(19, m_text.own)
        .bindText(20, note)
        .bind(21, m_text.cut ? 1 : 0)
        .run();
}

Result<void> EventInserter::revise(const flow::WebhookEvent &event, const flow::EventSummary &summary) {
    collectSearchText(event, m_text);
    const auto shape = shapeOf(event, summary);
    if (!shape)
        return shape.error();
    const Result<void> row = m_reviseEvent.bind(1, *shape)
                                 .bind(2, event.response.status)
                                 .bind(3, summary.responseBytes)
                                 .bind(4, event.id)
                                 .run();
    if (!row)
        return row;
    encodePayload(event, m_payload);
    return m_payloads.replace(event.id, m_payload);
}

Result<void> EventInserter::insertAttempt(const flow::Attempt &attempt) {
    const QByteArray raw = encodeAttempt(attempt);
    const auto data = m_payloads.compressor().compress(raw);
    if (!data)
        return data.error();
    return m_insertAttempt.bind(1, m_payloads.dictionary()).bindBlob(2, *data).bind(3, attempt.event).run();
}

Result<void> EventInserter::finish(Counts counts) {
    if (const Result<void> done = m_payloads.flush(); !done)
        return done;
    return counts == Counts::Now ? m_tallies.write() : m_tallies.writeIfMany();
}

void EventInserter::rolledBack() {
    m_payloads.rolledBack();
    for (const QByteArray &key : m_newShapes)
        m_shapes.remove(key);
    m_newShapes.clear();
    m_tallies.rolledBack();
}

void EventInserter::committed() {
    m_newShapes.clear();
    m_tallies.committed();
}

} // namespace offhook::store
