#include "core/account/shown_url.h"

#include "core/base/text_guard.h"

#include <algorithm>

namespace offhook::account {

using namespace Qt::StringLiterals;

QString shownUrl(const QString &url) {
    const qsizetype scheme = url.indexOf("://"_L1);
    if (scheme < 0)
        return printable(url);
    const qsizetype begin = scheme + 3;
    const auto end = std::find_if(
        url.begin() + begin, url.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#' || c == u'\\'; });
    const qsizetype at = url.lastIndexOf(u'@', end - url.begin() - url.size() - 1);
    if (at < begin)
        return printable(url);
    return printable(QString(url.first(begin) + u'\u2026' + url.sliced(at)));
}

} // namespace offhook::account
