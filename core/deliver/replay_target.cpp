#include "core/deliver/replay_target.h"

#include "core/http/authority.h"
#include "core/twilio/url_parts.h"

#include <QHostAddress>

#include <algorithm>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;

Error invalid(const QString &what, qsizetype offset) {
    return {ErrorCode::InvalidInput, what, offset};
}

} // namespace

QByteArray ReplayTarget::urlFor(QByteArrayView pathAndQuery) const {
    const qsizetype mark = pathAndQuery.indexOf('?');
    const QByteArrayView itsPath = mark < 0 ? pathAndQuery : pathAndQuery.first(mark);
    const QByteArray itsQuery = mark < 0 ? QByteArray() : pathAndQuery.sliced(mark + 1).toByteArray();
    QByteArray url = origin() + (path.isEmpty() ? itsPath.toByteArray() : path);
    if (path.isEmpty() && itsPath.isEmpty())
        url += '/';
    const QByteArray both = query + (query.isEmpty() || itsQuery.isEmpty() ? "" : "&") + itsQuery;
    return both.isEmpty() ? url : url + '?' + both;
}

Result<ReplayTarget> replayTarget(QByteArrayView url) {
    const auto bad = std::find_if(url.begin(), url.end(), [](char c) { return c <= ' ' || c > '~'; });
    if (bad != url.end())
        return invalid(u"a URL holds no blanks and nothing outside ASCII"_s, bad - url.begin());
    const twilio::UrlParts parts = twilio::splitUrl(url);
    const QByteArray scheme = parts.scheme.toByteArray().toLower();
    if (scheme != "http" && scheme != "https")
        return invalid(u"a URL to replay to starts with http:// or https://"_s, 0);
    ReplayTarget target;
    target.tls = scheme == "https";
    target.userInfo = parts.userinfo.toByteArray();
    if (target.userInfo.endsWith('@'))
        target.userInfo.chop(1);
    target.authority = parts.host.toByteArray() + parts.port.toByteArray();
    const auto authority = http::parseAuthority(target.authority);
    if (!authority)
        return invalid(
            u"a URL names a host, and after a colon a port from 1 to 65535"_s, qsizetype(parts.scheme.size()) + 3);
    target.host = authority->host.toByteArray().toLower();
    if (target.host.startsWith('['))
        target.host = target.host.sliced(1, target.host.size() - 2);
    target.port = authority->port.isEmpty() ? quint16(target.tls ? 443 : 80) : quint16(authority->port.toUInt());
    target.path = parts.path.toByteArray();
    target.query = parts.query.toByteArray();
    if (target.query.startsWith('?'))
        target.query.remove(0, 1);
    return target;
}

bool isLoopback(const QByteArray &host) {
    QByteArray name = host.toLower();
    if (name.endsWith('.'))
        name.chop(1);
    if (name == "localhost" || name.endsWith(".localhost"))
        return true;
    // Only addresses written out: what other programs make of "127.1" or "0x7f000001" differs.
    const QHostAddress address(QString::fromLatin1(name));
    const bool whole = address.protocol() == QHostAddress::IPv6Protocol || name.count('.') == 3;
    return whole && !address.isNull() && address.isLoopback();
}

} // namespace offhook::deliver
