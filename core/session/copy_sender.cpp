#include "core/session/copy_sender.h"

#include "core/compose/target.h"
#include "core/deliver/copy_request.h"
#include "core/http/client.h"

namespace offhook {
namespace {

using Done = std::function<void(const deliver::TryResult &)>;

void failLater(const Error &error, QObject *guard, const Done &done) {
    QMetaObject::invokeMethod(
        guard,
        [done, error] {
            done({0, {}, error});
        },
        Qt::QueuedConnection);
}

flow::Attempt attemptOf(const flow::WebhookEvent &event, const deliver::Route &route, int tried,
    const compose::Target &target, const deliver::CopyRequest &copy) {
    flow::Attempt attempt;
    attempt.event = event.id;
    attempt.purpose = flow::Attempt::Purpose::Copy;
    attempt.route = route.name;
    attempt.number = tried + 1;
    attempt.startedAt = Clock::system().wall();
    attempt.request = http::Request(copy.head, copy.body);
    attempt.url = target.origin() + attempt.request.target().toByteArray();
    return attempt;
}

deliver::TryResult resultOf(
    flow::Attempt attempt, const Result<http::ClientResponse> &answer, const http::ClientTimings &timings) {
    attempt.timings = timings;
    if (!answer) {
        attempt.error = answer.error();
        attempt.verdict = flow::Attempt::Verdict::Failed;
        return {0, {}, answer.error(), std::make_shared<const flow::Attempt>(std::move(attempt))};
    }
    attempt.response = *answer;
    // Its field lines, behind a line that a request begins with.
    const http::Request fields("GET / HTTP/1.1\r\n" + answer->head.mid(answer->head.indexOf('\n') + 1), {});
    return {answer->status, fields.header("Retry-After").toByteArray(), {},
        std::make_shared<const flow::Attempt>(std::move(attempt))};
}

void sendCopy(const flow::EventPtr &event, const deliver::Route &route, int tried, QObject *guard, const Done &done) {
    const auto target = compose::parseTarget(route.target.toLatin1());
    if (!target)
        return failLater(target.error(), guard, done);
    const deliver::CopyRequest copy =
        deliver::copyRequest(*event, route, {target->authority, target->path, target->query});
    http::ClientOptions options;
    options.timeLimit = route.timeLimit;
    http::exchange({target->tls(), target->host, target->port}, copy.head, copy.body, options, guard,
        [done, attempt = attemptOf(*event, route, tried, *target, copy)](const Result<http::ClientResponse> &answer,
            const http::ClientTimings &timings) { done(resultOf(attempt, answer, timings)); });
}

} // namespace

deliver::Send copySender() {
    return sendCopy;
}

} // namespace offhook
