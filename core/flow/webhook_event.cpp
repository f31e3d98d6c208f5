#include "core/flow/webhook_event.h"

#include "core/flow/event_summary.h"

#include <array>
#include <utility>

namespace offhook::flow {
namespace {

constexpr std::array<std::pair<EventFlag, const char *>, 15> FlagNames{{
    {EventFlag::Retry, "retry"},
    {EventFlag::Duplicate, "duplicate"},
    {EventFlag::Late, "late"},
    {EventFlag::Alert, "alert"},
    {EventFlag::Held, "held"},
    {EventFlag::Recovered, "recovered"},
    {EventFlag::Malformed, "malformed"},
    {EventFlag::Marked, "marked"},
    {EventFlag::ClientGone, "client-gone"},
    {EventFlag::Test, "test"},
    {EventFlag::OutOfOrder, "out-of-order"},
    {EventFlag::Gap, "gap"},
    {EventFlag::Contradictory, "contradictory"},
    {EventFlag::Fault, "fault"},
    {EventFlag::Parked, "parked"},
}};

QByteArray mediaTypeOf(const http::Response &response) {
    const QByteArrayView type = response.header("Content-Type");
    const qsizetype end = type.indexOf(';');
    return (end < 0 ? type : type.first(end)).trimmed().toByteArray().toLower();
}

} // namespace

void WebhookEvent::decodeParams() {
    const bool form = request.hasMediaType("application/x-www-form-urlencoded");
    bodyParams = form ? http::decodeForm(request.body()) : http::Parameters();
    queryParams = http::decodeForm(request.query());
}

http::Parameters WebhookEvent::allParams() const {
    http::Parameters all = bodyParams;
    all.insert(all.end(), queryParams.begin(), queryParams.end());
    return all;
}

const char *flagName(EventFlag flag) {
    for (const auto &[value, name] : FlagNames) {
        if (value == flag)
            return name;
    }
    return "";
}

std::optional<EventFlag> flagFromName(QByteArrayView name) {
    for (const auto &[value, known] : FlagNames) {
        if (name == known)
            return value;
    }
    return {};
}

EventSummary summaryOf(const WebhookEvent &event) {
    EventSummary s;
    s.id = event.id;
    s.receivedAt = event.receivedAt;
    s.kind = event.meaning.kind;
    s.verdict = event.verification.verdict;
    s.flags = event.flags;
    s.responseStatus = qint16(event.response.status);
    s.kindName = event.meaning.kindName;
    s.method = event.request.method().toByteArray();
    s.target = event.request.target().toByteArray();
    s.peer = event.peer;
    s.from = event.meaning.from;
    s.to = event.meaning.to;
    s.sid = event.meaning.sid;
    s.parentSid = event.meaning.parentSid;
    s.status = event.meaning.status;
    s.summary = event.meaning.summary;
    s.responseType = mediaTypeOf(event.response);
    s.responseBytes = event.response.body.size();
    s.tookUs = event.tookUs;
    s.rule = event.rule;
    s.note = event.note;
    if (event.refusal)
        s.refusal = http::refusalName(event.refusal->reason).toByteArray();
    return s;
}

} // namespace offhook::flow
