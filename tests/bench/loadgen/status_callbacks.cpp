#include "tests/bench/loadgen/status_callbacks.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cctype>
#include <cstdio>
#include <map>
#include <random>

namespace offhook::bench {
namespace {

using Random = std::mt19937_64;
using Parameters = std::map<std::string, std::string>;
using Journey = std::array<const char *, 3>;

constexpr Journey Delivered{"queued", "sent", "delivered"};
constexpr Journey Read{"sent", "delivered", "read"};
constexpr Journey Undelivered{"queued", "sent", "undelivered"};
constexpr Journey Failed{"queued", "sending", "failed"};

struct Message {
    std::string sid;
    std::string to;
    bool whatsApp;
    const Journey &journey;
};

std::string formEncoded(const std::string &text) {
    static constexpr char Hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '*')
            out += c;
        else if (c == ' ')
            out += '+';
        else
            out += {'%', Hex[byte >> 4], Hex[byte & 15]};
    }
    return out;
}

std::string randomSid(const char *prefix, Random &random) {
    std::array<char, 40> text{};
    const unsigned long long high = random();
    const unsigned long long low = random();
    std::snprintf(text.data(), text.size(), "%s%016llx%016llx", prefix, high, low);
    return text.data();
}

std::string randomUuid(Random &random) {
    std::array<char, 40> text{};
    const unsigned long long a = random();
    const unsigned long long b = random();
    std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-%04x-%012llx", unsigned(a >> 32),
        unsigned(a >> 16) & 0xffff, unsigned(a) & 0xfff, unsigned(b >> 48), b & 0xffffffffffffull);
    return text.data();
}

// Fact: HMAC-SHA1 over the URL and each parameter's name and value in the order of the names, as Base64
// (twilio.com/docs/usage/security).
std::string signature(const Options &options, const Parameters &parameters) {
    std::string text = options.url;
    for (const auto &[name, value] : parameters)
        text += name + value;
    std::array<unsigned char, 20> digest{};
    unsigned length = unsigned(digest.size());
    HMAC(EVP_sha1(), options.token.data(), int(options.token.size()),
        reinterpret_cast<const unsigned char *>(text.data()), text.size(), digest.data(), &length);
    std::array<unsigned char, 32> base64{};
    EVP_EncodeBlock(base64.data(), digest.data(), int(length));
    return reinterpret_cast<const char *>(base64.data());
}

Message randomMessage(Random &random) {
    const std::string sid = randomSid("SM", random);
    std::array<char, 24> to{};
    std::snprintf(to.data(), to.size(), "+1555%07u", unsigned(random() % 10'000'000));
    const bool whatsApp = random() % 10 == 0;
    const unsigned fate = unsigned(random() % 100);
    const Journey &journey = whatsApp ? Read : fate < 92 ? Delivered : fate < 97 ? Undelivered : Failed;
    return {sid, to.data(), whatsApp, journey};
}

void addChannel(Parameters &p, const Message &message, const std::string &status) {
    p["To"] = "whatsapp:" + message.to;
    p["From"] = "whatsapp:+15005550006";
    p["ChannelPrefix"] = "whatsapp";
    p["ChannelInstallSid"] = "XE" + message.sid.substr(2);
    p["ChannelToAddress"] = message.to;
    p["EventType"] = status == "read" ? "READ" : "DELIVERED";
}

Parameters parametersOf(const Message &message, std::size_t step, std::size_t number) {
    const std::string status = message.journey.at(step);
    Parameters p{{"MessageSid", message.sid}, {"SmsSid", message.sid}, {"MessageStatus", status}, {"SmsStatus", status},
        {"ApiVersion", "2010-04-01"}};
    if (message.whatsApp) {
        addChannel(p, message, status);
    } else {
        p["To"] = message.to;
        p["From"] = "+15005550006";
        p["SmsStatusCallbackTag"] = "campaign 2026-06 / batch " + std::to_string(number % 97);
        if (step == 2)
            p["RawDlrDoneDate"] = "2606011342";
    }
    if (status == "undelivered" || status == "failed") {
        p["ErrorCode"] = status == "failed" ? "30007" : "30003";
        p["ErrorMessage"] = "Unreachable destination handset";
    }
    return p;
}

std::string requestBytes(
    const Options &options, const Parameters &parameters, const std::string &signed_, const std::string &token) {
    std::string body;
    for (const auto &[name, value] : parameters)
        body += (body.empty() ? "" : "&") + name + '=' + formEncoded(value);
    return "POST " + options.target + " HTTP/1.1\r\nHost: " + options.host +
           "\r\nUser-Agent: TwilioProxy/1.1\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nAccept: */*\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nX-Twilio-Signature: " +
           signed_ + "\r\nI-Twilio-Idempotency-Token: " + token +
           "\r\nX-Home-Region: us1\r\nAccept-Encoding: gzip\r\nX-Forwarded-Proto: https" +
           (options.fresh ? "\r\nConnection: close" : "") + "\r\n\r\n" + body;
}

} // namespace

std::vector<SignedRequest> statusCallbacks(const Options &options) {
    Random random(options.seed);
    const std::string account = randomSid("AC", random);
    const std::string service = randomSid("MG", random);
    const auto wanted = std::size_t(options.distinct);
    std::vector<SignedRequest> requests;
    requests.reserve(wanted);
    while (requests.size() < wanted) {
        const Message message = randomMessage(random);
        for (std::size_t step = 0; step < message.journey.size() && requests.size() < wanted; ++step) {
            Parameters parameters = parametersOf(message, step, requests.size());
            parameters["AccountSid"] = account;
            parameters["MessagingServiceSid"] = service;
            std::string signed_ = signature(options, parameters);
            if (double(random() % 10'000) < options.badSignatures * 10'000)
                signed_[3] = signed_[3] == 'A' ? 'B' : 'A';
            requests.push_back({requestBytes(options, parameters, signed_, randomUuid(random)),
                message.sid + ':' + message.journey.at(step)});
        }
    }
    return requests;
}

} // namespace offhook::bench
