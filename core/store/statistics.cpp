#include "core/store/statistics.h"

#include "core/base/clock.h"
#include "core/store/filter_sql.h"
#include "core/twilio/signature.h"
#include "core/twilio/summary.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace offhook::store {
namespace {

// What answers came to is looked up for so many events and so long; the others count as not answered. Twilio hangs up
// after 15 s.
constexpr std::size_t MaxUnanswered = 20'000;
constexpr qint64 UnansweredUs = 120'000'000;

enum Column { Id, ReceivedAt, Kind, Verdict, Took, Code, Sid, Status, Summary };
constexpr const char *Columns = "id, received_at, kind, verdict, took_us, response_status, sid, status, summary";

QByteArray rangeSql(const SqlFilter &filter) {
    const std::size_t bound = filter.bindings.size();
    return QByteArray("SELECT ") + Columns + " FROM event WHERE id BETWEEN ?" + QByteArray::number(qint64(bound + 1)) +
           " AND ?" + QByteArray::number(qint64(bound + 2)) + " AND (" + filter.where + ") ORDER BY id";
}

/// Counts a name; past so many different ones only those that are known already.
template <typename Name>
void countName(std::map<Name, qint64> &names, const Name &name) {
    const auto known = names.find(name);
    if (known != names.end())
        ++known->second;
    else if (names.size() < Statistics::MaxNames)
        names.emplace(name, 1);
}

bool isRecent(WallTime time) {
    return Clock::system().wall() - time <= UnansweredUs;
}

bool changesMatterIn(const filter::Node &node) {
    using filter::Key;
    if (node.type != filter::Node::Type::Term)
        return std::any_of(node.children.begin(), node.children.end(), changesMatterIn);
    const Key key = node.term.key;
    return key == Key::Is || key == Key::Took || key == Key::Code || key == Key::Note || key == Key::Text;
}

} // namespace

bool changesMatter(const filter::Expression &expression) {
    return changesMatterIn(expression.root);
}

Result<Statistics> StatisticsCount::advance(const Connection &connection, qint64 rows) {
    auto transaction = Transaction::beginRead(connection);
    const auto first = connection.number("SELECT min(id) FROM event");
    const auto last = connection.number("SELECT max(id) FROM event");
    if (!transaction || !first || !last)
        return !transaction ? transaction.error() : !first ? first.error() : last.error();
    if (const Result<void> settled = settle(connection); !settled)
        return settled.error();
    const EventId from = std::max(*first, m_last + 1);
    const EventId to = std::min(*last, from + std::max<qint64>(1, rows) - 1);
    if (to >= from) {
        if (const Result<void> counted = countRange(connection, from, to); !counted)
            return counted.error();
        m_last = to;
    }
    m_soFar.funnel = m_messages.funnel();
    m_soFar.done = to >= *last ? 1 : double(to - *first + 1) / double(*last - *first + 1);
    return m_soFar;
}

// A failure half-way (the question was dropped) leaves the count as it was before this range.
Result<void> StatisticsCount::countRange(const Connection &connection, EventId first, EventId last) {
    const SqlFilter filter = toSql(m_filter);
    auto rows = connection.prepare(rangeSql(filter));
    if (!rows)
        return rows.error();
    const int next = int(filter.bindings.size()) + 1;
    rows->bindAll(filter.bindings).bind(next, first).bind(next + 1, last);
    for (;;) {
        const auto row = rows->step();
        if (!row || !*row)
            return row ? Result<void>() : Result<void>(row.error());
        count(*rows);
        m_last = rows->integer(Id);
    }
}

void StatisticsCount::count(const Statement &row) {
    const qint64 number = row.integer(Kind);
    const bool known = number >= 0 && number < qint64(twilio::allKinds().size());
    const auto kind = known ? twilio::WebhookKind(number) : twilio::WebhookKind::Other;
    const auto verdict = std::size_t(row.integer(Verdict)) & 3U;
    const QByteArrayView status = row.bytes(Status);
    m_soFar.kinds.resize(twilio::allKinds().size());
    ++m_soFar.total;
    ++m_soFar.kinds[std::size_t(kind)];
    ++m_soFar.verdicts[verdict];
    if (!status.isEmpty())
        countName(m_soFar.statuses, status.toByteArray());
    if (const int code = twilio::errorCodeIn(kind, row.bytes(Summary)); code != 0)
        countFailure(row.bytes(Sid), code);
    if (kind == twilio::WebhookKind::MessageStatus)
        m_messages.add(row.bytes(Sid), status);
    TimeStep &step = m_soFar.series.at(row.integer(ReceivedAt));
    ++step.count;
    step.invalid += verdict == std::size_t(twilio::Verdict::Invalid) ? 1 : 0;
    const Unanswered event{row.integer(Id), row.integer(ReceivedAt), int(row.integer(Code))};
    const auto took = qint64(std::llround(row.real(Took)));
    if (took < 0 && isRecent(event.receivedAt) && m_unanswered.size() < MaxUnanswered)
        m_unanswered.push_back(event);
    else
        countAnswer(event, took);
}

void StatisticsCount::countFailure(QByteArrayView sid, int code) {
    if (!sid.isEmpty()) {
        const QByteArray failure = sid.toByteArray() + ' ' + QByteArray::number(code);
        const qsizetype before = m_failures.size();
        m_failures.insert(failure);
        if (m_failures.size() == before)
            return;
    }
    countName(m_soFar.errors, code);
}

void StatisticsCount::countAnswer(const Unanswered &event, qint64 tookUs) {
    countName(m_soFar.codes, event.code);
    if (tookUs < 0)
        return;
    m_soFar.durations.add(tookUs);
    m_soFar.series.at(event.receivedAt).durations.add(tookUs);
}

// All of them are looked at before any is counted, so that a failure counts none twice.
Result<void> StatisticsCount::settle(const Connection &connection) {
    auto rows = connection.prepare("SELECT took_us, response_status FROM event WHERE id = ?");
    if (!rows)
        return rows.error();
    std::vector<std::pair<Unanswered, qint64>> looked;
    for (const Unanswered &event : m_unanswered) {
        rows->reset();
        rows->bind(1, event.id);
        const auto row = rows->step();
        if (!row)
            return row.error();
        const int code = *row ? int(rows->integer(1)) : event.code;
        const qint64 took = *row ? qint64(std::llround(rows->real(0))) : -1;
        looked.emplace_back(Unanswered{event.id, event.receivedAt, code}, took);
    }
    m_unanswered.clear();
    for (const auto &[event, took] : looked) {
        if (took < 0 && isRecent(event.receivedAt))
            m_unanswered.push_back(event);
        else
            countAnswer(event, took);
    }
    return {};
}

} // namespace offhook::store
