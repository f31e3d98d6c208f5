#include "core/session/workspace_settings.h"

#include "core/tunnel/providers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace offhook::workspace_settings {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

// Enough for a month of tunnels that change their name each day at work.
constexpr qsizetype MostFormerUrls = 20;

QByteArray written(const QJsonObject &object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}
QJsonObject read(const QByteArray &json) {
    return QJsonDocument::fromJson(json).object();
}

QJsonObject limitsJson(const http::Limits &l) {
    return {{u"requestLine"_s, l.requestLine}, {u"headerBlock"_s, l.headerBlock}, {u"headerFields"_s, l.headerFields},
        {u"body"_s, l.body}, {u"headerDeadlineMs"_s, qint64(l.headerDeadline.count())},
        {u"bodyDeadlineMs"_s, qint64(l.bodyDeadline.count())},
        {u"answerDeadlineMs"_s, qint64(l.answerDeadline.count())}, {u"idleMs"_s, qint64(l.idle.count())},
        {u"connections"_s, l.connections}};
}

// A limit of zero or below would shut everyone out: such a value is read as the default.
qint64 positive(const QJsonObject &json, QLatin1StringView name, qint64 fallback) {
    const qint64 value = json.value(name).toInteger(fallback);
    return value > 0 ? value : fallback;
}

http::Limits limitsFrom(const QJsonObject &json) {
    const http::Limits d;
    http::Limits l;
    l.requestLine = positive(json, "requestLine"_L1, d.requestLine);
    l.headerBlock = positive(json, "headerBlock"_L1, d.headerBlock);
    l.headerFields = int(positive(json, "headerFields"_L1, d.headerFields));
    l.body = positive(json, "body"_L1, d.body);
    l.headerDeadline = milliseconds(positive(json, "headerDeadlineMs"_L1, d.headerDeadline.count()));
    l.bodyDeadline = milliseconds(positive(json, "bodyDeadlineMs"_L1, d.bodyDeadline.count()));
    l.answerDeadline = milliseconds(positive(json, "answerDeadlineMs"_L1, d.answerDeadline.count()));
    l.idle = milliseconds(positive(json, "idleMs"_L1, d.idle.count()));
    l.connections = int(positive(json, "connections"_L1, d.connections));
    return l;
}

std::optional<qint64> positiveOrNone(const QJsonValue &value) {
    const qint64 number = value.toInteger(0);
    return number > 0 ? std::optional(number) : std::nullopt;
}

} // namespace

// QHostAddress writes "all addresses" like "all of IPv4".
constexpr QLatin1StringView AllAddresses{"*"};

QByteArray toJson(const http::ListenOptions &options) {
    const bool all = options.address.protocol() == QAbstractSocket::AnyIPProtocol;
    return written({{u"address"_s, all ? QString(AllAddresses) : options.address.toString()}, {u"port"_s, options.port},
        {u"certificateFile"_s, options.certificateFile}, {u"keyFile"_s, options.keyFile},
        {u"limits"_s, limitsJson(options.limits)}});
}

http::ListenOptions listenOptionsFrom(const QByteArray &json) {
    const QJsonObject object = read(json);
    http::ListenOptions options;
    const QString given = object.value("address"_L1).toString();
    if (given == AllAddresses)
        options.address = QHostAddress(QHostAddress::Any);
    else if (const QHostAddress address(given); !address.isNull())
        options.address = address;
    const int port = object.value("port"_L1).toInt(options.port);
    if (port >= 0 && port <= 65535)
        options.port = quint16(port);
    options.certificateFile = object.value("certificateFile"_L1).toString();
    options.keyFile = object.value("keyFile"_L1).toString();
    options.limits = limitsFrom(object.value("limits"_L1).toObject());
    return options;
}

flow::Answer answerFrom(const QByteArray &json) {
    const QJsonObject object = read(json);
    flow::Answer answer;
    answer.automatic = object.value("automatic"_L1).toBool(true);
    const int status = object.value("status"_L1).toInt(answer.status);
    if (status >= 200 && status <= 599)
        answer.status = status;
    answer.contentType = object.value("contentType"_L1).toString(QString::fromUtf8(answer.contentType)).toUtf8();
    answer.body = object.value("body"_L1).toString().toUtf8();
    return answer;
}

QByteArray toJson(const rules::RuleCounts &counts) {
    QJsonArray list;
    for (const rules::RuleCount &count : counts) {
        if (count.hits > 0)
            list.append(
                QJsonObject{{u"rule"_s, count.id}, {u"hits"_s, count.hits}, {u"lastHit"_s, qint64(count.lastHit)}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

rules::RuleCounts ruleCountsFrom(const QByteArray &json) {
    rules::RuleCounts counts;
    const QJsonArray list = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : list) {
        const qint64 hits = value["hits"_L1].toInteger();
        if (hits > 0)
            counts.push_back({value["rule"_L1].toString(), hits, value["lastHit"_L1].toInteger()});
    }
    return counts;
}

QByteArray toJson(const rules::HoldSettings &settings) {
    QJsonObject object{{u"condition"_s, settings.condition}};
    if (settings.limit)
        object.insert(u"limitMs"_s, qint64(settings.limit->count()));
    if (settings.reserve != rules::HoldSettings().reserve)
        object.insert(u"reserveMs"_s, qint64(settings.reserve.count()));
    return written(object);
}

rules::HoldSettings holdFrom(const QByteArray &json) {
    const QJsonObject object = read(json);
    rules::HoldSettings settings;
    settings.condition = object.value("condition"_L1).toString();
    if (const auto limit = positiveOrNone(object.value("limitMs"_L1)))
        settings.limit = milliseconds(*limit);
    if (const auto reserve = positiveOrNone(object.value("reserveMs"_L1)))
        settings.reserve = milliseconds(*reserve);
    return settings;
}

QByteArray toJson(const store::Retention &retention) {
    QJsonObject object;
    if (retention.age)
        object.insert(u"hours"_s, qint64(retention.age->count()));
    if (retention.count)
        object.insert(u"count"_s, *retention.count);
    if (retention.bytes)
        object.insert(u"bytes"_s, *retention.bytes);
    return written(object);
}

store::Retention retentionFrom(const QByteArray &json) {
    const QJsonObject object = read(json);
    store::Retention retention;
    if (const auto hours = positiveOrNone(object.value("hours"_L1)))
        retention.age = std::chrono::hours(*hours);
    retention.count = positiveOrNone(object.value("count"_L1));
    retention.bytes = positiveOrNone(object.value("bytes"_L1));
    return retention;
}

QByteArray toJson(const twilio::ThreadLimits &limits) {
    return written({{u"sequenceS"_s, qint64(limits.sequence.count())},
        {u"deliveryS"_s, qint64(limits.delivery.count())}, {u"ringingS"_s, qint64(limits.ringing.count())},
        {u"callS"_s, qint64(limits.call.count())}, {u"inputS"_s, qint64(limits.input.count())}});
}

twilio::ThreadLimits threadLimitsFrom(const QByteArray &json) {
    const QJsonObject object = read(json);
    const twilio::ThreadLimits d;
    const auto limit = [&object](QLatin1StringView name, std::chrono::seconds fallback) {
        constexpr qint64 Month = 31 * 86'400;
        return std::chrono::seconds(std::min(positive(object, name, fallback.count()), Month));
    };
    return {limit("sequenceS"_L1, d.sequence), limit("deliveryS"_L1, d.delivery), limit("ringingS"_L1, d.ringing),
        limit("callS"_L1, d.call), limit("inputS"_L1, d.input)};
}

QByteArray toJson(const QList<SavedFilter> &filters) {
    QJsonArray list;
    for (const SavedFilter &filter : filters)
        list.append(QJsonObject{{u"name"_s, filter.name}, {u"filter"_s, filter.text}});
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QList<SavedFilter> savedFiltersFrom(const QByteArray &json) {
    QList<SavedFilter> filters;
    const QJsonArray list = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : list) {
        const QString name = value["name"_L1].toString();
        if (!name.isEmpty())
            filters.append({name, value["filter"_L1].toString()});
    }
    return filters;
}

QByteArray toJson(const TunnelSettings &settings) {
    QJsonObject all;
    for (auto provider = settings.fields.begin(); provider != settings.fields.end(); ++provider) {
        QJsonObject fields;
        for (auto field = provider->begin(); field != provider->end(); ++field)
            fields.insert(tunnel::fieldName(field.key()), field.value());
        all.insert(provider.key(), fields);
    }
    return written({{u"provider"_s, settings.provider}, {u"fields"_s, all}});
}

TunnelSettings tunnelFrom(const QByteArray &json) {
    const QJsonObject object = read(json);
    TunnelSettings settings;
    settings.provider = object.value("provider"_L1).toString();
    const QJsonObject all = object.value("fields"_L1).toObject();
    for (auto provider = all.begin(); provider != all.end(); ++provider) {
        const QJsonObject given = provider->toObject();
        tunnel::Fields fields;
        for (auto field = given.begin(); field != given.end(); ++field) {
            if (const auto known = tunnel::fieldFrom(field.key()))
                fields.insert(*known, field->toString());
        }
        settings.fields.insert(provider.key(), fields);
    }
    return settings;
}

QByteArray toJson(const QList<QByteArray> &urls) {
    QJsonArray list;
    for (const QByteArray &url : urls)
        list.append(QString::fromUtf8(url));
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QList<QByteArray> urlsFrom(const QByteArray &json) {
    QList<QByteArray> urls;
    const QJsonArray list = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : list) {
        if (value.isString() && !value.toString().isEmpty() && urls.size() < MostFormerUrls)
            urls.append(value.toString().toUtf8());
    }
    return urls;
}

QList<QByteArray> withFormerUrl(QList<QByteArray> former, const QByteArray &url) {
    former.removeAll(url);
    if (!url.isEmpty())
        former.prepend(url);
    if (former.size() > MostFormerUrls)
        former.resize(MostFormerUrls);
    return former;
}

} // namespace offhook::workspace_settings
