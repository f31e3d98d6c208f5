#include "core/deliver/volatile_parts.h"

#include "core/base/text_guard.h"
#include "core/twiml/document.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LargestMasked = 1024 * 1024;

// Message framing, caches, proxies, the server's name and its sessions: none of it is what the app answers.
constexpr std::array VolatileHeaders{"Age", "Alt-Svc", "CF-RAY", "Connection", "Content-Length", "Date", "ETag",
    "Expires", "Keep-Alive", "Last-Modified", "Nel", "Report-To", "Server", "Set-Cookie", "Strict-Transport-Security",
    "Transfer-Encoding", "Vary", "Via", "X-Powered-By", "X-Request-Id", "X-Response-Time", "X-Runtime"};

Error invalid(const QString &what) {
    return {ErrorCode::InvalidInput, what, -1};
}

/// A piece of a body that is to be replaced.
struct Replacement {
    twiml::TextRange range;
    QByteArray text;
};

QByteArray replaced(const QByteArray &body, std::vector<Replacement> pieces) {
    std::sort(pieces.begin(), pieces.end(),
        [](const Replacement &a, const Replacement &b) { return a.range.begin < b.range.begin; });
    QByteArray result;
    qsizetype at = 0;
    for (const Replacement &piece : pieces) {
        result += body.sliced(at, piece.range.begin - at) + piece.text;
        at = piece.range.end;
    }
    return result + body.sliced(at);
}

} // namespace

Result<VolatileParts> VolatileParts::parse(const QStringList &parts) {
    VolatileParts all;
    for (const QString &part : parts) {
        const qsizetype colon = part.indexOf(u':');
        const QString what = part.left(qMax(qsizetype(0), colon));
        const QString value = part.mid(colon + 1);
        const qsizetype dot = value.indexOf(u'.');
        if (colon < 0 || value.isEmpty())
            return invalid(u"“%1” is not header:NAME, attribute:NAME, member:NAME or text:PATTERN"_s.arg(part));
        if (what == "header"_L1) {
            all.m_headers.append(value.toUtf8());
        } else if (what == "attribute"_L1) {
            all.m_attributes.push_back({value.left(qMax(qsizetype(0), dot)).toUtf8(), value.mid(dot + 1).toUtf8()});
        } else if (what == "member"_L1) {
            all.m_members.append(value);
        } else if (what == "text"_L1) {
            all.m_patterns.emplace_back(value, QRegularExpression::UseUnicodePropertiesOption);
            if (const QRegularExpression &pattern = all.m_patterns.back(); !pattern.isValid())
                return invalid(u"“%1” is not a regular expression: %2"_s.arg(value, pattern.errorString()));
        } else {
            return invalid(u"“%1” is not header:NAME, attribute:NAME, member:NAME or text:PATTERN"_s.arg(part));
        }
    }
    return all;
}

bool VolatileParts::isVolatile(QByteArrayView header) const {
    const auto is = [header](QByteArrayView other) { return http::equalsIgnoringCase(header, other); };
    return std::any_of(VolatileHeaders.begin(), VolatileHeaders.end(), is) ||
           std::any_of(m_headers.begin(), m_headers.end(), is);
}

bool VolatileParts::isVolatile(QByteArrayView element, QByteArrayView attribute) const {
    return std::any_of(m_attributes.begin(), m_attributes.end(), [&](const Attribute &one) {
        return attribute == one.name && (one.element.isEmpty() || element == one.element);
    });
}

QByteArray VolatileParts::masked(QByteArrayView text) const {
    if (m_patterns.empty() || !isUtf8(text))
        return text.toByteArray();
    QString result = QString::fromUtf8(text);
    for (const QRegularExpression &pattern : m_patterns)
        result.replace(pattern, u"…"_s);
    return result.toUtf8();
}

// In place, so that what is not volatile keeps its bytes. Patterns see text as it is written, entities and all.
QByteArray VolatileParts::maskedXml(const QByteArray &body) const {
    const auto document = twiml::Document::parse(body);
    if (!document)
        return masked(body);
    std::vector<Replacement> pieces;
    const auto mask = [&](const twiml::TextRange &range) {
        pieces.push_back({range, masked(QByteArrayView(body).sliced(range.begin, range.end - range.begin))});
    };
    for (const twiml::Node &node : document->nodes()) {
        if (node.kind == twiml::Node::Kind::Text)
            mask(node.range);
        if (node.kind != twiml::Node::Kind::Element)
            continue;
        for (const twiml::Attribute &attribute : node.attributes) {
            if (isVolatile(node.name, attribute.name))
                pieces.push_back({attribute.valueRange, {}});
            else
                mask(attribute.valueRange);
        }
    }
    return replaced(body, std::move(pieces));
}

QJsonValue VolatileParts::maskedJson(const QJsonValue &value) const {
    if (value.isString())
        return QString::fromUtf8(masked(value.toString().toUtf8()));
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue one : value.toArray())
            array.append(maskedJson(one));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        member.value() = m_members.contains(member.key()) ? QJsonValue() : maskedJson(member.value());
    return object;
}

http::Response VolatileParts::without(const http::Response &answer) const {
    http::Response plain{answer.status, {}, answer.body};
    for (const http::HeaderField &field : answer.headers)
        if (!isVolatile(field.name))
            plain.headers.push_back(field);
    if (answer.body.size() > LargestMasked)
        return plain;
    const QByteArray start = answer.body.left(64).trimmed();
    const QJsonDocument json =
        start.startsWith('{') || start.startsWith('[') ? QJsonDocument::fromJson(answer.body) : QJsonDocument();
    if (json.isObject())
        plain.body = QJsonDocument(maskedJson(json.object()).toObject()).toJson();
    else if (json.isArray())
        plain.body = QJsonDocument(maskedJson(json.array()).toArray()).toJson();
    else
        plain.body = start.startsWith('<') ? maskedXml(answer.body) : masked(answer.body);
    return plain;
}

} // namespace offhook::deliver
