#include "core/store/row_reader.h"

#include "core/store/attempt_codec.h"
#include "core/store/event_codec.h"
#include "core/store/search_text.h"

#include <QStringBuilder>

namespace offhook::store {
namespace {

constexpr qsizetype MaxCachedShapes = 5'000;

#define OFFHOOK_SUMMARY_COLUMNS                                                                                        \
    "SELECT id, received_at, kind, verdict, flags, shape, took_us, response_status, response_bytes, "                  \
    "target, peer, sender, recipient, sid, status, summary, note, parent_sid "
constexpr const char *SelectOne = OFFHOOK_SUMMARY_COLUMNS "FROM event WHERE id = ?";
constexpr const char *SelectAfter = OFFHOOK_SUMMARY_COLUMNS "FROM event WHERE id > ? ORDER BY id LIMIT ?";
constexpr const char *SelectWhole = OFFHOOK_SUMMARY_COLUMNS ", token, typeof(token) FROM event WHERE id = ?";
#undef OFFHOOK_SUMMARY_COLUMNS

// A newer program may have written kinds that this one does not know.
twilio::WebhookKind knownKind(qint64 kind) {
    const bool known = kind >= 0 && kind < qint64(twilio::allKinds().size());
    return known ? twilio::WebhookKind(kind) : twilio::WebhookKind::Other;
}

Error damaged(const char *words) {
    return {ErrorCode::WorkspaceDamaged, QString::fromLatin1(words), -1};
}

void fillFrom(const flow::EventSummary &summary, flow::WebhookEvent &event) {
    event.id = summary.id;
    event.receivedAt = summary.receivedAt;
    event.peer = summary.peer;
    event.meaning.kind = summary.kind;
    event.meaning.kindName = summary.kindName;
    event.meaning.from = summary.from;
    event.meaning.to = summary.to;
    event.meaning.sid = summary.sid;
    event.meaning.parentSid = summary.parentSid;
    event.meaning.status = summary.status;
    event.meaning.summary = summary.summary;
    event.verification.verdict = summary.verdict;
    event.response.status = summary.responseStatus;
    event.rule = summary.rule;
    event.tookUs = summary.tookUs;
    event.flags = summary.flags;
    event.note = summary.note;
}

} // namespace

Result<std::unique_ptr<RowReader>> RowReader::prepare(const Connection &connection) {
    std::unique_ptr<RowReader> reader(new RowReader);
    const std::initializer_list<std::pair<Statement *, const char *>> all{{&reader->m_one, SelectOne},
        {&reader->m_after, SelectAfter}, {&reader->m_whole, SelectWhole},
        {&reader->m_shape, "SELECT method, account, kind_name, rule, response_type, refusal FROM shape WHERE id = ?"}};
    for (const auto &[statement, sql] : all) {
        auto prepared = connection.prepare(sql);
        if (!prepared)
            return prepared.error();
        *statement = std::move(*prepared);
    }
    auto payloads = PayloadReader::prepare(connection);
    if (!payloads)
        return payloads.error();
    reader->m_payloads = std::move(*payloads);
    // A damaged file may have lost this table; its events are readable all the same.
    if (auto attempts = connection.prepare("SELECT id, dictionary, data FROM attempt WHERE event = ? ORDER BY id"))
        reader->m_attempts = std::move(*attempts);
    return reader;
}

Result<RowReader::Shape> RowReader::shape(qint64 id) {
    if (const auto known = m_shapes.constFind(id); known != m_shapes.cend())
        return *known;
    const auto row = m_shape.bind(1, id).step();
    if (!row)
        return row.error();
    if (!*row)
        return damaged("An event's shape is missing.");
    Shape shape{m_shape.copy(0), m_shape.copy(1), m_shape.copy(2), QString::fromUtf8(m_shape.bytes(3)), m_shape.copy(4),
        m_shape.copy(5)};
    m_shape.reset();
    if (m_shapes.size() >= MaxCachedShapes)
        m_shapes.clear();
    m_shapes.insert(id, shape);
    return shape;
}

Result<flow::EventSummary> RowReader::readSummary(const Statement &row) {
    const auto shape = this->shape(row.integer(5));
    if (!shape)
        return shape.error();
    flow::EventSummary s;
    s.id = row.integer(0);
    s.receivedAt = row.integer(1);
    s.kind = knownKind(row.integer(2));
    s.verdict = twilio::Verdict(row.integer(3) & 3);
    s.flags = flow::EventFlags::fromInt(quint32(row.integer(4)));
    s.tookUs = qint64(row.real(6));
    s.responseStatus = qint16(row.integer(7));
    s.responseBytes = row.integer(8);
    s.target = row.copy(9);
    s.peer = row.copy(10);
    s.from = row.copy(11);
    s.to = row.copy(12);
    s.sid = row.copy(13);
    s.status = row.copy(14);
    s.summary = row.copy(15);
    s.note = QString::fromUtf8(row.bytes(16));
    s.parentSid = row.copy(17);
    s.method = shape->method;
    s.kindName = shape->kindName;
    s.rule = shape->rule;
    s.responseType = shape->responseType;
    s.refusal = shape->refusal;
    return s;
}

Result<std::optional<flow::EventSummary>> RowReader::summary(EventId id) {
    const auto row = m_one.bind(1, id).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<flow::EventSummary>();
    auto summary = readSummary(m_one);
    m_one.reset();
    if (!summary)
        return summary.error();
    return std::optional<flow::EventSummary>(std::move(*summary));
}

Result<std::vector<flow::EventSummary>> RowReader::summaries(const std::vector<EventId> &ids) {
    std::vector<flow::EventSummary> found;
    found.reserve(ids.size());
    for (const EventId id : ids) {
        auto summary = this->summary(id);
        if (!summary)
            return summary.error();
        if (*summary)
            found.push_back(std::move(**summary));
    }
    return found;
}

Result<std::vector<flow::EventSummary>> RowReader::summariesAfter(EventId id, qint64 limit) {
    std::vector<flow::EventSummary> found;
    m_after.bind(1, id).bind(2, limit);
    for (;;) {
        const auto row = m_after.step();
        if (!row)
            return row.error();
        if (!*row)
            return found;
        auto summary = readSummary(m_after);
        if (!summary) {
            m_after.reset();
            return summary.error();
        }
        found.push_back(std::move(*summary));
    }
}

Result<void> RowReader::readPayload(EventId id, flow::WebhookEvent &event) {
    const auto raw = m_payloads->read(id);
    return raw ? decodePayload(*raw, event) : Result<void>(raw.error());
}

// What cannot be read is left out: an event is worth more than its attempts.
void RowReader::readAttempts(EventId id, flow::WebhookEvent &event) {
    if (!m_attempts)
        return;
    m_attempts.bind(1, id);
    for (;;) {
        const auto row = m_attempts.step();
        if (!row || !*row)
            return m_attempts.reset();
        const auto raw = m_payloads->decompressor().expand(m_attempts.integer(1), m_attempts.bytes(2));
        auto attempt = raw ? decodeAttempt(*raw) : Result<flow::Attempt>(raw.error());
        if (!attempt)
            continue;
        attempt->id = m_attempts.integer(0);
        attempt->event = id;
        event.attempts.push_back(std::move(*attempt));
    }
}

Result<flow::EventPtr> RowReader::event(EventId id) {
    const auto row = m_whole.bind(1, id).step();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, QStringLiteral("There is no event %1.").arg(id), -1};
    auto event = std::make_shared<flow::WebhookEvent>();
    const auto summary = readSummary(m_whole);
    event->meaning.idempotencyToken = unpackedToken(m_whole.bytes(18), m_whole.bytes(19) == "blob");
    const qint64 shapeId = m_whole.integer(5);
    m_whole.reset();
    if (!summary)
        return summary.error();
    fillFrom(*summary, *event);
    event->meaning.accountSid = shape(shapeId)->account; // just read by readSummary()
    if (const Result<void> done = readPayload(id, *event); !done)
        return done.error();
    readAttempts(id, *event);
    if (!event->refusal)
        event->decodeParams();
    return flow::EventPtr(std::move(event));
}

} // namespace offhook::store
