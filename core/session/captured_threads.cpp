#include "core/session/captured_threads.h"

#include "core/filter/time_range.h"
#include "core/store/event_reader.h"
#include "core/twilio/thread_state.h"

#include <QFileInfo>

namespace offhook {
namespace {

constexpr std::size_t RowsAtOnce = 1'000;

using Rows = std::function<Result<void>(store::EventReader &, const std::vector<flow::EventSummary> &)>;

// The rows around the window that belong to the SIDs, in pieces.
Result<void> eachPiece(const QString &workspace, const TimeWindow &window, const QSet<QByteArray> &sids,
    const ShareControl &control, const Rows &rows) {
    if (sids.isEmpty() || !QFileInfo::exists(workspace))
        return {};
    auto reader = store::EventReader::open(workspace);
    if (!reader)
        return reader.error();
    (*reader)->setCancelFlags(control.cancelled, nullptr);
    const filter::TimeRange range{window.since - CaptureMargin, window.until + CaptureMargin};
    store::EventQuery query;
    query.filter = filter::parse(filter::withTimeRange({}, range), 0).expression;
    query.descending = false;
    std::vector<EventId> ids;
    const Result<void> found = (*reader)->query(
        query, [&](const store::IdChunk &chunk) { ids.insert(ids.end(), chunk.ids.begin(), chunk.ids.end()); });
    if (!found)
        return found;
    for (std::size_t at = 0; at < ids.size(); at += RowsAtOnce) {
        const std::size_t end = std::min(at + RowsAtOnce, ids.size());
        auto piece = (*reader)->summaries({ids.begin() + qsizetype(at), ids.begin() + qsizetype(end)});
        if (!piece)
            return piece.error();
        std::erase_if(*piece,
            [&](const flow::EventSummary &row) { return !sids.contains(row.sid) && !sids.contains(row.parentSid); });
        if (const Result<void> taken = rows(**reader, *piece); !taken)
            return taken;
    }
    return {};
}

bool isCallback(const flow::EventSummary &event) {
    using K = twilio::WebhookKind;
    return event.kind == K::MessageStatus || event.kind == K::CallStatus || event.kind == K::DialNumberStatus;
}

QByteArray furthest(const CapturedThread &thread, twilio::Subject subject) {
    twilio::ThreadState state;
    EventId id = 0;
    for (const QByteArray &status : thread.statuses) {
        twilio::ThreadFact fact;
        fact.subject = subject;
        fact.status = status;
        fact.callback = true;
        (void)state.add(fact, ++id, 0);
    }
    return state.status().toByteArray();
}

} // namespace

Result<void> eachCaptured(const QString &workspace, const TimeWindow &window, const QSet<QByteArray> &sids,
    const std::function<void(const flow::WebhookEvent &)> &visit, const ShareControl &control) {
    return eachPiece(workspace, window, sids, control,
        [&](store::EventReader &reader, const std::vector<flow::EventSummary> &rows) -> Result<void> {
            for (const flow::EventSummary &row : rows) {
                const auto event = reader.event(row.id);
                if (event)
                    visit(**event);
                else if (event.error().code != ErrorCode::NotFound) // it was deleted meanwhile
                    return event.error();
            }
            return {};
        });
}

void addTo(CapturedThread &thread, const flow::EventSummary &event) {
    thread.events.push_back(event.id);
    thread.recovered += event.flags.testFlag(flow::EventFlag::Recovered) ? 1 : 0;
    if (!isCallback(event)) {
        thread.requests += twilio::info(event.kind).expectsTwiml ? 1 : 0;
        return;
    }
    const bool isMessage = event.kind == twilio::WebhookKind::MessageStatus;
    thread.statuses.push_back(event.status);
    thread.status = furthest(thread, isMessage ? twilio::Subject::Message : twilio::Subject::Call);
}

Result<QHash<QByteArray, CapturedThread>> capturedThreads(
    const QString &workspace, const TimeWindow &window, const QSet<QByteArray> &sids, const ShareControl &control) {
    QHash<QByteArray, CapturedThread> threads;
    const Result<void> read = eachPiece(workspace, window, sids, control,
        [&](store::EventReader &, const std::vector<flow::EventSummary> &rows) -> Result<void> {
            for (const flow::EventSummary &row : rows) {
                if (sids.contains(row.sid))
                    addTo(threads[row.sid], row);
                else
                    threads[row.parentSid].events.push_back(row.id); // a recording, a conference: no status of the call
            }
            return {};
        });
    return read ? Result<QHash<QByteArray, CapturedThread>>(std::move(threads)) : read.error();
}

} // namespace offhook
