#include "core/deliver/forward_target.h"

#include "core/deliver/forward_head.h"
#include "core/deliver/replay_target.h"
#include "core/http/public_url.h"

#include <QUrl>

#include <algorithm>

namespace offhook::deliver {
namespace {

QByteArray originOf(const QByteArray &url) {
    const qsizetype begin = url.indexOf("://") + 3;
    const auto end =
        std::find_if(url.begin() + begin, url.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    return url.left(end - url.begin());
}

QByteArray schemeOf(const QByteArray &origin) {
    return origin.left(origin.indexOf("://"));
}

QByteArray authorityOf(const QByteArray &origin) {
    return origin.mid(origin.indexOf("://") + 3);
}

// "127.0.0.1:50123", "[::1]:50123"; X-Forwarded-For has addresses without ports and brackets.
QByteArray addressOf(const QByteArray &peer) {
    QByteArray address = peer.left(peer.lastIndexOf(':'));
    if (address.startsWith('[') && address.endsWith(']'))
        address = address.sliced(1, address.size() - 2);
    return address.isEmpty() ? QByteArray("unknown") : address;
}

QByteArray pathOf(const ReplayTarget &target, const http::Request &request, bool replaces) {
    const QByteArray its = request.path().toByteArray();
    QByteArray path = target.path;
    if (!replaces || path.isEmpty()) {
        if (path.endsWith('/') && its.startsWith('/'))
            path.chop(1);
        path += its;
    }
    return path.startsWith('/') ? path : '/' + path;
}

QByteArray queryOf(const ReplayTarget &target, const http::Request &request) {
    const QByteArray its = request.query().toByteArray();
    const QByteArray both = target.query + (target.query.isEmpty() || its.isEmpty() ? "" : "&") + its;
    return request.query().isNull() && target.query.isEmpty() ? QByteArray() : '?' + both;
}

QByteArray requestTarget(const ReplayTarget &target) {
    return (target.path.isEmpty() ? QByteArray("/") : target.path) +
           (target.query.isEmpty() ? QByteArray() : '?' + target.query);
}

HeadChanges changesFor(const flow::WebhookEvent &event, const flow::ForwardTo &to, const ReplayTarget &target) {
    const QByteArray origin = publicOrigin(event);
    HeadChanges changes;
    changes.method = event.request.method().toByteArray();
    changes.host = to.keepsHost ? authorityOf(origin) : target.authority;
    changes.bodySize = event.request.body().size();
    if (!target.userInfo.isEmpty())
        changes.authorization = "Basic " + QByteArray::fromPercentEncoding(target.userInfo).toBase64();
    if (to.addsForwarded)
        changes.forwarded = HeadChanges::Forwarded{schemeOf(origin), authorityOf(origin), addressOf(event.peer)};
    return changes;
}

bool isFollowed(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307;
}

} // namespace

QByteArray publicOrigin(const flow::WebhookEvent &event) {
    if (!event.verification.matchedUrl.isEmpty())
        return originOf(event.verification.matchedUrl);
    const auto candidates = http::candidateUrls(event.request, event.publicUrl, event.tls);
    return candidates.empty() ? QByteArray(event.tls ? "https://localhost" : "http://localhost")
                              : originOf(candidates.front().url);
}

Result<ForwardRequest> forwardRequest(const flow::WebhookEvent &event, const flow::ForwardTo &to) {
    const auto target = replayTarget(to.url.toUtf8());
    if (!target)
        return target.error();
    HeadChanges changes = changesFor(event, to, *target);
    changes.target = pathOf(*target, event.request, to.replacesPath) + queryOf(*target, event.request);
    return ForwardRequest{{target->tls, target->host, target->port}, target->origin() + changes.target,
        forwardedHead(event.request, changes), event.request.body()};
}

Result<ForwardRequest> redirectedRequest(const flow::WebhookEvent &event, const flow::ForwardTo &to,
    const ForwardRequest &sent, const http::ClientResponse &answer) {
    const QByteArray location = http::Request(answer.head, {}).header("Location").toByteArray();
    if (!isFollowed(answer.status) || location.isEmpty())
        return Error{ErrorCode::NotFound, QStringLiteral("no redirect that is followed"), -1};
    const QUrl base = QUrl::fromEncoded(sent.url);
    QByteArray next = base.resolved(QUrl::fromEncoded(location)).toEncoded(QUrl::RemoveFragment);
    if (const QByteArray known = publicOrigin(event); originOf(next).toLower() == known.toLower())
        next.replace(0, known.size(), originOf(sent.url));
    const auto target = replayTarget(next);
    if (!target)
        return Error{ErrorCode::NotFound, QStringLiteral("the redirect leads nowhere: ") + target.error().detail, -1};
    flow::ForwardTo there = to;
    there.keepsHost = to.keepsHost && originOf(next) == originOf(sent.url);
    HeadChanges changes = changesFor(event, there, *target);
    changes.dropsBody = answer.status != 307 || sent.head.startsWith("GET ");
    if (changes.dropsBody && changes.method != "HEAD")
        changes.method = "GET";
    changes.target = requestTarget(*target);
    return ForwardRequest{{target->tls, target->host, target->port}, target->origin() + changes.target,
        forwardedHead(event.request, changes), changes.dropsBody ? QByteArray() : event.request.body()};
}

} // namespace offhook::deliver
