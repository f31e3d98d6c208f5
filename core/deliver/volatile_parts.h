#pragma once

#include "core/base/result.h"
#include "core/http/message.h"

#include <QRegularExpression>
#include <QStringList>

#include <vector>

namespace offhook::deliver {

/// What of an answer does not count when two are compared, because it differs from one time to the next. Value; one
/// thread at a time.
class VolatileParts {
public:
    /// Nothing but the headers that servers and proxies vary by nature: Date, Server, Set-Cookie, ETag and their like.
    VolatileParts() = default;
    /// Besides these, one of each: "header:NAME", "attribute:NAME" or "attribute:ELEMENT.NAME" (TwiML), "member:NAME"
    /// (JSON, at any depth), "text:PATTERN" (a regular expression; what it matches in texts, attribute values, JSON
    /// strings or a plain body). InvalidInput names the one that is none of these.
    [[nodiscard]] static Result<VolatileParts> parse(const QStringList &parts);

    /// The answer without them: fields dropped, attributes and members emptied, what a pattern matches replaced by "…".
    /// A JSON body is written with sorted members. Bodies over a megabyte stay as they are.
    [[nodiscard]] http::Response without(const http::Response &answer) const;

private:
    struct Attribute {
        QByteArray element; ///< empty: any
        QByteArray name;
    };
    [[nodiscard]] bool isVolatile(QByteArrayView header) const;
    [[nodiscard]] bool isVolatile(QByteArrayView element, QByteArrayView attribute) const;
    [[nodiscard]] QByteArray masked(QByteArrayView text) const;
    [[nodiscard]] QByteArray maskedXml(const QByteArray &body) const;
    [[nodiscard]] QJsonValue maskedJson(const QJsonValue &value) const;

    QByteArrayList m_headers;
    std::vector<Attribute> m_attributes;
    QStringList m_members;
    std::vector<QRegularExpression> m_patterns;
};

} // namespace offhook::deliver
