#include "core/exchange/formats/har.h"

#include "core/base/clock.h"
#include "core/exchange/quoting.h"
#include "core/exchange/request_model.h"
#include "core/flow/event_json.h"
#include "core/http/response_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;

QString text(QByteArrayView bytes) {
    return QString::fromUtf8(bytes);
}

QJsonObject pair(QByteArrayView name, QByteArrayView value) {
    return {{u"name"_s, text(name)}, {u"value"_s, text(value)}};
}

QJsonArray pairs(const http::Parameters &params) {
    QJsonArray list;
    for (const http::Parameter &p : params)
        list.append(pair(p.name, p.value));
    return list;
}

QJsonObject postData(const flow::WebhookEvent &event) {
    const http::Request &request = event.request;
    QJsonObject data{{u"mimeType"_s, text(request.header("Content-Type"))}, {u"text"_s, text(request.body())}};
    if (!event.bodyParams.empty())
        data.insert(u"params"_s, pairs(event.bodyParams));
    if (!isPlainText(request.body()))
        data.insert(u"_bodyBase64"_s, QString::fromLatin1(request.body().toBase64()));
    return data;
}

QJsonObject requestJson(const flow::WebhookEvent &event) {
    const http::Request &request = event.request;
    QJsonArray headers;
    for (std::size_t i = 0; i < request.fieldCount(); ++i)
        headers.append(pair(request.field(i).name, request.field(i).value));
    QJsonObject json{{u"method"_s, text(request.method())}, {u"url"_s, text(urlOf(event))},
        {u"httpVersion"_s, text(request.version())}, {u"cookies"_s, QJsonArray()}, {u"headers"_s, headers},
        {u"queryString"_s, pairs(event.queryParams)}, {u"headersSize"_s, request.head().size()},
        {u"bodySize"_s, request.wireBody().size()}};
    if (!request.body().isEmpty())
        json.insert(u"postData"_s, postData(event));
    return json;
}

QJsonObject contentJson(const http::Response &response) {
    QJsonObject content{{u"size"_s, response.body.size()}, {u"mimeType"_s, text(response.header("Content-Type"))}};
    if (isPlainText(response.body)) {
        content.insert(u"text"_s, text(response.body));
    } else {
        content.insert(u"text"_s, QString::fromLatin1(response.body.toBase64()));
        content.insert(u"encoding"_s, u"base64"_s);
    }
    return content;
}

QJsonObject responseJson(const http::Response &response) {
    QJsonArray headers;
    for (const http::HeaderField &field : response.headers)
        headers.append(pair(field.name, field.value));
    return {{u"status"_s, response.status}, {u"statusText"_s, text(http::reasonPhrase(response.status))},
        {u"httpVersion"_s, u"HTTP/1.1"_s}, {u"cookies"_s, QJsonArray()}, {u"headers"_s, headers},
        {u"content"_s, contentJson(response)}, {u"redirectURL"_s, text(response.header("Location"))},
        {u"headersSize"_s, flow::responseHead(response).size()}, {u"bodySize"_s, response.body.size()}};
}

QJsonObject entry(const flow::WebhookEvent &event) {
    const double took = event.tookUs < 0 ? 0 : double(event.tookUs) / 1000.0;
    return {{u"startedDateTime"_s, QString::fromLatin1(isoTime(event.receivedAt))}, {u"time"_s, took},
        {u"request"_s, requestJson(event)}, {u"response"_s, responseJson(event.response)}, {u"cache"_s, QJsonObject()},
        {u"timings"_s, QJsonObject{{u"send"_s, 0}, {u"wait"_s, took}, {u"receive"_s, 0}}}, {u"comment"_s, event.note}};
}

class Har final : public Encoder {
public:
    QByteArray begin(const ExportInfo &) override {
        return "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Offhook\",\"version\":\"" OFFHOOK_VERSION
               "\"},\"pages\":[],\"entries\":[";
    }
    // What was refused has no method or URL to speak of.
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override {
        if (event.refusal)
            return {};
        const QByteArray json = QJsonDocument(entry(event)).toJson(QJsonDocument::Compact);
        return (std::exchange(m_any, true) ? ",\n" : "\n") + json;
    }
    QByteArray end() override { return "\n]}}\n"; }

private:
    bool m_any = false;
};

} // namespace

std::unique_ptr<Encoder> harEncoder() {
    return std::make_unique<Har>();
}

} // namespace offhook::exchange
