#include "core/deliver/replay_target.h"

#include "core/http/target.h"

#include <QHostAddress>

namespace offhook::deliver {

using namespace Qt::StringLiterals;

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
    const auto target = http::parseTarget(url);
    if (!target)
        return target.error();
    if (target->scheme != "http" && target->scheme != "https")
        return Error{ErrorCode::InvalidInput, u"a URL to send to starts with http:// or https://"_s, 0};
    return ReplayTarget{target->tls(), target->userInfo, target->authority, target->host, target->port, target->path,
        target->query.value_or(QByteArray())};
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
