#include "core/account/api_base.h"

#include <QHostAddress>

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;

QUrl domainOf(const QString &product, const QString &region, const QString &edge) {
    QString host = product;
    if (!edge.isEmpty())
        host += u'.' + edge;
    if (!region.isEmpty())
        host += u'.' + region;
    else if (!edge.isEmpty())
        host += u".us1"_s;
    return QUrl(u"https://"_s + host + u".twilio.com"_s);
}

bool isOnThisMachine(const QUrl &url) {
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

int portOf(const QUrl &url) {
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

} // namespace

ApiBase ApiBase::of(const QString &region, const QString &edge) {
    return {
        domainOf(u"api"_s, region, edge), domainOf(u"messaging"_s, region, edge), domainOf(u"monitor"_s, region, edge)};
}

Result<ApiBase> ApiBase::at(const QString &origin) {
    const QUrl url(origin, QUrl::StrictMode);
    const bool isBare = (url.path().isEmpty() || url.path() == "/"_L1) && !url.hasQuery() && !url.hasFragment() &&
                        url.userInfo().isEmpty() && !url.host().isEmpty();
    const bool isSafe = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isOnThisMachine(url));
    if (!url.isValid() || !isBare || !isSafe)
        return Error{ErrorCode::InvalidInput,
            u"the API's address has to be https://HOST, or http://127.0.0.1:PORT, without a path"_s};
    QUrl base = url;
    base.setPath({});
    return ApiBase{base, base, base};
}

ApiBase ApiBase::fromEnvironment() {
    const QString origin = qEnvironmentVariable("OFFHOOK_TWILIO_API");
    if (origin.isEmpty())
        return of(qEnvironmentVariable("TWILIO_REGION"), qEnvironmentVariable("TWILIO_EDGE"));
    const Result<ApiBase> base = at(origin);
    return base ? *base : ApiBase{};
}

bool isSameOrigin(const QUrl &a, const QUrl &b) {
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

} // namespace offhook::account
