#include "core/compose/sender.h"

#include "core/http/client.h"

#include <utility>

namespace offhook::compose {

void send(const ComposedRequest &request, const SendOptions &options, QObject *guard,
    std::function<void(Result<SendResult>)> callback) {
    http::ClientOptions client;
    client.timeLimit = options.timeLimit;
    client.trusted = options.trusted;
    http::exchange({request.tls, request.host, request.port}, request.head, request.body, client, guard,
        [callback = std::move(callback)](
            const Result<http::ClientResponse> &answer, const http::ClientTimings &timings) {
            if (!answer)
                return callback(answer.error());
            const qint64 tookUs = timings.totalUs - timings.connectUs - qMax<qint64>(0, timings.tlsUs);
            callback(SendResult{answer->status, answer->head, answer->body, tookUs});
        });
}

void send(const ComposedRequest &request, QObject *guard, std::function<void(Result<SendResult>)> callback,
    std::chrono::milliseconds timeLimit) {
    send(request, SendOptions{timeLimit, {}}, guard, std::move(callback));
}

} // namespace offhook::compose
