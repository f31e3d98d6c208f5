#include "core/exchange/event_record.h"

#include "core/exchange/attempt_record.h"
#include "core/exchange/bytes_json.h"
#include "core/exchange/wall_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView FormatName = "offhook-events"_L1;
constexpr std::array UrlSources{"public-url", "forwarded", "x-forwarded", "x-original-host", "host", "absolute-target"};

Error syntaxError(const QString &what) {
    return {ErrorCode::SyntaxError, what, -1};
}

QJsonObject requestJson(const http::Request &request) {
    QJsonObject json;
    putBytes(json, "head"_L1, request.head());
    putBytes(json, "body"_L1, request.body());
    putBytes(json, "framedBody"_L1, request.framedBody());
    return json;
}

QJsonObject responseJson(const http::Response &response) {
    QJsonObject json{{u"status"_s, response.status}};
    QJsonArray headers;
    for (const http::HeaderField &field : response.headers)
        headers.append(QJsonArray{bytesJson(field.name), bytesJson(field.value)});
    if (!headers.isEmpty())
        json.insert(u"headers"_s, headers);
    putBytes(json, "body"_L1, response.body);
    return json;
}

QJsonObject verificationJson(const twilio::Verification &v) {
    QJsonObject json{{u"verdict"_s, QLatin1StringView(twilio::verdictName(v.verdict))}};
    if (v.reason != twilio::VerdictReason::None)
        json.insert(u"reason"_s, QLatin1StringView(twilio::reasonName(v.reason)));
    putBytes(json, "matchedUrl"_L1, v.matchedUrl);
    if (v.matchedSource)
        json.insert(u"source"_s, QLatin1StringView(UrlSources.at(std::size_t(*v.matchedSource))));
    putBytes(json, "key"_L1, v.keyLabel.toUtf8());
    putBytes(json, "checkedUrl"_L1, v.checkedUrl);
    if (v.tried != 0)
        json.insert(u"tried"_s, v.tried);
    return json;
}

QJsonArray flagsJson(flow::EventFlags flags) {
    QJsonArray list;
    for (quint32 bit = 1; bit != 0; bit <<= 1U) {
        const auto flag = flow::EventFlag(bit);
        if (flags.testFlag(flag) && *flow::flagName(flag) != '\0')
            list.append(QLatin1StringView(flow::flagName(flag)));
    }
    return list;
}

twilio::Verification verificationFrom(const QJsonObject &json, QStringList &unknown) {
    twilio::Verification v;
    const QString verdict = json["verdict"_L1].toString();
    if (const auto known = twilio::verdictFromName(verdict.toUtf8()))
        v.verdict = *known;
    else if (!verdict.isEmpty())
        unknown.append(u"verdict "_s + verdict);
    const QByteArray reason = json["reason"_L1].toString().toUtf8();
    for (int i = 0; i <= int(twilio::VerdictReason::Refused); ++i) {
        if (reason == twilio::reasonName(twilio::VerdictReason(i)))
            v.reason = twilio::VerdictReason(i);
    }
    v.matchedUrl = bytesFrom(json["matchedUrl"_L1]);
    const QByteArray source = json["source"_L1].toString().toUtf8();
    for (std::size_t i = 0; i < UrlSources.size(); ++i) {
        if (source == UrlSources.at(i))
            v.matchedSource = http::UrlSource(i);
    }
    v.keyLabel = QString::fromUtf8(bytesFrom(json["key"_L1]));
    v.checkedUrl = bytesFrom(json["checkedUrl"_L1]);
    v.tried = std::max(0, json["tried"_L1].toInt());
    return v;
}

http::Response responseFrom(const QJsonObject &json) {
    http::Response response{json["status"_L1].toInt(), {}, bytesFrom(json["body"_L1])};
    if (response.status < 0 || response.status > 999)
        response.status = 0;
    const QJsonArray headers = json["headers"_L1].toArray();
    for (const QJsonValue field : headers)
        response.headers.push_back({bytesFrom(field[0]), bytesFrom(field[1])});
    return response;
}

std::optional<http::Refusal> refusalFrom(const QJsonObject &json, QStringList &unknown) {
    const QString name = json["reason"_L1].toString();
    if (name.isEmpty())
        return {};
    const auto reason = http::refusalFromName(name.toUtf8());
    if (!reason)
        unknown.append(u"refusal "_s + name);
    const http::RefusalReason known = reason.value_or(http::RefusalReason::MalformedRequestLine);
    return http::Refusal{known, json["status"_L1].toInt(), qsizetype(json["offset"_L1].toInteger(-1))};
}

flow::EventFlags flagsFrom(const QJsonArray &names, QStringList &unknown) {
    flow::EventFlags flags;
    for (const QJsonValue name : names) {
        if (const auto flag = flow::flagFromName(name.toString().toUtf8()))
            flags |= *flag;
        else
            unknown.append(u"flag "_s + name.toString());
    }
    return flags;
}

QByteArray compact(const QJsonObject &json) {
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace

// The format's name comes first, where file managers look for it.
QByteArray headerLine(const ExportInfo &info) {
    QJsonObject rest{{u"version"_s, EventFileVersion}, {u"generator"_s, u"Offhook " OFFHOOK_VERSION ""_s},
        {u"events"_s, info.count}};
    if (info.redacted)
        rest.insert(u"redacted"_s, true);
    if (!info.originalIsKept.isEmpty())
        rest.insert(u"kept"_s, QString::fromLatin1(info.originalIsKept));
    if (!info.throwAwayKey.isEmpty())
        rest.insert(u"throwAwayKey"_s, QString::fromLatin1(info.throwAwayKey));
    return "{\"format\":\"" + QByteArray(FormatName.data(), FormatName.size()) + "\"," + compact(rest).sliced(1) + '\n';
}

QByteArray recordLine(const flow::WebhookEvent &event) {
    QJsonObject json{{u"time"_s, QString::fromLatin1(wallText(event.receivedAt))},
        {u"request"_s, requestJson(event.request)}, {u"verification"_s, verificationJson(event.verification)},
        {u"response"_s, responseJson(event.response)}};
    putBytes(json, "peer"_L1, event.peer);
    putBytes(json, "publicUrl"_L1, event.publicUrl);
    putBytes(json, "kind"_L1, event.meaning.kindName);
    putBytes(json, "rule"_L1, event.rule.toUtf8());
    putBytes(json, "note"_L1, event.note.toUtf8());
    if (event.tls)
        json.insert(u"tls"_s, true);
    if (event.tookUs > 0 || (event.tookUs == 0 && event.response.status != 0))
        json.insert(u"tookUs"_s, event.tookUs);
    if (event.flags)
        json.insert(u"flags"_s, flagsJson(event.flags));
    QJsonArray attempts;
    for (const flow::Attempt &attempt : event.attempts)
        attempts.append(attemptRecord(attempt));
    if (!attempts.isEmpty())
        json.insert(u"attempts"_s, attempts);
    if (event.refusal) {
        json.insert(
            u"refusal"_s, QJsonObject{{u"reason"_s, QString::fromLatin1(http::refusalName(event.refusal->reason))},
                              {u"status"_s, event.refusal->status}, {u"offset"_s, event.refusal->offset}});
    }
    return compact(json) + '\n';
}

Result<EventFileHeader> headerFrom(const QJsonObject &json) {
    if (json["format"_L1].toString() != FormatName)
        return syntaxError(u"This is not the header of an event file."_s);
    EventFileHeader header;
    header.version = json["version"_L1].toInt();
    header.events = json["events"_L1].toInteger(-1);
    header.redacted = json["redacted"_L1].toBool();
    header.throwAwayKey = json["throwAwayKey"_L1].toString().toUtf8();
    if (header.version < 1)
        return syntaxError(u"The header names no version."_s);
    return header;
}

Result<flow::WebhookEvent> eventFromRecord(const QJsonObject &json, QStringList &unknown) {
    const auto time = wallTimeFrom(json["time"_L1].toString());
    if (!time)
        return syntaxError(u"The event has no time."_s);
    if (!json["request"_L1].isObject())
        return syntaxError(u"The event has no request."_s);
    flow::WebhookEvent event;
    event.receivedAt = *time;
    event.peer = bytesFrom(json["peer"_L1]);
    event.tls = json["tls"_L1].toBool();
    event.publicUrl = bytesFrom(json["publicUrl"_L1]);
    const QJsonObject request = json["request"_L1].toObject();
    event.request = http::Request(
        bytesFrom(request["head"_L1]), bytesFrom(request["body"_L1]), bytesFrom(request["framedBody"_L1]));
    event.refusal = refusalFrom(json["refusal"_L1].toObject(), unknown);
    event.verification = verificationFrom(json["verification"_L1].toObject(), unknown);
    event.rule = QString::fromUtf8(bytesFrom(json["rule"_L1]));
    event.response = responseFrom(json["response"_L1].toObject());
    // In a file nobody waits any more: without a status and a time it was never answered.
    event.tookUs = std::max<qint64>(-1, json["tookUs"_L1].toInteger(event.response.status == 0 ? 0 : -1));
    event.flags = flagsFrom(json["flags"_L1].toArray(), unknown);
    event.note = QString::fromUtf8(bytesFrom(json["note"_L1]));
    const QJsonArray attempts = json["attempts"_L1].toArray();
    for (const QJsonValue attempt : attempts)
        event.attempts.push_back(attemptFromRecord(attempt, unknown));
    understand(event);
    return event;
}

void understand(flow::WebhookEvent &event) {
    if (event.refusal)
        return;
    event.decodeParams();
    event.meaning = twilio::meaningOf(event.request, event.allParams());
}

} // namespace offhook::exchange
