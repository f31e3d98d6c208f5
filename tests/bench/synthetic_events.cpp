#include "tests/bench/synthetic_events.h"

#include <algorithm>
#include <array>

namespace offhook::bench {
namespace {

constexpr const char *Host = "hooks.example.test";
constexpr std::array Statuses{"queued", "sent", "delivered"};
constexpr std::array Texts{"Where is my order?", "YES", "STOP", "Your appointment is confirmed for tomorrow at 09:30",
    "Thanks, see you at five", "Please call me back about invoice 20113", "Grüße aus Köln"};
constexpr std::array CallStatuses{"initiated", "ringing", "in-progress", "completed"};

} // namespace

SyntheticEvents::SyntheticEvents(Mix mix, quint64 seed)
    : m_mix(mix)
    , m_random(seed)
    , m_account(sid("AC"))
    , m_service(sid("MG")) {}

QByteArray SyntheticEvents::hexadecimal(int digits) {
    constexpr char Digits[] = "0123456789abcdef";
    QByteArray text(digits, Qt::Uninitialized);
    quint64 bits = 0;
    for (int i = 0; i < digits; ++i, bits >>= 4U) {
        if (i % 16 == 0)
            bits = m_random();
        text[i] = Digits[bits & 15U];
    }
    return text;
}

QByteArray SyntheticEvents::phone() {
    return "+1555" + QByteArray::number(1'000'000 + qint64(m_random() % 9'000'000));
}

QByteArray SyntheticEvents::signature() {
    return QByteArray::fromHex(hexadecimal(40)).toBase64();
}

SyntheticEvents::Pairs SyntheticEvents::status() {
    if (m_step == 3) {
        m_message = sid("SM");
        m_to = phone();
        m_step = 0;
    }
    const QByteArray status = Statuses[std::size_t(m_step++)];
    Pairs params{{"AccountSid", m_account}, {"ApiVersion", "2010-04-01"}, {"From", "+15005550006"},
        {"MessageSid", m_message}, {"MessageStatus", status}, {"MessagingServiceSid", m_service}};
    if (status == "delivered")
        params.push_back({"RawDlrDoneDate", "2606011342"});
    params.insert(params.end(),
        {{"SmsSid", m_message}, {"SmsStatus", status},
            {"SmsStatusCallbackTag", "campaign 2026-06 / batch " + QByteArray::number(m_count % 97)}, {"To", m_to}});
    return params;
}

SyntheticEvents::Pairs SyntheticEvents::inboundSms() {
    const QByteArray message = sid("SM");
    return {{"ToCountry", "US"}, {"ToState", "CA"}, {"SmsMessageSid", message}, {"NumMedia", "0"},
        {"ToCity", "SAN FRANCISCO"}, {"FromZip", QByteArray::number(10'000 + qint64(m_random() % 89'999))},
        {"SmsSid", message}, {"FromState", "NY"}, {"SmsStatus", "received"}, {"FromCity", "NEW YORK"},
        {"Body", Texts[m_random() % Texts.size()]}, {"FromCountry", "US"}, {"To", "+15005550006"}, {"ToZip", "94105"},
        {"NumSegments", "1"}, {"MessageSid", message}, {"AccountSid", m_account}, {"From", phone()},
        {"ApiVersion", "2010-04-01"}};
}

SyntheticEvents::Pairs SyntheticEvents::call(QByteArray &path) {
    const bool inbound = m_random() % 3 == 0;
    path = inbound ? "/voice" : "/voice/status";
    Pairs params{{"AccountSid", m_account}, {"ApiVersion", "2010-04-01"}, {"CallSid", sid("CA")},
        {"CallStatus", inbound ? "ringing" : CallStatuses[m_random() % CallStatuses.size()]},
        {"Called", "+15005550006"}, {"Caller", phone()}, {"Direction", "inbound"}, {"From", phone()},
        {"To", "+15005550006"}};
    if (!inbound) {
        params.push_back({"CallbackSource", "call-progress-events"});
        params.push_back({"SequenceNumber", QByteArray::number(qint64(m_random() % 4))});
        params.push_back({"Timestamp", "Tue, 24 Nov 2026 10:00:00 +0000"});
    }
    return params;
}

http::Request SyntheticEvents::request(const QByteArray &path, const Pairs &params) {
    http::Parameters list;
    for (const auto &[name, value] : params)
        list.push_back({name, value, false});
    const QByteArray body = http::encodeForm(list);
    const QByteArray token =
        hexadecimal(8) + '-' + hexadecimal(4) + "-4" + hexadecimal(3) + '-' + hexadecimal(4) + '-' + hexadecimal(12);
    const QByteArray head = "POST " + path + " HTTP/1.1\r\nHost: " + Host +
                            "\r\nUser-Agent: TwilioProxy/1.1\r\nContent-Length: " + QByteArray::number(body.size()) +
                            "\r\nAccept: */*\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8"
                            "\r\nX-Twilio-Signature: " +
                            signature() + "\r\nI-Twilio-Idempotency-Token: " + token +
                            "\r\nX-Home-Region: us1\r\nAccept-Encoding: gzip\r\nX-Forwarded-Proto: https\r\n\r\n";
    return {head, body};
}

flow::EventPtr SyntheticEvents::next(EventId id, WallTime at) {
    ++m_count;
    const quint64 draw = m_mix == Mix::Day ? m_random() % 100 : 0;
    QByteArray path = draw < 70 ? "/twilio/status" : "/sms";
    const Pairs params = draw < 70 ? status() : draw < 85 ? inboundSms() : call(path);
    auto event = std::make_shared<flow::WebhookEvent>();
    event->id = id;
    event->receivedAt = at;
    event->peer = "127.0.0.1:" + QByteArray::number(32'768 + id % 28'000);
    event->request = request(path, params);
    event->decodeParams();
    event->meaning = twilio::meaningOf(event->request, event->allParams());
    event->publicUrl = QByteArray("https://") + Host;
    const QByteArray url = event->publicUrl + path;
    const bool valid = m_mix == Mix::StatusCallbacks || m_random() % 50 != 0;
    event->verification.verdict = valid ? twilio::Verdict::Valid : twilio::Verdict::Invalid;
    event->verification.reason = valid ? twilio::VerdictReason::None : twilio::VerdictReason::Mismatch;
    event->verification.checkedUrl = url;
    event->verification.tried = 1;
    if (valid) {
        event->verification.matchedUrl = url;
        event->verification.matchedSource = http::UrlSource::PublicUrl;
        event->verification.keyLabel = QStringLiteral("environment");
    }
    event->response.status = 204;
    if (twilio::info(event->meaning.kind).expectsTwiml)
        event->response = {200, {{"Content-Type", "text/xml; charset=utf-8"}},
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response/>\n"};
    return event;
}

} // namespace offhook::bench
