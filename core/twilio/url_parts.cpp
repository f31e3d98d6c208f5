#include "core/twilio/url_parts.h"

#include "core/http/message.h"

#include <algorithm>

namespace offhook::twilio {

using http::equalsIgnoringCase;

QByteArrayView withoutFragment(QByteArrayView url) {
    const qsizetype hash = url.indexOf('#');
    return hash < 0 ? url : url.first(hash);
}

UrlParts splitUrl(QByteArrayView url) {
    url = withoutFragment(url);
    const qsizetype colon = url.indexOf("://");
    if (colon <= 0)
        return {};
    UrlParts parts;
    parts.scheme = url.first(colon);
    QByteArrayView rest = url.sliced(colon + 3);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const QByteArrayView authority = rest.first(end - rest.begin());
    rest = rest.sliced(authority.size());
    const qsizetype at = authority.lastIndexOf('@');
    parts.userinfo = authority.first(at + 1);
    const QByteArrayView hostAndPort = authority.sliced(at + 1);
    const qsizetype bracket = hostAndPort.lastIndexOf(']');
    const qsizetype portColon = hostAndPort.indexOf(':', bracket + 1);
    parts.host = portColon < 0 ? hostAndPort : hostAndPort.first(portColon);
    parts.port = portColon < 0 ? QByteArrayView() : hostAndPort.sliced(portColon);
    const qsizetype question = rest.indexOf('?');
    parts.path = question < 0 ? rest : rest.first(question);
    parts.query = question < 0 ? QByteArrayView() : rest.sliced(question);
    return parts;
}

QByteArray UrlParts::joined() const {
    QByteArray url;
    url.reserve(scheme.size() + 3 + userinfo.size() + host.size() + port.size() + path.size() + query.size());
    url.append(scheme).append("://").append(userinfo).append(host).append(port).append(path).append(query);
    return url;
}

bool isSecureScheme(QByteArrayView scheme) {
    return equalsIgnoringCase(scheme, "https") || equalsIgnoringCase(scheme, "wss");
}

bool isWebSocketScheme(QByteArrayView scheme) {
    return equalsIgnoringCase(scheme, "wss") || equalsIgnoringCase(scheme, "ws");
}

QByteArrayView webSocketScheme(QByteArrayView scheme) {
    if (equalsIgnoringCase(scheme, "https"))
        return "wss";
    return equalsIgnoringCase(scheme, "http") ? QByteArrayView("ws") : scheme;
}

QByteArrayView plainScheme(QByteArrayView scheme) {
    if (equalsIgnoringCase(scheme, "wss"))
        return "https";
    return equalsIgnoringCase(scheme, "ws") ? QByteArrayView("http") : scheme;
}

} // namespace offhook::twilio
