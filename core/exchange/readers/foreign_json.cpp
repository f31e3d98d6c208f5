#include "core/exchange/readers/foreign_json.h"

#include "core/exchange/event_record.h"
#include "core/exchange/readers/request_builder.h"
#include "core/exchange/readers/twilio_log.h"
#include "core/exchange/readers/wire_bytes.h"
#include "core/exchange/wall_text.h"

#include <QJsonArray>

#include <algorithm>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;
using Event = Result<flow::WebhookEvent>;

Error invalid(const QString &what) {
    return {ErrorCode::InvalidInput, what, -1};
}

QByteArray bytes(const QJsonValue &value) {
    return value.toString().toUtf8();
}

QByteArray base64(const QJsonValue &value) {
    return QByteArray::fromBase64(value.toString().toLatin1());
}

WallTime timeOf(const QJsonValue &value, WallTime now) {
    return wallTimeFrom(value.toString()).value_or(now);
}

std::vector<http::HeaderField> namedPairs(const QJsonArray &pairs) {
    std::vector<http::HeaderField> fields;
    for (const QJsonValue pair : pairs)
        fields.push_back({bytes(pair["name"_L1]), bytes(pair["value"_L1])});
    return fields;
}

// {"Accept": ["*/*"]} or {"Accept": "*/*"}
std::vector<http::HeaderField> namedLists(const QJsonObject &object) {
    std::vector<http::HeaderField> fields;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonArray values = it->isArray() ? it->toArray() : QJsonArray{*it};
        for (const QJsonValue value : values)
            fields.push_back({it.key().toUtf8(), bytes(value)});
    }
    return fields;
}

Event fromHar(const QJsonObject &json, WallTime now) {
    const QJsonObject request = json["request"_L1].toObject();
    const QJsonObject post = request["postData"_L1].toObject();
    ToldRequest told{bytes(request["method"_L1]), bytes(request["url"_L1]), namedPairs(request["headers"_L1].toArray()),
        bytes(post["text"_L1]), {}, timeOf(json["startedDateTime"_L1], now)};
    if (post.contains("_bodyBase64"_L1))
        told.body = base64(post["_bodyBase64"_L1]);
    else if (told.body.isEmpty()) {
        http::Parameters params;
        for (const http::HeaderField &pair : namedPairs(post["params"_L1].toArray()))
            params.push_back({pair.name, pair.value, false});
        addParameters(told, http::encodeForm(params));
    }
    Event event = eventFromTold(told);
    if (!event)
        return event;
    const QJsonObject response = json["response"_L1].toObject();
    const QJsonObject content = response["content"_L1].toObject();
    const QByteArray body =
        content["encoding"_L1].toString() == "base64"_L1 ? base64(content["text"_L1]) : bytes(content["text"_L1]);
    setToldAnswer(*event, response["status"_L1].toInt(), namedPairs(response["headers"_L1].toArray()), body);
    if (const double took = json["time"_L1].toDouble(-1); took >= 0 && took < 1e9)
        event->tookUs = qint64(took * 1000.0);
    event->note = QString::fromUtf8(bytes(json["comment"_L1])); // without what is no text
    return event;
}

Event fromNgrok(const QJsonObject &json, WallTime now) {
    Event event = eventFromWire(base64(json["request"_L1]["raw"_L1]));
    if (!event)
        return event;
    event->receivedAt = timeOf(json["start"_L1], now);
    event->peer = bytes(json["remote_addr"_L1]);
    event->tookUs = std::max<qint64>(0, json["duration"_L1].toInteger(0)) / 1000; // nanoseconds
    const QJsonObject response = json["response"_L1].toObject();
    if (response.contains("raw"_L1))
        event->response = responseFromWire(base64(response["raw"_L1]));
    else
        setToldAnswer(*event, response["status_code"_L1].toInt(), namedLists(response["headers"_L1].toObject()), {});
    return event;
}

Event fromShown(const QJsonObject &json, WallTime now, QStringList &unknown) {
    const QJsonObject request = json["request"_L1].toObject();
    if (!request.contains("head"_L1))
        return invalid(u"The event has no request: offhook-cli export --format jsonl writes it."_s);
    // The same as a line of the event file but for the encoding of bytes.
    const QJsonObject response = json["response"_L1].toObject();
    const http::Response answer = responseFromWire(base64(response["head"_L1]) + base64(response["body"_L1]));
    QJsonObject record{{u"time"_s, json["time"_L1]}, {u"peer"_s, json["peer"_L1]}, {u"rule"_s, json["rule"_L1]},
        {u"flags"_s, json["flags"_L1]}, {u"note"_s, json["note"_L1]}, {u"request"_s, QJsonObject()},
        {u"verification"_s, QJsonObject{{u"verdict"_s, json["verdict"_L1]}, {u"reason"_s, json["reason"_L1]},
                                {u"matchedUrl"_s, json["matchedUrl"_L1]}, {u"key"_s, json["key"_L1]},
                                {u"checkedUrl"_s, json["checkedUrl"_L1]}}}};
    Event event = eventFromRecord(record, unknown);
    if (!event)
        return event;
    const Event wire = eventFromWire(base64(request["head"_L1]) + base64(request["body"_L1]));
    if (!wire)
        return wire;
    event->request = wire->request;
    event->refusal = wire->refusal;
    event->response = answer;
    event->receivedAt = timeOf(json["time"_L1], now);
    if (const double took = response["tookMs"_L1].toDouble(-1); took >= 0 && took < 1e9)
        event->tookUs = qint64(took * 1000.0);
    understand(*event);
    return event;
}

} // namespace

Result<flow::WebhookEvent> eventFromJson(const QJsonObject &json, WallTime now, QStringList &unknown) {
    const QJsonObject request = json["request"_L1].toObject();
    if (json.contains("verification"_L1))
        return eventFromRecord(json, unknown);
    if (json.contains("verdict"_L1))
        return fromShown(json, now, unknown);
    if (json.contains("startedDateTime"_L1))
        return fromHar(json, now);
    if (request.contains("raw"_L1))
        return fromNgrok(json, now);
    if (json.contains("alert_text"_L1) || json.contains("request_variables"_L1))
        return eventFromAlert(json, now);
    if (request.contains("url"_L1))
        return eventFromCallEvent(json, now);
    return invalid(u"This object is no event of a kind known here."_s);
}

bool isSingleEvent(const QJsonObject &json) {
    const QJsonObject request = json["request"_L1].toObject();
    return json.contains("verification"_L1) || json.contains("verdict"_L1) || json.contains("startedDateTime"_L1) ||
           json.contains("alert_text"_L1) || request.contains("raw"_L1) || request.contains("url"_L1);
}

} // namespace offhook::exchange
