#include "core/flow/alerts.h"

#include "core/flow/time_limit.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace offhook::flow {
namespace {

using namespace Qt::StringLiterals;
using twilio::WebhookKind;
using Level = Alert::Level;

/// The codes of one kind of callback, where it has codes of its own.
struct Codes {
    WebhookKind kind;
    int failed; ///< answered with 4xx or 5xx
    Level failedLevel;
    int timedOut; ///< 0: the general code
    Level timedOutLevel;
};

// twilio.com/docs/api/errors, read 2026-09; 11217 was split from 11200, where older accounts still see it.
constexpr Codes General{WebhookKind::Other, 11217, Level::Error, 11200, Level::Error};
constexpr Codes Own[] = {
    {WebhookKind::CallStatus, 15003, Level::Warning, 11200, Level::Error},
    {WebhookKind::DialNumberStatus, 15003, Level::Warning, 11200, Level::Error},
    {WebhookKind::Conference, 16011, Level::Error, 11200, Level::Error},
    {WebhookKind::RealtimeTranscription, 94100, Level::Warning, 94101, Level::Warning},
    {WebhookKind::ConversationsPre, 50057, Level::Error, 50076, Level::Error},
    {WebhookKind::ConversationsPost, 50057, Level::Error, 50076, Level::Error},
    {WebhookKind::VideoRoom, 11217, Level::Error, 53660, Level::Warning},
};

const Codes &codesOf(WebhookKind kind) {
    const auto *const found =
        std::find_if(std::begin(Own), std::end(Own), [kind](const Codes &codes) { return codes.kind == kind; });
    return found == std::end(Own) ? General : *found;
}

// What the debugger says nothing of: requests that are none of Twilio's, its own reports, sinks of Event Streams.
bool isLogged(const WebhookEvent &event) {
    switch (event.meaning.kind) {
    case WebhookKind::Other:
    case WebhookKind::WebSocketHandshake:
    case WebhookKind::Debugger:
    case WebhookKind::EventStreamsBatch:
        return false;
    default:
        return !event.refusal && !event.isWaiting();
    }
}

QString afterFailure(const WebhookEvent &event) {
    if (!twilio::info(event.meaning.kind).expectsTwiml)
        return u"The callback counts as failed."_s;
    return u"Twilio calls the fallback URL if there is one; else the call ends, or no reply is sent."_s;
}

Alert unanswered(const WebhookEvent &event) {
    if (event.flags.testFlag(EventFlag::Late) || isLate(event, event.tookUs)) {
        const Codes &codes = codesOf(event.meaning.kind);
        const auto limit = timeLimit(event);
        const QString seconds = limit ? QString::number(double(limit->count()) / 1000) : QString();
        return {codes.timedOut, codes.timedOutLevel,
            u"The answer came after Twilio's time limit of %1 seconds."_s.arg(seconds), afterFailure(event), 0, 0, {}};
    }
    return {11205, Level::Error, u"The connection ended without an answer."_s, afterFailure(event), 0, 0, {}};
}

QUrl requestUrl(const WebhookEvent &event) {
    const QByteArray &matched = event.verification.matchedUrl;
    const QByteArray url = !matched.isEmpty() ? matched : event.verification.checkedUrl;
    return QUrl(url.isEmpty() ? QString() : QString::fromUtf8(url));
}

std::optional<Alert> redirectAlert(const WebhookEvent &event) {
    const int status = event.response.status;
    if (status < 300 || status > 399)
        return {};
    const QByteArray location = event.response.header("Location").toByteArray();
    const QUrl to(QString::fromUtf8(location));
    const bool isRedirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (!isRedirect || location.isEmpty() || !to.isValid())
        return Alert{11216, Level::Error,
            location.isEmpty() ? u"The status %1 has no Location to go to."_s.arg(status)
                               : u"Twilio cannot follow the redirect %1."_s.arg(status),
            afterFailure(event), 0, 0, {}};
    const QUrl from = requestUrl(event);
    const bool same = from.isEmpty() ? location == event.request.target() : from.resolved(to) == from;
    if (!same)
        return {};
    return Alert{11215, Level::Error, u"The answer redirects to its own URL: Twilio follows ten times."_s,
        afterFailure(event), 0, 0, {}};
}

// twilio.com/docs/taskrouter/handle-assignment-callbacks: a JSON object with an `instruction`.
std::optional<Alert> assignmentAlert(const WebhookEvent &event) {
    if (event.meaning.kind != WebhookKind::TaskRouterAssignment)
        return {};
    const QString effect = u"The reservation is not acted on, and times out."_s;
    if (!event.response.body.isEmpty() && !event.response.header("Content-Type").startsWith("application/json"))
        return Alert{
            40000, Level::Error, u"The answer to an assignment has to be application/json."_s, effect, 0, 0, {}};
    const QJsonObject answer = QJsonDocument::fromJson(event.response.body).object();
    if (!answer.contains("instruction"_L1))
        return Alert{40005, Level::Warning, u"The answer to the assignment has no “instruction”."_s, effect, 0, 0, {}};
    return {};
}

std::optional<Alert> statusAlert(const WebhookEvent &event) {
    const int status = event.response.status;
    if (status < 400)
        return {};
    const Codes &codes = codesOf(event.meaning.kind);
    return Alert{
        codes.failed, codes.failedLevel, u"The answer has the status %1."_s.arg(status), afterFailure(event), 0, 0, {}};
}

// The head promised more than came; see asSent() of the pipeline.
bool isCutShort(const WebhookEvent &event) {
    return event.response.header("Content-Length").toLongLong() > event.response.body.size();
}

twiml::Place placeOf(WebhookKind kind) {
    switch (kind) {
    case WebhookKind::DialWhisper:
        return twiml::Place::CalledParty;
    case WebhookKind::EnqueueWait:
        return twiml::Place::EnqueueWait;
    case WebhookKind::QueueAgent:
        return twiml::Place::QueueUrl;
    default:
        return twiml::Place::Answer;
    }
}

Alert alertOf(const twiml::Diagnostic &diagnostic) {
    const bool isError = diagnostic.severity == twiml::Severity::Error;
    return {diagnostic.code, isError ? Level::Error : Level::Warning, twiml::message(diagnostic),
        twiml::effect(diagnostic), diagnostic.line, diagnostic.column, diagnostic.range};
}

} // namespace

std::optional<twiml::CheckContext> twimlContext(const WebhookEvent &event) {
    const twilio::KindInfo &kind = twilio::info(event.meaning.kind);
    // 204 says that there is nothing to run.
    const bool runs = event.response.status >= 200 && event.response.status < 300 && event.response.status != 204;
    const bool isSeen = !event.flags.testFlag(EventFlag::Late) && !event.flags.testFlag(EventFlag::ClientGone);
    if (!kind.expectsTwiml || !runs || !isSeen || !isLogged(event) || isCutShort(event))
        return {};
    twiml::CheckContext context;
    context.product = QByteArrayView(kind.product) == "messaging" ? twiml::Product::Messaging : twiml::Product::Voice;
    context.place = placeOf(kind.kind);
    context.contentType = event.response.header("Content-Type").toByteArray();
    if (event.response.body.contains("Redirect"))
        context.documentUrl = requestUrl(event).toEncoded();
    return context;
}

std::vector<Alert> exchangeAlerts(const WebhookEvent &event) {
    std::vector<Alert> alerts;
    if (!isLogged(event))
        return alerts;
    const bool isLateNow = event.flags.testFlag(EventFlag::Late);
    const bool leftByItself = event.flags.testFlag(EventFlag::ClientGone) && !isLateNow;
    if (leftByItself)
        return alerts;
    if (event.response.status == 0 || isLateNow) {
        alerts.push_back(unanswered(event));
        return alerts; // Twilio saw nothing of what came then
    }
    if (isCutShort(event))
        alerts.push_back(
            {11206, Level::Error, u"The answer ended before its announced length."_s, afterFailure(event), 0, 0, {}});
    for (const auto &alert : {statusAlert(event), redirectAlert(event)}) {
        if (alert)
            alerts.push_back(*alert);
    }
    if (alerts.empty()) {
        if (const auto alert = assignmentAlert(event))
            alerts.push_back(*alert);
    }
    return alerts;
}

std::vector<Alert> alertsOf(const WebhookEvent &event) {
    std::vector<Alert> alerts = exchangeAlerts(event);
    const auto context = twimlContext(event);
    if (!context)
        return alerts;
    for (const twiml::Diagnostic &diagnostic : twiml::check(event.response.body, *context)) {
        if (diagnostic.severity != twiml::Severity::Hint)
            alerts.push_back(alertOf(diagnostic));
    }
    return alerts;
}

bool wouldBeLogged(const std::vector<twiml::Diagnostic> &diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
        [](const twiml::Diagnostic &diagnostic) { return diagnostic.severity != twiml::Severity::Hint; });
}

} // namespace offhook::flow
