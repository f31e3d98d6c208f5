#include "tests/ui/sample_events.h"

namespace offhook::samples {
namespace {

constexpr WallTime Monday = 1'792'000'000'318'000;

http::Response twiml() {
    return {200, {{"Content-Type", "text/xml; charset=utf-8"}},
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Message>Thanks!</Message>\n</Response>\n"};
}

QByteArrayList formHead(const QByteArray &target) {
    return {"POST " + target + " HTTP/1.1", "Host: line.example.dev", "User-Agent: TwilioProxy/1.1", "Accept: */*",
        "I-Twilio-Idempotency-Token: 00000000-0000-4000-8000-000000000001",
        "Content-Type: application/x-www-form-urlencoded", "X-Twilio-Signature: RSOYDt4T1cUTdK1PDd93/VVr8B8="};
}

const QByteArray SmsBody =
    "From=%2B14155550142&To=%2B12125550199&Body=Hello+from+Twilio&NumMedia=0"
    "&MessageSid=SM1234567890abcdef1234567890abcdef&SmsStatus=received&FromCity=NEW+YORK&FromZip="
    "&AccountSid=AC1234567890abcdef1234567890abcdef&ApiVersion=2010-04-01";

} // namespace

std::shared_ptr<flow::WebhookEvent> event(const QByteArrayList &head, const QByteArray &body) {
    auto made = std::make_shared<flow::WebhookEvent>();
    made->id = 1284;
    made->receivedAt = Monday;
    made->peer = "127.0.0.1:50123";
    made->request = http::Request(head.join("\r\n") + "\r\n\r\n", body);
    made->decodeParams();
    made->tookUs = 14'000;
    made->response = twiml();
    return made;
}

flow::EventPtr inboundSms() {
    auto made = event(formHead("/sms"), SmsBody);
    made->verification.verdict = twilio::Verdict::Valid;
    made->verification.matchedUrl = "https://line.example.dev/sms";
    made->verification.matchedSource = http::UrlSource::PublicUrl;
    made->verification.keyLabel = QStringLiteral("main account");
    made->publicUrl = "https://line.example.dev";
    made->note = QStringLiteral("The first one of the new number");
    made->flags = flow::EventFlag::Marked;
    return made;
}

flow::EventPtr oddForm() {
    return event(formHead("/sms?tenant=7&tenant=8"),
        "Body=%3Cb%3Ebold%3C%2Fb%3E+%3Cimg+src%3Dx%3E&Body=" + QByteArray("Long+text+that+goes+on+").repeated(40) +
            "&Latin=caf%E9&Broken=100%zz&Hidden=abc%E2%80%AEcba&Lines=one%0D%0Atwo&Empty=&MediaUrl0=https%3A%2F%2Fapi."
            "twilio.com%2F2010-04-01%2FAccounts%2FAC1%2FMessages%2FMM1%2FMedia%2FME1"
            "&Script=javascript%3Aalert(1)&Emoji=%F0%9F%91%8D");
}

flow::EventPtr conversationsJson() {
    return event({"POST /conversations HTTP/1.1", "Host: line.example.dev", "Content-Type: application/json",
                     "X-Twilio-Signature: c2lnbmF0dXJlIG9mIGpzb24gYm9keSE="},
        R"([{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","id":"EZ4a","time":"2026-11-24T10:42:07.318Z","data":{"messageSid":"SM12","price":0.00750,"tags":["a","b"],"body":"Grüße \"hi\"","empty":{},"note":null,"ok":true}}])");
}

flow::EventPtr invalidCall() {
    auto made =
        event(formHead("/voice"), "From=%2B442079460958&To=%2B12125550199&CallSid=CA1234567890abcdef1234567890abcdef&"
                                  "CallStatus=ringing&Direction=inbound&AccountSid=AC1234567890abcdef1234567890abcdef");
    made->verification.verdict = twilio::Verdict::Invalid;
    made->verification.reason = twilio::VerdictReason::Mismatch;
    made->verification.checkedUrl = "https://line.example.dev/voice";
    made->verification.tried = 12;
    made->publicUrl = "https://line.example.dev";
    return made;
}

flow::EventPtr unchecked() {
    auto made = event(formHead("/sms"), SmsBody);
    made->verification.verdict = twilio::Verdict::Unchecked;
    made->verification.reason = twilio::VerdictReason::NoKey;
    return made;
}

flow::EventPtr refused() {
    auto made = event(
        {"POST /sms HTTP/1.1", "Host: line.example.dev", "Content-Length: 5", "Transfer-Encoding: chunked"}, "hello");
    made->refusal = http::Refusal{http::RefusalReason::LengthAndTransferEncoding, 400, 63};
    made->flags = flow::EventFlag::Malformed;
    made->verification.reason = twilio::VerdictReason::Refused;
    made->response = {
        400, {{"Content-Type", "text/plain; charset=utf-8"}}, "Both Content-Length and Transfer-Encoding.\n"};
    return made;
}

flow::EventPtr forwarded() {
    const flow::EventPtr sms = inboundSms();
    auto made = std::make_shared<flow::WebhookEvent>(*sms);
    flow::Attempt attempt;
    attempt.event = made->id;
    attempt.route = QStringLiteral("My app");
    attempt.url = "https://localhost:3443/sms";
    attempt.startedAt = made->receivedAt;
    attempt.request = http::Request("POST /sms HTTP/1.1\r\nHost: line.example.dev\r\nX-Forwarded-Proto: https\r\n"
                                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n"
                                    "Connection: close\r\n\r\n",
        "From=%2B");
    attempt.error = Error{ErrorCode::NetworkFailed, QStringLiteral("Connection refused"), -1};
    attempt.timings.totalUs = 310;
    made->attempts.push_back(attempt);
    attempt.error.reset();
    attempt.timings = {240, 2'810, 16'402'000, 16'405'210};
    attempt.redirects = {"https://localhost:3443/old"};
    attempt.isLate = true;
    attempt.response = http::ClientResponse{200,
        "HTTP/1.1 200 OK\r\nX-App: express\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: 68\r\n\r\n",
        "<Response><Message>Hello from the app</Message></Response>", {}};
    made->attempts.push_back(attempt);
    attempt.timings = {190, 2'410, 8'120, 11'050};
    attempt.redirects.clear();
    attempt.isLate = false;
    attempt.purpose = flow::Attempt::Purpose::Copy;
    attempt.number = 2;
    made->attempts.push_back(attempt);
    return made;
}

} // namespace offhook::samples
