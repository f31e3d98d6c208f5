#include "core/session/replay_exchange.h"

#include "core/http/client.h"

#include <QSslCertificate>

#include <algorithm>

namespace offhook {
namespace {

constexpr qint64 None = -1;

http::Response responseOf(const http::ClientResponse &answer) {
    http::Response response{answer.status, {}, answer.body};
    const QList<QByteArray> lines = answer.head.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0)
            response.headers.push_back({lines[i].first(colon).trimmed(), lines[i].sliced(colon + 1).trimmed()});
    }
    return response;
}

/// First byte out to last byte in, as Twilio counts it.
qint64 tookUs(const http::ClientTimings &timings) {
    qint64 before = 0;
    for (const qint64 step : {timings.connectUs, timings.tlsUs})
        before += step == None ? 0 : step;
    return std::max<qint64>(0, timings.totalUs - before);
}

} // namespace

deliver::ReplayExchange networkExchange(const QString &certificate) {
    http::ClientOptions options;
    if (!certificate.isEmpty())
        options.trusted = QSslCertificate::fromPath(certificate);
    if (!certificate.isEmpty() && options.trusted.isEmpty())
        return [certificate](const deliver::ReplayRequest &, const deliver::ReplayTarget &, QObject *guard,
                   std::function<void(Result<deliver::ReplayAnswer>)> callback) {
            QMetaObject::invokeMethod(
                guard,
                [certificate, callback = std::move(callback)] {
                    callback(Error{ErrorCode::TlsFailed, QStringLiteral("no certificate in %1").arg(certificate), -1});
                },
                Qt::QueuedConnection);
        };
    return [options](const deliver::ReplayRequest &request, const deliver::ReplayTarget &target, QObject *guard,
               std::function<void(Result<deliver::ReplayAnswer>)> callback) {
        http::exchange({target.tls, target.host, target.port}, request.head, request.body, options, guard,
            [callback = std::move(callback)](
                const Result<http::ClientResponse> &answer, const http::ClientTimings &timings) {
                callback(answer ? Result<deliver::ReplayAnswer>(
                                      deliver::ReplayAnswer{responseOf(*answer), tookUs(timings), *answer, timings})
                                : Result<deliver::ReplayAnswer>(answer.error()));
            });
    };
}

bool isReplayAllowed(const deliver::ReplayTarget &target, const settings::Preferences &preferences) {
    return deliver::isLoopback(target.host) || preferences.mayReplayTo(target.host);
}

} // namespace offhook
