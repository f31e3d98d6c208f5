#include "core/session/copy_sender.h"

#include "core/deliver/copy_request.h"
#include "core/deliver/forwarder.h"

namespace offhook {
namespace {

QByteArray retryAfterOf(const http::ClientResponse &answer) {
    return http::Request(answer.head, {}).header("Retry-After").toByteArray(); // fields of both are alike
}

deliver::TryResult resultOf(flow::Attempt attempt) {
    deliver::TryResult result;
    result.error = attempt.error;
    if (attempt.error) {
        attempt.verdict = flow::Attempt::Verdict::Failed;
    } else if (attempt.response) {
        result.status = attempt.response->status;
        result.retryAfter = retryAfterOf(*attempt.response);
    }
    result.attempt = std::make_shared<const flow::Attempt>(std::move(attempt));
    return result;
}

void sendCopy(const flow::EventPtr &event, const deliver::Route &route, int tried, QObject *guard,
    const std::function<void(const deliver::TryResult &)> &done) {
    deliver::forward(deliver::copyOf(event, route), deliver::copyTarget(route), route.timeLimit, guard,
        [done, name = route.name, tried](flow::Attempt attempt) {
            attempt.purpose = flow::Attempt::Purpose::Copy;
            attempt.route = name;
            attempt.number = tried + 1;
            done(resultOf(std::move(attempt)));
        });
}

} // namespace

deliver::Send copySender() {
    return sendCopy;
}

} // namespace offhook
