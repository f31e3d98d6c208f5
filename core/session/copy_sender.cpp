#include "core/session/copy_sender.h"

#include "core/compose/sender.h"
#include "core/compose/target.h"
#include "core/deliver/copy_request.h"

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

deliver::TryResult resultOf(const Result<compose::SendResult> &sent) {
    if (!sent)
        return {0, {}, sent.error()};
    const http::Request answer("ANSWER / HTTP/1.1\r\n" + sent->head.mid(sent->head.indexOf('\n') + 1), {});
    return {sent->status, answer.header("Retry-After").toByteArray(), {}};
}

void sendCopy(const flow::EventPtr &event, const deliver::Route &route, QObject *guard, const Done &done) {
    const auto target = compose::parseTarget(route.target.toLatin1());
    if (!target)
        return failLater(target.error(), guard, done);
    const deliver::CopyRequest copy =
        deliver::copyRequest(*event, route, {target->authority, target->path, target->query});
    compose::ComposedRequest request;
    request.host = target->host;
    request.port = target->port;
    request.tls = target->tls();
    request.head = copy.head;
    request.body = copy.body;
    compose::send(request, {route.timeLimit, {}}, guard,
        [done](const Result<compose::SendResult> &sent) { done(resultOf(sent)); });
}

} // namespace

deliver::Send copySender() {
    return [](const flow::EventPtr &event, const deliver::Route &route, int, QObject *guard, const Done &done) {
        sendCopy(event, route, guard, done);
    };
}

} // namespace offhook
