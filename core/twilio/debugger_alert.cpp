#include "core/twilio/debugger_alert.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace offhook::twilio {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype MaxPayload = 1024 * 1024;

QString text(const QJsonObject &object, QLatin1StringView name) {
    return object.value(name).toVariant().toString(); // numbers come as text and as numbers
}

QString firstText(const QJsonObject &object, std::initializer_list<QLatin1StringView> names) {
    for (const QLatin1StringView name : names) {
        if (const QString found = text(object, name); !found.isEmpty())
            return found;
    }
    return {};
}

void addMoreInfo(DebuggerAlert &alert, const QJsonObject &info) {
    alert.message = firstText(info, {"parserMessage"_L1, "Msg"_L1, "msg"_L1, "Message"_L1, "message"_L1});
    alert.line = text(info, "line"_L1).toInt();
    alert.column = firstText(info, {"cols"_L1, "column"_L1}).toInt();
    alert.url = text(info, "url"_L1).toUtf8();
    alert.responseStatus = text(info, "httpResponse"_L1).toInt();
    for (auto it = info.begin(); it != info.end(); ++it) {
        if (!it->isObject() && !it->isArray())
            alert.moreInfo.append({it.key(), it->toVariant().toString()});
    }
}

void addWebhook(DebuggerAlert &alert, const QJsonObject &webhook) {
    const QJsonObject request = webhook.value("request"_L1).toObject();
    const QJsonObject response = webhook.value("response"_L1).toObject();
    if (const QString url = text(request, "url"_L1); !url.isEmpty())
        alert.url = url.toUtf8();
    alert.method = text(request, "method"_L1).toUtf8();
    if (const int status = text(response, "status_code"_L1).toInt(); status != 0)
        alert.responseStatus = status;
    alert.responseBody = text(response, "body"_L1).toUtf8();
}

} // namespace

std::optional<DebuggerAlert> debuggerAlert(const http::Parameters &params) {
    if (!http::contains(params, "Payload") || !http::contains(params, "PayloadType") ||
        !http::contains(params, "Level"))
        return {};
    DebuggerAlert alert;
    alert.sid = http::value(params, "Sid").toByteArray();
    alert.level = http::value(params, "Level").toByteArray();
    alert.timestamp = http::value(params, "Timestamp").toByteArray();
    const QByteArrayView raw = http::value(params, "Payload");
    if (raw.size() > MaxPayload)
        return alert;
    const QJsonObject payload = QJsonDocument::fromJson(raw.toByteArray()).object();
    alert.code = text(payload, "error_code"_L1).toInt();
    alert.resourceSid = text(payload, "resource_sid"_L1).toUtf8();
    addMoreInfo(alert, payload.value("more_info"_L1).toObject());
    addWebhook(alert, payload.value("webhook"_L1).toObject());
    return alert;
}

} // namespace offhook::twilio
