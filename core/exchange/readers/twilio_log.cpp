#include "core/exchange/readers/twilio_log.h"

#include "core/exchange/readers/request_builder.h"
#include "core/exchange/wall_text.h"
#include "core/twilio/parameter_spelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;
using Event = Result<flow::WebhookEvent>;

constexpr qint64 MicrosPerMilli = 1'000;

Error invalid(const QString &what) {
    return {ErrorCode::InvalidInput, what, -1};
}

QByteArray bytes(const QJsonValue &value) {
    return value.toString().toUtf8();
}

WallTime timeOf(const QJsonValue &value, WallTime now) {
    return wallTimeFrom(value.toString()).value_or(now);
}

std::vector<http::HeaderField> fieldsOf(const QJsonValue &encoded) {
    std::vector<http::HeaderField> fields;
    for (const http::Parameter &field : http::decodeForm(bytes(encoded)))
        fields.push_back({field.name, field.value});
    return fields;
}

// AddOns is told as an object; on the wire it is JSON text.
QByteArray parameterText(const QJsonValue &value) {
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    return value.isString() ? bytes(value) : value.toVariant().toString().toUtf8();
}

struct ToldParameters {
    http::Parameters list;
    QStringList guessed;
};

ToldParameters parametersOf(const QJsonObject &object) {
    ToldParameters told;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const twilio::ParameterSpelling spelling = twilio::parameterSpelling(it.key().toUtf8());
        if (spelling.isGuessed)
            told.guessed.append(QString::fromUtf8(spelling.name));
        const QJsonArray values = it->isArray() ? it->toArray() : QJsonArray{*it};
        for (const QJsonValue value : values)
            told.list.push_back({spelling.name, parameterText(value), false});
    }
    return told;
}

// Without a status nothing was answered, which is known by now.
void settle(flow::WebhookEvent &event, qint64 tookUs) {
    event.tookUs = event.response.status == 0 ? std::max<qint64>(0, tookUs) : tookUs;
    event.flags |= flow::EventFlag::Recovered;
}

} // namespace

bool isTwilioApi(QByteArrayView url) {
    const QString host = QUrl::fromEncoded(url.toByteArray()).host().toLower();
    return host == "api.twilio.com"_L1 || (host.startsWith("api."_L1) && host.endsWith(".twilio.com"_L1));
}

Result<flow::WebhookEvent> eventFromAlert(const QJsonObject &alert, WallTime now) {
    const QByteArray url = bytes(alert["request_url"_L1]);
    if (url.isEmpty())
        return invalid(u"The alert is about no request: it tells no request_url."_s);
    if (isTwilioApi(url))
        return invalid(u"The alert is about a request to Twilio's own API."_s);
    if (!alert["request_variables"_L1].isString())
        return invalid(u"The alert tells no request_variables: only an alert fetched by its own SID has them."_s);
    ToldRequest told{bytes(alert["request_method"_L1]), url, fieldsOf(alert["request_headers"_L1]), {}, {},
        timeOf(alert["date_generated"_L1], now)};
    addParameters(told, bytes(alert["request_variables"_L1]));
    Event event = eventFromTold(told);
    if (!event)
        return event;
    const http::Parameters text = http::decodeForm(bytes(alert["alert_text"_L1]));
    setToldAnswer(*event, http::value(text, "httpResponse").toByteArray().toInt(),
        fieldsOf(alert["response_headers"_L1]), bytes(alert["response_body"_L1]));
    settle(*event, -1);
    event->flags |= flow::EventFlag::Alert;
    event->note =
        u"Twilio alert %1, error %2"_s.arg(alert["sid"_L1].toString(), alert["error_code"_L1].toVariant().toString());
    return event;
}

Result<flow::WebhookEvent> eventFromCallEvent(const QJsonObject &callEvent, WallTime now) {
    const QJsonObject request = callEvent["request"_L1].toObject();
    const QJsonObject response = callEvent["response"_L1].toObject();
    const QByteArray url = bytes(request["url"_L1]);
    if (isTwilioApi(url))
        return invalid(u"This is a request to Twilio's own API."_s);
    const ToldParameters parameters = parametersOf(request["parameters"_L1].toObject());
    ToldRequest told{bytes(request["method"_L1]), url, {}, {}, {}, timeOf(response["date_created"_L1], now)};
    addParameters(told, http::encodeForm(parameters.list));
    Event event = eventFromTold(told);
    if (!event)
        return event;
    std::vector<http::HeaderField> headers;
    if (const QByteArray type = bytes(response["content_type"_L1]); !type.isEmpty())
        headers.push_back({"Content-Type", type});
    setToldAnswer(
        *event, response["response_code"_L1].toVariant().toInt(), headers, bytes(response["response_body"_L1]));
    const qint64 took = response["request_duration"_L1].toVariant().toLongLong(); // milliseconds
    settle(*event, took > 0 && took < 86'400'000 ? took * MicrosPerMilli : -1);
    if (!parameters.guessed.isEmpty())
        event->note = u"Names guessed: %1"_s.arg(parameters.guessed.join(u", "_s));
    return event;
}

} // namespace offhook::exchange
