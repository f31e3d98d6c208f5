#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QUrl>

namespace offhook::account {

/// Where the page after `page` is, which came from `from`: next_page_uri (a path, in the 2010 API) or
/// meta.next_page_url (a URL, in the newer ones); an empty URL after the last. Fails with NetworkFailed where it leads
/// to another origin: the credentials stay with theirs.
[[nodiscard]] Result<QUrl> nextPage(const QUrl &from, const QJsonObject &page);

} // namespace offhook::account
