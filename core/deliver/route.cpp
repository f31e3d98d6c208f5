#include "core/deliver/route.h"

#include "core/http/authority.h"

#include <QUuid>

#include <algorithm>

namespace offhook::deliver {

using namespace Qt::StringLiterals;

QString newRouteId() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString idOfName(const QString &name) {
    static const QUuid space(u"{6d1f0a6e-6a43-4d0c-9b53-6a3f1a1d7c10}"_s);
    return QUuid::createUuidV5(space, name.toCaseFolded()).toString(QUuid::WithoutBraces);
}

QString uniqueName(const QString &wanted, const RouteList &routes, const QString &exceptId) {
    const auto isTaken = [&](const QString &name) {
        return std::any_of(routes.begin(), routes.end(), [&](const Route &route) {
            return route.id != exceptId && route.name.compare(name, Qt::CaseInsensitive) == 0;
        });
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = u"%1 %2"_s.arg(wanted).arg(number);
    return name;
}

QString targetProblem(const QString &target) {
    const bool isPlain = std::all_of(target.begin(), target.end(), [](QChar c) { return c > u' ' && c <= u'~'; });
    if (!isPlain)
        return u"a URL holds neither blanks nor letters outside ASCII"_s;
    const QByteArray url = target.toLatin1();
    const qsizetype begin = url.indexOf("://") + 3;
    const QByteArray scheme = url.first(std::max<qsizetype>(begin - 3, 0)).toLower();
    if (scheme != "http" && scheme != "https")
        return u"wants a URL that starts with http:// or https://"_s;
    const auto end =
        std::find_if(url.begin() + begin, url.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    if (!http::parseAuthority(QByteArrayView(url).sliced(begin, (end - url.begin()) - begin)))
        return u"wants a host, and after a colon a port from 1 to 65535"_s;
    return {};
}

} // namespace offhook::deliver
