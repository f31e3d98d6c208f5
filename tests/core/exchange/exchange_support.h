#pragma once

#include "core/exchange/event_record.h"
#include "core/exchange/exporter.h"
#include "core/exchange/formats.h"
#include "core/exchange/redaction.h"
#include "core/http/public_url.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <utility>

namespace offhook::exchange::test {

inline constexpr const char *Token = "5f0c1d2e3b4a59687766554433221100";

inline twilio::KeyRing ring(const QByteArray &token = Token) {
    std::vector<twilio::SigningKey> keys(1);
    keys.front().label = QStringLiteral("test");
    keys.front().secret = SecretBytes(QByteArray(token.constData(), token.size()));
    return twilio::KeyRing(std::move(keys));
}

/// An event as the pipeline would make it of these bytes; verified with `keys`.
inline flow::WebhookEvent eventOf(QByteArray head, QByteArray body, twilio::KeyRing &keys, QByteArray publicUrl = {}) {
    flow::WebhookEvent event;
    event.id = 12;
    event.receivedAt = 1'790'000'000'123'456;
    event.peer = "54.172.60.1:40312";
    event.publicUrl = std::move(publicUrl);
    event.request = http::Request(std::move(head), std::move(body));
    understand(event);
    event.verification = twilio::verify(event.request, event.bodyParams,
        http::candidateUrls(event.request, event.publicUrl, event.tls), event.meaning.accountSid, keys);
    event.response = {200, {{"Content-Type", "text/xml"}}, "<Response><Message>Thanks</Message></Response>"};
    event.tookUs = 4'321;
    return event;
}

/// A POST with a form, signed for https://hooks.example.test + target.
inline flow::WebhookEvent signedForm(
    const http::Parameters &params, const QByteArray &target = "/sms", const QByteArray &token = Token) {
    twilio::KeyRing keys = ring(token);
    const QByteArray url = "https://hooks.example.test" + target;
    const QByteArray body = http::encodeForm(params);
    const QByteArray type = "application/x-www-form-urlencoded";
    QByteArray head = "POST " + target + " HTTP/1.1\r\nHost: hooks.example.test\r\nUser-Agent: TwilioProxy/1.1\r\n";
    head += "Accept: */*\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size());
    head += "\r\nX-Twilio-Signature: " + twilio::sign(url, "POST", type, body, keys) + "\r\n\r\n";
    return eventOf(head, body, keys, "https://hooks.example.test");
}

inline flow::WebhookEvent sms() {
    return signedForm({{"MessageSid", "SM0123456789abcdef0123456789abcdef", false},
        {"AccountSid", "AC00000000000000000000000000000001", false}, {"From", "+14155551234", false},
        {"To", "+442071838750", false}, {"Body", "It's 5 o'clock, caf\xc3\xa9 & more", false}, {"NumMedia", "0", false},
        {"ApiVersion", "2010-04-01", false}});
}

/// A request whose body is no text.
inline flow::WebhookEvent binary() {
    twilio::KeyRing keys = ring();
    QByteArray body;
    for (int i = 0; i < 256; ++i)
        body += char(i);
    return eventOf("POST /up HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/octet-stream\r\n"
                   "Content-Length: 256\r\n\r\n",
        body, keys);
}

/// What was refused as HTTP.
inline flow::WebhookEvent refused() {
    flow::WebhookEvent event;
    event.id = 13;
    event.receivedAt = 1'790'000'000'000'000;
    event.peer = "127.0.0.1:5000";
    event.request = http::Request("GET  /x HTTP/1.1\r\n\r\n", {});
    event.refusal = http::Refusal{http::RefusalReason::MalformedRequestLine, 400, 4};
    event.verification.reason = twilio::VerdictReason::Refused;
    event.flags = flow::EventFlag::Malformed;
    event.response.status = 400;
    return event;
}

inline std::vector<flow::EventPtr> shared(std::vector<flow::WebhookEvent> events) {
    std::vector<flow::EventPtr> list;
    for (flow::WebhookEvent &event : events)
        list.push_back(std::make_shared<flow::WebhookEvent>(std::move(event)));
    return list;
}

/// The events in a format of that name.
inline QByteArray exportedAs(const char *format, std::vector<flow::WebhookEvent> events) {
    const auto text = exported(shared(std::move(events)), {findFormat(format), {}, 0});
    return text ? *text : QByteArray("failed: ") + text.error().detail.toUtf8();
}

/// Every sample of the request catalogue, signed with Token.
inline std::vector<flow::WebhookEvent> samples() {
    QFile file(QStringLiteral(OFFHOOK_TEST_DATA "/samples.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<flow::WebhookEvent> events;
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue sample : all) {
        const QByteArray url = sample[QLatin1StringView("url")].toString().toUtf8();
        const QByteArray method = sample[QLatin1StringView("method")].toString().toUtf8();
        http::Parameters params;
        const QJsonArray pairs = sample[QLatin1StringView("params")].toArray();
        for (const QJsonValue pair : pairs)
            params.push_back({pair[0].toString().toUtf8(), pair[1].toString().toUtf8(), false});
        QByteArray body = sample[QLatin1StringView("body")].toString().toUtf8();
        if (body.isEmpty() && method == "POST")
            body = http::encodeForm(params);
        const qsizetype path = url.indexOf('/', 8);
        QByteArray head = method + ' ' + (path < 0 ? QByteArray("/") : url.mid(path)) + " HTTP/1.1\r\n";
        const QJsonObject headers = sample[QLatin1StringView("headers")].toObject();
        QByteArray type;
        for (auto it = headers.begin(); it != headers.end(); ++it) {
            const QString name = it.key();
            if (name == QLatin1StringView("Content-Type"))
                type = it->toString().toUtf8();
            if (name != QLatin1StringView("X-Twilio-Signature") && name != QLatin1StringView("Content-Length"))
                head += name.toUtf8() + ": " + it->toString().toUtf8() + "\r\n";
        }
        twilio::KeyRing keys = ring();
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        head += "X-Twilio-Signature: " + twilio::sign(url, method, type, body, keys) + "\r\n\r\n";
        const qsizetype authority = url.indexOf("://") + 3;
        events.push_back(eventOf(head, body, keys, url.first(url.indexOf('/', authority))));
    }
    return events;
}

} // namespace offhook::exchange::test
