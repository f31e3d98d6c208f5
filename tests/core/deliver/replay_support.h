#pragma once

#include "core/deliver/replayer.h"
#include "core/twilio/meaning.h"

namespace offhook::test {

inline const QByteArray Token = QByteArrayLiteral("0123456789abcdef0123456789abcdef");
inline const QByteArray Account = QByteArrayLiteral("AC00000000000000000000000000000001");

inline std::vector<twilio::SigningKey> keys(const QByteArray &account = {}, const QByteArray &token = Token) {
    std::vector<twilio::SigningKey> all;
    all.push_back({twilio::KeyKind::AuthToken, twilio::KeyAlgorithm::HmacSha1, account, QStringLiteral("test"),
        SecretBytes(QByteArray(token.constData(), token.size()))});
    return all;
}

/// An event with this request, answered with 200 and `answer`.
inline std::shared_ptr<flow::WebhookEvent> event(
    EventId id, const QByteArray &head, const QByteArray &body, const QByteArray &answer = {}) {
    auto made = std::make_shared<flow::WebhookEvent>();
    made->id = id;
    made->receivedAt = 1'764'000'000'000'000 + id * 1'000'000;
    made->request = http::Request(head, body);
    made->decodeParams();
    made->meaning = twilio::meaningOf(made->request, made->allParams());
    made->response = {200, {{"Content-Type", "text/xml"}}, answer};
    return made;
}

inline const QByteArray SmsBody = "ToCountry=US&Body=Hi%20there+you&From=%2b14155550100&AccountSid=" + Account +
                                  "&To=%2B14155550101&NumMedia=0&MessageSid=SM00000000000000000000000000000001";

/// As a proxy handed it on.
inline std::shared_ptr<flow::WebhookEvent> sms(EventId id, const QByteArray &answer = {}) {
    return event(id,
        "POST /sms?shop=1 HTTP/1.1\r\nhost: shop.example\r\nX-Forwarded-Proto: https\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: " +
            QByteArray::number(SmsBody.size()) +
            "\r\nAccept-Encoding: gzip\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nX-Twilio-Signature: "
            "old\r\nLast: "
            "1\r\n\r\n",
        SmsBody, answer);
}

inline std::shared_ptr<flow::WebhookEvent> json(EventId id) {
    return event(id,
        "POST /events?bodySHA256=00&a=%2F HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/json\r\n"
        "Content-Length: 7\r\n\r\n",
        "{\"a\":1}");
}

} // namespace offhook::test
