#include "core/account/paging.h"

#include "core/account/api_base.h"

namespace offhook::account {

using namespace Qt::StringLiterals;

Result<QUrl> nextPage(const QUrl &from, const QJsonObject &page) {
    const QString path = page.value("next_page_uri"_L1).toString();
    const QString link = path.isEmpty() ? page.value("meta"_L1)["next_page_url"_L1].toString() : path;
    if (link.isEmpty())
        return QUrl();
    const QUrl next = from.resolved(QUrl(link));
    if (!next.isValid() || !next.userInfo().isEmpty() || !isSameOrigin(next, from))
        return Error{ErrorCode::NetworkFailed, u"a page of the list leads to another host"_s};
    return next;
}

} // namespace offhook::account
