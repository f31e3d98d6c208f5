#include "core/exchange/readers/request_builder.h"

#include "core/exchange/event_record.h"
#include "core/exchange/request_model.h"

#include <algorithm>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;

Error invalid(const QString &what) {
    return {ErrorCode::InvalidInput, what, -1};
}

struct UrlParts {
    QByteArray authority;
    QByteArray target;
    bool tls = false;
};

std::optional<UrlParts> partsOf(const QByteArray &url) {
    UrlParts parts;
    const qsizetype scheme = url.indexOf("://");
    if (url.startsWith('/')) {
        parts.target = url;
    } else if (scheme > 0) {
        const QByteArray name = url.first(scheme).toLower();
        if (name != "http" && name != "https" && name != "ws" && name != "wss")
            return {};
        parts.tls = name.endsWith('s') && name != "ws";
        const QByteArray rest = url.sliced(scheme + 3);
        const auto end =
            std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
        parts.authority = rest.first(end - rest.begin());
        parts.authority.remove(0, parts.authority.lastIndexOf('@') + 1);
        parts.target = rest.sliced(end - rest.begin());
        if (!parts.target.startsWith('/'))
            parts.target.prepend('/');
    } else {
        return {};
    }
    if (const qsizetype fragment = parts.target.indexOf('#'); fragment >= 0)
        parts.target.truncate(fragment);
    return parts;
}

bool isTargetText(QByteArrayView target) {
    return std::none_of(target.begin(), target.end(), [](char c) { return quint8(c) <= 0x20 || quint8(c) == 0x7f; });
}

bool isFraming(QByteArrayView name) {
    return http::equalsIgnoringCase(name, "Content-Length") || http::equalsIgnoringCase(name, "Transfer-Encoding");
}

Result<QByteArray> headOf(const ToldRequest &told, const UrlParts &url) {
    QByteArray head = told.method + ' ' + url.target + " HTTP/1.1\r\n";
    const auto has = [&](QByteArrayView name) {
        return std::any_of(told.headers.begin(), told.headers.end(),
            [&](const http::HeaderField &field) { return http::equalsIgnoringCase(field.name, name); });
    };
    if (!has("Host") && !url.authority.isEmpty())
        head += "Host: " + url.authority + "\r\n";
    for (const http::HeaderField &field : told.headers) {
        if (field.name.startsWith(':') || isFraming(field.name)) // HTTP/2's own, and what is told anew
            continue;
        if (!isToken(field.name) || !isFieldValue(field.value))
            return invalid(u"A header field has characters that HTTP does not allow."_s);
        head += field.name + ": " + field.value + "\r\n";
    }
    if (!told.body.isEmpty() || has("Content-Length"))
        head += "Content-Length: " + QByteArray::number(told.body.size()) + "\r\n";
    head += "\r\n";
    return head;
}

// What of `wanted` is not among `present`, each as often as it is there.
http::Parameters missingIn(http::Parameters present, const http::Parameters &wanted) {
    http::Parameters missing;
    for (const http::Parameter &parameter : wanted) {
        const auto found = std::find_if(present.begin(), present.end(),
            [&](const http::Parameter &p) { return p.name == parameter.name && p.value == parameter.value; });
        if (found == present.end())
            missing.push_back(parameter);
        else
            present.erase(found);
    }
    return missing;
}

void addToQuery(QByteArray &url, const QByteArray &encoded) {
    const qsizetype hash = url.indexOf('#');
    const QByteArray fragment = hash < 0 ? QByteArray() : url.sliced(hash);
    url.truncate(hash < 0 ? url.size() : hash);
    const qsizetype question = url.indexOf('?');
    const http::Parameters wanted = http::decodeForm(encoded);
    const http::Parameters missing =
        missingIn(question < 0 ? http::Parameters() : http::decodeForm(url.sliced(question + 1)), wanted);
    if (!missing.empty()) {
        const bool joins = question >= 0 && !url.endsWith('?') && !url.endsWith('&');
        url += question < 0 ? "?" : joins ? "&" : "";
        url += missing.size() == wanted.size() ? encoded : http::encodeForm(missing);
    }
    url += fragment;
}

} // namespace

void addParameters(ToldRequest &told, const QByteArray &encoded) {
    if (encoded.isEmpty())
        return;
    if (told.method == "GET" || told.method == "HEAD")
        return addToQuery(told.url, encoded);
    told.body = encoded;
    const bool typed = std::any_of(told.headers.begin(), told.headers.end(),
        [](const http::HeaderField &f) { return http::equalsIgnoringCase(f.name, "Content-Type"); });
    if (!typed)
        told.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
}

void setToldAnswer(flow::WebhookEvent &event, int status, std::vector<http::HeaderField> headers, QByteArray body) {
    event.response.status = status >= 0 && status <= 999 ? status : 0;
    std::erase_if(headers, [](const http::HeaderField &f) {
        return f.name.isEmpty() || http::equalsIgnoringCase(f.name, "Transfer-Encoding") ||
               http::equalsIgnoringCase(f.name, "Content-Length");
    });
    event.response.headers = std::move(headers);
    event.response.body = std::move(body);
}

Result<flow::WebhookEvent> eventFromTold(const ToldRequest &told) {
    const auto url = partsOf(told.url);
    if (!url || !isTargetText(url->target) || !isTargetText(url->authority))
        return invalid(u"The URL is no http or https URL."_s);
    if (!isToken(told.method))
        return invalid(u"The method is no HTTP method."_s);
    const auto head = headOf(told, *url);
    if (!head)
        return head.error();
    flow::WebhookEvent event;
    event.receivedAt = told.time;
    event.peer = told.peer;
    event.tls = url->tls;
    event.request = http::Request(*head, told.body);
    if (!url->authority.isEmpty())
        event.verification.checkedUrl = told.url.split('#').constFirst();
    event.response.status = 0;
    understand(event);
    return event;
}

} // namespace offhook::exchange
