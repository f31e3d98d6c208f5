#include "core/http/target.h"

#include "core/http/authority.h"

#include <QString>

#include <algorithm>

namespace offhook::http {
namespace {

using namespace Qt::StringLiterals;

Error invalid(const QString &detail, qsizetype offset) {
    return {ErrorCode::InvalidInput, detail, offset};
}

/// Position of the first byte that no URL may hold, or -1. Also keeps CR and LF out of the request line.
qsizetype badByte(QByteArrayView url) {
    const auto bad = std::find_if(url.begin(), url.end(), [](char c) { return c <= ' ' || c > '~'; });
    return bad == url.end() ? -1 : qsizetype(bad - url.begin());
}

quint16 defaultPort(QByteArrayView scheme) {
    return scheme == "https" || scheme == "wss" ? 443 : 80;
}

/// Splits host[:port]; false when it is neither.
bool splitAuthority(Target &target) {
    const auto parts = parseAuthority(target.authority);
    if (!parts)
        return false;
    target.host = parts->host.toByteArray().toLower();
    if (target.host.startsWith('['))
        target.host = target.host.sliced(1, target.host.size() - 2);
    target.port = parts->port.isEmpty() ? defaultPort(target.scheme) : quint16(parts->port.toUInt());
    return true;
}

} // namespace

Result<Target> parseTarget(QByteArrayView url) {
    if (const qsizetype bad = badByte(url); bad >= 0)
        return invalid(
            u"a URL cannot hold the byte 0x%1; write it as %%1"_s.arg(uchar(url[bad]), 2, 16, QLatin1Char('0')), bad);
    Target target;
    const qsizetype schemeEnd = url.indexOf("://");
    target.scheme = url.first(qMax(qsizetype(0), schemeEnd)).toByteArray().toLower();
    if (target.scheme != "http" && target.scheme != "https" && target.scheme != "ws" && target.scheme != "wss")
        return invalid(u"a URL starts with http:// or https://"_s, 0);
    const qsizetype begin = schemeEnd + 3;
    const qsizetype fragment = url.indexOf('#', begin);
    const QByteArray rest = url.sliced(begin, (fragment < 0 ? url.size() : fragment) - begin).toByteArray();
    const auto authorityEnd =
        qsizetype(std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; }) - rest.begin());
    target.authority = rest.left(authorityEnd);
    if (const qsizetype at = target.authority.lastIndexOf('@'); at >= 0) {
        target.userInfo = target.authority.left(at);
        target.authority = target.authority.mid(at + 1);
    }
    if (!splitAuthority(target))
        return invalid(u"a URL names a host, and after a colon a port from 1 to 65535"_s, begin);
    const qsizetype queryBegin = rest.indexOf('?', authorityEnd);
    target.path = rest.mid(authorityEnd, queryBegin < 0 ? -1 : queryBegin - authorityEnd);
    if (queryBegin >= 0)
        target.query = rest.mid(queryBegin + 1);
    return target;
}

} // namespace offhook::http
