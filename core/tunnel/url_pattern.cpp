#include "core/tunnel/url_pattern.h"

#include "core/tunnel/tool_text.h"

#include <QHostAddress>

namespace offhook::tunnel {
namespace {

// A pattern that backtracks without end must not hold up the window: a line of a tool is seldom longer.
constexpr qsizetype PatternLimit = 2000;

bool leadsHere(const QByteArray &url) {
    QString host = QString::fromLatin1(hostOf(url));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    const QHostAddress address(host);
    return host == QLatin1StringView("localhost") || address.isLoopback() ||
           address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
}

} // namespace

UrlPattern::UrlPattern(const QString &pattern)
    : m_expression(pattern) {}

Result<void> UrlPattern::check(const QString &pattern) {
    const QRegularExpression expression(pattern);
    if (expression.isValid())
        return {};
    return Error{ErrorCode::InvalidInput, expression.errorString(), expression.patternErrorOffset()};
}

QByteArray UrlPattern::find(QByteArrayView line) const {
    if (isEmpty()) {
        for (const QByteArray &url : urlsIn(line)) {
            if (!leadsHere(url))
                return url;
        }
        return {};
    }
    const auto match = m_expression.match(QString::fromUtf8(line.first(std::min(line.size(), PatternLimit))));
    if (!match.hasMatch())
        return {};
    QByteArray found = match.captured(m_expression.captureCount() > 0 ? 1 : 0).trimmed().toUtf8();
    if (!found.contains("://"))
        found.prepend("https://");
    const auto urls = urlsIn(found);
    return urls.empty() ? QByteArray() : urls.front();
}

} // namespace offhook::tunnel
