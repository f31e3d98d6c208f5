#pragma once

#include "core/base/result.h"
#include "core/filter/expression.h"
#include "core/store/message_funnel.h"
#include "core/store/sqlite.h"
#include "core/store/time_series.h"

#include <QByteArray>
#include <QSet>

#include <array>
#include <map>
#include <vector>

namespace offhook::store {

/// Numbers over the events that a filter matches. Value type.
struct Statistics {
    qint64 total = 0;
    std::vector<qint64> kinds;             ///< by int(WebhookKind); numbers of newer versions count as Other
    std::array<qint64, 4> verdicts{};      ///< by int(Verdict)
    std::map<QByteArray, qint64> statuses; ///< of message, call or recording, as they came; at most MaxNames
    std::map<int, qint64> codes;           ///< status codes of the answers; 0: none was given
    std::map<int, qint64> errors;          ///< messages and recordings by the error code told of them; at most MaxNames
    DurationHistogram durations;           ///< from request to answer
    TimeSeries series;
    DeliveryFunnel funnel;
    double done = 0; ///< the share of the events that was looked at: 1 when complete

    static constexpr std::size_t MaxNames = 500; ///< names come from outside
    [[nodiscard]] bool isComplete() const { return done >= 1; }
};

/// Counts the events of one filter, a piece at a time, and goes on from there when more have come. An event whose
/// answer is not known yet is counted at once, and its answer when it is known. Answers, marks and notes that change
/// later are not seen: a filter for which they matter (changesMatter()) must be counted afresh. Used by one thread at a
/// time.
class StatisticsCount {
public:
    /// `origin`: of the TimeSeries.
    explicit StatisticsCount(filter::Expression filter, WallTime origin = 0)
        : m_filter(std::move(filter)) {
        m_soFar.series = TimeSeries(origin);
    }

    /// Looks at up to `rows` more ids; a failure leaves what was counted before.
    [[nodiscard]] Result<Statistics> advance(const Connection &connection, qint64 rows);

private:
    struct Unanswered {
        EventId id;
        WallTime receivedAt;
        int code;
    };
    [[nodiscard]] Result<void> settle(const Connection &connection);
    [[nodiscard]] Result<void> countRange(const Connection &connection, EventId first, EventId last);
    void count(const Statement &row);
    void countFailure(QByteArrayView sid, int code);
    void countAnswer(const Unanswered &event, qint64 tookUs);

    filter::Expression m_filter;
    Statistics m_soFar;
    MessageFunnel m_messages;
    EventId m_last = 0; ///< everything up to here was looked at
    std::vector<Unanswered> m_unanswered;
    QSet<QByteArray> m_failures; ///< SID and error code, so that a callback that came twice counts once
};

/// Whether marks, notes and answers, which come after the event, decide what matches.
[[nodiscard]] bool changesMatter(const filter::Expression &expression);

} // namespace offhook::store
