#include "core/exchange/request_model.h"

#include "core/base/text_guard.h"
#include "core/http/public_url.h"

#include <algorithm>
#include <array>

namespace offhook::exchange {
namespace {

// Of the connection (RFC 9110 7.6.1), made by the client itself, or refused by Java's and .NET's clients.
constexpr std::array Connection{"Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "TE",
    "Trailer", "Upgrade", "Expect", "Proxy-Connection", "Proxy-Authorization", "Accept-Encoding", "X-Twilio-Signature"};
constexpr std::array Proxies{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port",
    "X-Forwarded-Proto", "X-Original-Host", "X-Real-IP", "Via"};

template <std::size_t N>
bool isOneOf(QByteArrayView name, const std::array<const char *, N> &names) {
    return std::any_of(
        names.begin(), names.end(), [&](const char *known) { return http::equalsIgnoringCase(name, known); });
}

QByteArray asHttp(QByteArray url) {
    if (url.startsWith("wss:") || url.startsWith("ws:"))
        url.replace(0, 2, "http");
    return url;
}

bool isText(const http::Parameters &params) {
    return std::all_of(params.begin(), params.end(),
        [](const http::Parameter &p) { return !p.badEscape && isUtf8(p.name) && isUtf8(p.value); });
}

// POST, since only its form is signed; and nothing that encoding the pairs again would change.
bool isPlainForm(const flow::WebhookEvent &event) {
    return !event.bodyParams.empty() && isText(event.bodyParams) &&
           http::encodeForm(event.bodyParams) == event.request.body() &&
           !twilio::signedParameters(event.request, event.bodyParams).empty();
}

} // namespace

bool isToken(QByteArrayView bytes) {
    constexpr QByteArrayView Marks = "!#$%&'*+-.^_`|~";
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || Marks.contains(c);
    });
}

bool isFieldValue(QByteArrayView bytes) {
    return std::none_of(
        bytes.begin(), bytes.end(), [](char c) { return (quint8(c) < 0x20 && c != '\t') || quint8(c) == 0x7f; });
}

QByteArray urlOf(const flow::WebhookEvent &event) {
    if (!event.verification.matchedUrl.isEmpty())
        return asHttp(event.verification.matchedUrl);
    if (!event.verification.checkedUrl.isEmpty())
        return asHttp(event.verification.checkedUrl);
    const auto candidates = http::candidateUrls(event.request, event.publicUrl, event.tls);
    if (!candidates.empty())
        return asHttp(candidates.front().url);
    const QByteArrayView target = event.request.target();
    return (event.tls ? "https://localhost" : "http://localhost") + (target.startsWith('/') ? "" : QByteArray("/")) +
           target.toByteArray();
}

std::optional<RequestModel> requestModel(const flow::WebhookEvent &event) {
    const http::Request &request = event.request;
    if (event.refusal || !isToken(request.method()) || twilio::isWebSocketUpgrade(request))
        return {};
    RequestModel model;
    model.method = request.method().toByteArray();
    model.url = urlOf(event);
    const qsizetype authority = model.url.indexOf("://") + 3;
    const qsizetype path = model.url.indexOf('/', authority);
    model.target = path < 0 ? QByteArray("/") : model.url.mid(path);
    for (std::size_t i = 0; i < request.fieldCount(); ++i) {
        const auto [name, value] = request.field(i);
        if (!isOneOf(name, Connection) && !isOneOf(name, Proxies) && isToken(name) && isFieldValue(value) &&
            isUtf8(value))
            model.headers.push_back({name.toByteArray(), value.toByteArray()});
    }
    model.body = request.body();
    model.isForm = isPlainForm(event);
    if (model.isForm)
        model.form = event.bodyParams;
    else
        model.signedTail = twilio::stringToSign({}, twilio::signedParameters(request, event.bodyParams));
    return model;
}

QByteArray captionOf(const flow::WebhookEvent &event) {
    const twilio::Meaning &m = event.meaning;
    QByteArray caption = "#" + QByteArray::number(event.id) + ' ';
    caption += m.kindName.isEmpty() ? QByteArray("other") : printable(m.kindName, 60).toUtf8();
    if (!m.from.isEmpty() || !m.to.isEmpty())
        caption += ' ' + printable(m.from, 60).toUtf8() + " -> " + printable(m.to, 60).toUtf8();
    return caption;
}

} // namespace offhook::exchange
