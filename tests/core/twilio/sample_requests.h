#pragma once

#include "core/http/form.h"
#include "core/http/message.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <vector>

namespace offhook::twilio::test {

inline QByteArray bytes(const QJsonValue &value) {
    return value.toString().toUtf8();
}

inline http::Parameters parametersOf(const QJsonArray &pairs) {
    http::Parameters params;
    for (const QJsonValue pair : pairs)
        params.push_back({bytes(pair[0]), bytes(pair[1])});
    return params;
}

/// A request as it would come over the wire.
inline http::Request makeRequest(const QByteArray &method, const QByteArray &target,
    const std::vector<http::HeaderField> &headers, const QByteArray &body = {}) {
    QByteArray head = method + ' ' + target + " HTTP/1.1\r\n";
    for (const http::HeaderField &field : headers)
        head += field.name + ": " + field.value + "\r\n";
    return http::Request(head + "\r\n", body);
}

/// A POST of form parameters to /hook.
inline http::Request formRequest(const QByteArray &form) {
    return makeRequest(
        "POST", "/hook", {{"Host", "example.com"}, {"Content-Type", "application/x-www-form-urlencoded"}}, form);
}

/// One request of tests/data/samples.json: shapes from Twilio's documentation and public dumps, signed with the key
/// "12345" by another implementation (accepted by the official node and python SDKs).
struct Sample {
    QByteArray kind;
    QByteArray url;
    QByteArray answer; ///< "twiml", "json", "none" or "websocket"
    http::Parameters params;
    http::Request request;
};

inline QJsonDocument testData(const QString &name) {
    QFile file(QStringLiteral(OFFHOOK_TEST_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return QJsonDocument::fromJson(file.readAll());
}

inline Sample sampleOf(const QJsonObject &json) {
    Sample sample;
    sample.kind = bytes(json[QStringLiteral("kind")]);
    sample.url = bytes(json[QStringLiteral("url")]);
    sample.answer = bytes(json[QStringLiteral("answer")]);
    sample.params = parametersOf(json[QStringLiteral("params")].toArray());
    const QByteArray method = bytes(json[QStringLiteral("method")]);
    QByteArray body = bytes(json[QStringLiteral("body")]);
    if (body.isEmpty() && method == "POST")
        body = http::encodeForm(sample.params);
    std::vector<http::HeaderField> headers;
    const QJsonObject given = json[QStringLiteral("headers")].toObject();
    for (auto field = given.begin(); field != given.end(); ++field)
        headers.push_back({field.key().toUtf8(), bytes(field.value())});
    sample.request = makeRequest(method, bytes(json[QStringLiteral("path")]), headers, body);
    return sample;
}

inline const std::vector<Sample> &samples() {
    static const std::vector<Sample> all = [] {
        std::vector<Sample> list;
        const QJsonArray array = testData(QStringLiteral("samples.json")).array();
        for (const QJsonValue sample : array)
            list.push_back(sampleOf(sample.toObject()));
        return list;
    }();
    return all;
}

inline const Sample &sample(QByteArrayView kind) {
    for (const Sample &candidate : samples()) {
        if (candidate.kind == kind)
            return candidate;
    }
    qFatal("no such sample");
}

} // namespace offhook::twilio::test
