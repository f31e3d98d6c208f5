#include "core/exchange/attempt_record.h"

#include "core/exchange/bytes_json.h"
#include "core/exchange/wall_text.h"

#include <QJsonArray>

#include <utility>

namespace offhook::exchange {
namespace {

using namespace Qt::StringLiterals;
using flow::Attempt;

constexpr std::pair<QLatin1StringView, qint64 http::ClientTimings::*> Timings[] = {
    {"connectUs"_L1, &http::ClientTimings::connectUs}, {"tlsUs"_L1, &http::ClientTimings::tlsUs},
    {"firstByteUs"_L1, &http::ClientTimings::firstByteUs}, {"totalUs"_L1, &http::ClientTimings::totalUs}};

QJsonObject responseJson(const http::ClientResponse &response) {
    QJsonObject json{{u"status"_s, response.status}};
    putBytes(json, "head"_L1, response.head);
    putBytes(json, "body"_L1, response.body);
    putBytes(json, "framedBody"_L1, response.framedBody);
    return json;
}

http::ClientResponse responseFrom(const QJsonValue &json) {
    const int status = json["status"_L1].toInt();
    return {status < 0 || status > 999 ? 0 : status, bytesFrom(json["head"_L1]), bytesFrom(json["body"_L1]),
        bytesFrom(json["framedBody"_L1])};
}

Error errorFrom(const QJsonValue &json, QStringList &unknown) {
    Error error{ErrorCode::Internal, json["detail"_L1].toString(), -1};
    const QString name = json["code"_L1].toString();
    for (int i = 0; i < ErrorCodeCount; ++i) {
        error.code = ErrorCode(i);
        if (name == errorName(error.code))
            return error;
    }
    unknown.append(u"error "_s + name);
    error.code = ErrorCode::Internal;
    return error;
}

template <typename T>
T known(const std::optional<T> &value, const QString &what, T otherwise, QStringList &unknown) {
    if (!value)
        unknown.append(what);
    return value.value_or(otherwise);
}

} // namespace

QJsonObject attemptRecord(const Attempt &attempt) {
    QJsonObject request;
    putBytes(request, "head"_L1, attempt.request.head());
    putBytes(request, "body"_L1, attempt.request.body());
    QJsonObject json{{u"purpose"_s, QLatin1StringView(flow::purposeName(attempt.purpose))},
        {u"time"_s, QString::fromLatin1(wallText(attempt.startedAt))}, {u"request"_s, request}};
    putBytes(json, "route"_L1, attempt.route.toUtf8());
    putBytes(json, "url"_L1, attempt.url);
    if (attempt.number != 1)
        json.insert(u"number"_s, attempt.number);
    QJsonArray redirects;
    for (const QByteArray &url : attempt.redirects)
        redirects.append(bytesJson(url));
    if (!redirects.isEmpty())
        json.insert(u"redirects"_s, redirects);
    if (attempt.response)
        json.insert(u"response"_s, responseJson(*attempt.response));
    if (attempt.error)
        json.insert(
            u"error"_s, QJsonObject{{u"code"_s, errorName(attempt.error->code)}, {u"detail"_s, attempt.error->detail}});
    for (const auto &[name, member] : Timings) {
        if (attempt.timings.*member >= 0)
            json.insert(name, attempt.timings.*member);
    }
    if (attempt.isLate)
        json.insert(u"late"_s, true);
    if (attempt.verdict != Attempt::Verdict::None)
        json.insert(u"verdict"_s, QLatin1StringView(flow::attemptVerdictName(attempt.verdict)));
    return json;
}

Attempt attemptFromRecord(const QJsonValue &json, QStringList &unknown) {
    Attempt attempt;
    const QString purpose = json["purpose"_L1].toString();
    attempt.purpose =
        known(flow::purposeFromName(purpose.toUtf8()), u"purpose "_s + purpose, Attempt::Purpose::Forward, unknown);
    attempt.startedAt = wallTimeFrom(json["time"_L1].toString()).value_or(0);
    attempt.route = QString::fromUtf8(bytesFrom(json["route"_L1]));
    attempt.url = bytesFrom(json["url"_L1]);
    attempt.number = std::max(1, json["number"_L1].toInt(1));
    const QJsonArray redirects = json["redirects"_L1].toArray();
    for (const QJsonValue url : redirects)
        attempt.redirects.push_back(bytesFrom(url));
    attempt.request = http::Request(bytesFrom(json["request"_L1]["head"_L1]), bytesFrom(json["request"_L1]["body"_L1]));
    if (json["response"_L1].isObject())
        attempt.response = responseFrom(json["response"_L1]);
    if (json["error"_L1].isObject())
        attempt.error = errorFrom(json["error"_L1], unknown);
    for (const auto &[name, member] : Timings)
        attempt.timings.*member = std::max<qint64>(-1, json[name].toInteger(-1));
    attempt.isLate = json["late"_L1].toBool();
    const QString verdict = json["verdict"_L1].toString();
    attempt.verdict =
        known(flow::attemptVerdictFromName(verdict.toUtf8()), u"verdict "_s + verdict, Attempt::Verdict::None, unknown);
    return attempt;
}

} // namespace offhook::exchange
