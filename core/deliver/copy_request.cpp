#include "core/deliver/copy_request.h"

#include "core/http/form.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>

namespace offhook::deliver {
namespace {

using http::equalsIgnoringCase;

// RFC 9110 7.6.1, with what a copy says itself.
constexpr std::array<QByteArrayView, 11> LeftOut{"Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer",
    "Transfer-Encoding", "Upgrade", "Proxy-Authorization", "Expect", "Host", "Content-Length"};

/// Fields that Connection names are for this hop only.
std::vector<QByteArray> namedByConnection(const http::Request &request) {
    std::vector<QByteArray> names;
    for (const QByteArrayView value : request.headers("Connection")) {
        const QByteArrayList options = value.toByteArray().split(',');
        for (const QByteArray &option : options)
            names.push_back(option.trimmed());
    }
    return names;
}

QByteArray requestTarget(const http::Request &request, const CopyTarget &target) {
    const bool isWhole = !target.path.isEmpty() && target.path != "/";
    QByteArray result = isWhole ? target.path : request.path().toByteArray();
    if (!result.startsWith('/'))
        result = '/' + result;
    const QByteArrayView query = request.query();
    if (target.query)
        result += '?' + *target.query;
    if (!query.isNull() && !(target.query && query.isEmpty()))
        result += (target.query ? '&' : '?') + query.toByteArray();
    return result;
}

// What Twilio dialled, as far as it is known: the app's validator builds its URL from it.
void addForwarded(QByteArray &head, const flow::WebhookEvent &event) {
    const QByteArray &url = event.publicUrl;
    const qsizetype begin = url.indexOf("://") + 3;
    const bool isPublic = begin > 3;
    const qsizetype slash = url.indexOf('/', begin);
    const QByteArray host =
        isPublic ? url.mid(begin, slash < 0 ? -1 : slash - begin) : event.request.header("Host").toByteArray();
    const QByteArray scheme = isPublic ? url.first(begin - 3) : QByteArray(event.tls ? "https" : "http");
    if (!event.request.hasHeader("X-Forwarded-Host") && !host.isEmpty())
        head += "X-Forwarded-Host: " + host + "\r\n";
    if (!event.request.hasHeader("X-Forwarded-Proto"))
        head += "X-Forwarded-Proto: " + scheme + "\r\n";
}

void addFields(QByteArray &head, const http::Request &request, bool isJson) {
    const std::vector<QByteArray> named = namedByConnection(request);
    for (std::size_t i = 0; i < request.fieldCount(); ++i) {
        const http::Request::Field field = request.field(i);
        const auto isThis = [&](QByteArrayView name) { return equalsIgnoringCase(name, field.name); };
        if (std::any_of(LeftOut.begin(), LeftOut.end(), isThis) || std::any_of(named.begin(), named.end(), isThis))
            continue;
        const bool isType = isJson && isThis("Content-Type");
        head += field.name.toByteArray() + ": " +
                (isType ? QByteArray("application/json") : field.value.toByteArray()) + "\r\n";
    }
}

} // namespace

QByteArray routeMark(const QString &routeId) {
    return http::encodeFormPiece(routeId.toUtf8());
}

CopyRequest copyRequest(const flow::WebhookEvent &event, const Route &route, const CopyTarget &target) {
    const http::Request &request = event.request;
    const auto json = route.transform == Transform::FormJson ? formAsJson(request) : std::nullopt;
    CopyRequest copy;
    copy.body = json ? *json : request.body();
    copy.head = request.method().toByteArray() + ' ' + requestTarget(request, target) + " HTTP/1.1\r\n";
    copy.head += "Host: " + target.authority + "\r\n";
    addFields(copy.head, request, json.has_value());
    addForwarded(copy.head, event);
    copy.head += QByteArray(RouteHeader) + ": " + routeMark(route.id) + "\r\n";
    const bool hasBody = !copy.body.isEmpty() || request.hasHeader("Content-Length");
    if (hasBody)
        copy.head += "Content-Length: " + QByteArray::number(copy.body.size()) + "\r\n";
    copy.head += "Connection: close\r\n\r\n";
    return copy;
}

} // namespace offhook::deliver
