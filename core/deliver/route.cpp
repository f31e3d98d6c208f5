#include "core/deliver/route.h"

#include "core/flow/forward_to.h"
#include "core/http/target.h"

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
    if (const QString problem = flow::forwardProblem(target); !problem.isEmpty())
        return problem;
    const auto parts = http::parseTarget(target.toLatin1());
    return parts && parts->userInfo.isEmpty() ? QString() : u"a URL without a user name and password is wanted"_s;
}

} // namespace offhook::deliver
