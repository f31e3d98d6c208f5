#include "core/flow/forward_to.h"

#include "core/http/authority.h"
#include "core/twilio/url_parts.h"

#include <algorithm>

namespace offhook::flow {

QString forwardProblem(const QString &url) {
    if (url.isEmpty())
        return QStringLiteral("a URL is wanted, such as http://localhost:3000");
    if (std::any_of(url.begin(), url.end(), [](QChar c) { return c <= u' ' || c > u'~'; }))
        return QStringLiteral("a URL holds no blanks and nothing outside ASCII");
    const QByteArray bytes = url.toLatin1();
    const twilio::UrlParts parts = twilio::splitUrl(bytes);
    const QByteArray scheme = parts.scheme.toByteArray().toLower();
    if (scheme != "http" && scheme != "https")
        return QStringLiteral("the URL starts with http:// or https://");
    if (!http::parseAuthority(QByteArray(parts.host.toByteArray() + parts.port.toByteArray())))
        return QStringLiteral("the URL names a host, and after a colon a port from 1 to 65535");
    return {};
}

} // namespace offhook::flow
