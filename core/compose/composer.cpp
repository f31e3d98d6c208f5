#include "core/compose/composer.h"

#include "core/base/clock.h"
#include "core/compose/freshness.h"
#include "core/compose/json_edit.h"
#include "core/http/target.h"
#include "core/twilio/signature.h"

#include <algorithm>
#include <map>

namespace offhook::compose {
namespace {

using namespace Qt::StringLiterals;
using http::equalsIgnoringCase;
using http::Target;
using Headers = std::vector<http::HeaderField>;

Error invalid(const QString &detail) {
    return {ErrorCode::InvalidInput, detail};
}

/// The parameter that the n-th setting of a name means, or null.
const http::Parameter *occurrence(const http::Parameters &params, QByteArrayView name, int n) {
    for (const http::Parameter &param : params)
        if (name == param.name && n-- == 0)
            return &param;
    return nullptr;
}

/// The parameters as sent: settings by name, everything else fresh.
http::Parameters filledParams(const http::Parameters &params, const http::Parameters &set, Freshness &fresh) {
    std::map<const http::Parameter *, QByteArray> replaced;
    http::Parameters added;
    std::map<QByteArray, int> seen;
    for (const http::Parameter &setting : set) {
        const http::Parameter *old = occurrence(params, setting.name, seen[setting.name]++);
        if (old == nullptr)
            added.push_back(setting);
        else
            replaced.emplace(old, setting.value);
        if (old != nullptr && isSid(old->value) && isSid(setting.value))
            fresh.pin(old->value, setting.value);
    }
    http::Parameters filled;
    for (const http::Parameter &param : params) {
        const auto setting = replaced.find(&param);
        filled.push_back({param.name, setting == replaced.end() ? fresh.value(param) : setting->second});
    }
    filled.insert(filled.end(), added.begin(), added.end());
    return filled;
}

Result<QByteArray> filledBody(const QByteArray &json, const http::Parameters &set, Freshness &fresh) {
    for (const http::Parameter &setting : set)
        if (const QByteArray old = jsonStringMember(json, setting.name); isSid(old) && isSid(setting.value))
            fresh.pin(old, setting.value);
    QByteArray body = fresh.body(json);
    for (const http::Parameter &setting : set)
        if (!setJsonMember(body, setting.name, setting.value))
            return invalid(u"the template's JSON body has no member \"%1\""_s.arg(QString::fromUtf8(setting.name)));
    return body;
}

bool isTokenChar(char c) {
    // RFC 9110 5.6.2
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isValueChar(char c) {
    return c == '\t' || (uchar(c) >= 0x20 && uchar(c) != 0x7F);
}

Result<void> checkHeaders(const Headers &headers) {
    for (const http::HeaderField &field : headers) {
        const QString name = QString::fromUtf8(field.name);
        if (field.name.isEmpty() || !std::all_of(field.name.begin(), field.name.end(), isTokenChar))
            return invalid(u"\"%1\" is not a header name"_s.arg(name));
        if (!std::all_of(field.value.begin(), field.value.end(), isValueChar))
            return invalid(u"the value of header %1 holds a line break or control character"_s.arg(name));
        if (equalsIgnoringCase(field.name, "Content-Length") || equalsIgnoringCase(field.name, "Transfer-Encoding"))
            return invalid(u"%1 follows from the body and cannot be set"_s.arg(name));
    }
    return {};
}

void setHeader(Headers &headers, const http::HeaderField &field) {
    const auto old = std::find_if(headers.begin(), headers.end(),
        [&field](const http::HeaderField &h) { return equalsIgnoringCase(h.name, field.name); });
    if (old == headers.end())
        headers.push_back(field);
    else
        old->value = field.value;
}

QByteArray headerValue(const Headers &headers, QByteArrayView name) {
    const auto found = std::find_if(headers.begin(), headers.end(),
        [name](const http::HeaderField &h) { return equalsIgnoringCase(h.name, name); });
    return found == headers.end() ? QByteArray() : found->value;
}

/// Path and query as sent: the target's own, else the template's; GET parameters follow the query.
QByteArray requestTarget(const Template &from, const Target &target, const http::Parameters &params, Freshness &fresh) {
    const qsizetype mark = from.path.indexOf('?');
    QByteArray path = target.path;
    QByteArray query = target.query.value_or(QByteArray());
    if (path.isEmpty()) {
        path = fresh.sids(from.path.left(mark < 0 ? from.path.size() : mark));
        if (!target.query && mark >= 0)
            query = fresh.sids(from.path.mid(mark + 1));
    }
    if (from.method == "GET" && !params.empty())
        query += (query.isEmpty() ? QByteArray() : QByteArray("&")) + http::encodeForm(params);
    return query.isEmpty() ? path : path + '?' + query;
}

/// Some requests carry bodySHA256 without having a body (regulatory bundles); their templates say so in the path.
bool carriesBodyHash(const Template &from) {
    return !from.body.isEmpty() || from.path.contains("bodySHA256=");
}

QByteArray signedOrigin(const Template &from, Target base) {
    // A WebSocket handshake is signed as the wss:// URL of the TwiML, though it arrives as HTTP.
    if (equalsIgnoringCase(headerValue({from.headers.begin(), from.headers.end()}, "Upgrade"), "websocket"))
        base.scheme = base.tls() ? "wss" : "ws";
    return base.origin();
}

/// The URL to sign: `signedUrl` with its path as a prefix, unless the path sent has it already.
QByteArray urlToSign(const Template &from, const Target &base, bool isTarget, const QByteArray &pathAndQuery) {
    QByteArray prefix = isTarget ? QByteArray() : base.path;
    while (prefix.endsWith('/'))
        prefix.chop(1);
    const QByteArrayView path =
        QByteArrayView(pathAndQuery)
            .first(pathAndQuery.indexOf('?') < 0 ? pathAndQuery.size() : pathAndQuery.indexOf('?'));
    const bool already = path == prefix || path.startsWith(QByteArray(prefix + '/'));
    return signedOrigin(from, base) + (already ? QByteArray() : prefix) + pathAndQuery;
}

QByteArray headOf(const QByteArray &method, const QByteArray &requestTarget, const Headers &headers) {
    QByteArray head = method + ' ' + requestTarget + " HTTP/1.1\r\n";
    for (const http::HeaderField &field : headers)
        head += field.name + ": " + field.value + "\r\n";
    return head + "\r\n";
}

Headers unsignedHeaders(const Template &from, const Target &target, const QByteArray &body, Freshness &fresh) {
    Headers headers{{"Host", target.authority}};
    for (const http::HeaderField &field : from.headers)
        headers.push_back({field.name, fresh.header(field)});
    if (!target.userInfo.isEmpty())
        headers.push_back({"Authorization", "Basic " + QByteArray::fromPercentEncoding(target.userInfo).toBase64()});
    if (from.method != "GET" && from.method != "HEAD")
        headers.push_back({"Content-Length", QByteArray::number(body.size())});
    return headers;
}

Result<Target> signingBase(const ComposeOptions &options, const Target &target) {
    if (options.signedUrl.isEmpty())
        return target;
    Result<Target> base = http::parseTarget(options.signedUrl);
    if (base && base->query)
        return invalid(u"the public URL cannot have a query"_s);
    return base;
}

} // namespace

Result<ComposedRequest> compose(
    const Template &from, const ComposeOptions &options, twilio::KeyRing *keys, std::size_t key) {
    const Result<Target> target = http::parseTarget(options.target);
    if (!target)
        return target.error();
    const Result<Target> base = signingBase(options, *target);
    if (!base)
        return base.error();
    if (const Result<void> sound = checkHeaders(options.headers); !sound)
        return sound.error();
    if (options.sign && (keys == nullptr || key >= keys->keys().size()))
        return Error{ErrorCode::NoKey, u"there is no key to sign with"_s};

    Freshness fresh(from, options.now != 0 ? options.now : Clock::system().wall());
    const bool isForm = from.body.isEmpty();
    const http::Parameters params = isForm ? filledParams(from.params, options.set, fresh) : http::Parameters();
    Result<QByteArray> body = isForm
                                  ? Result<QByteArray>(from.method == "GET" ? QByteArray() : http::encodeForm(params))
                                  : filledBody(from.body, options.set, fresh);
    if (!body)
        return body.error();
    QByteArray url = target->origin() + requestTarget(from, *target, params, fresh);
    if (carriesBodyHash(from))
        url = twilio::urlWithBodyHash(url, *body);
    const QByteArray pathAndQuery = url.mid(target->origin().size());

    Headers headers = unsignedHeaders(from, *target, *body, fresh);
    for (const http::HeaderField &field : options.headers)
        setHeader(headers, field);
    ComposedRequest request{target->host, target->port, target->tls(), {}, *body, url, {}};
    if (options.sign) {
        request.signedUrl = urlToSign(from, *base, options.signedUrl.isEmpty(), pathAndQuery);
        if (headerValue(headers, "X-Twilio-Signature").isEmpty())
            setHeader(headers, {"X-Twilio-Signature", twilio::sign(request.signedUrl, from.method,
                                                          headerValue(headers, "Content-Type"), *body, *keys, key)});
    }
    request.head = headOf(from.method, pathAndQuery, headers);
    return request;
}

} // namespace offhook::compose
