#include "core/exchange/redaction.h"

#include "core/exchange/document_redaction.h"
#include "core/exchange/event_record.h"
#include "core/exchange/request_model.h"
#include "core/http/public_url.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace offhook::exchange {
namespace {

// Of HTTP and of Twilio's own requests, saying nothing of people.
constexpr std::array Plain{"Content-Type", "Content-Encoding", "Accept", "Accept-Encoding", "Accept-Language",
    "Cache-Control", "Pragma", "Connection", "Transfer-Encoding", "Expect", "Upgrade", "Sec-WebSocket-Version", "Date",
    "X-Home-Region", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Scheme", "Retry-After", "Vary", "Keep-Alive",
    "TE", "Server", "I-Twilio-Request-Duration"};
constexpr std::array Hosts{"Host", "X-Forwarded-Host", "X-Original-Host"};
constexpr std::array Addresses{
    "X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP", "X-Envoy-External-Address"};
constexpr std::array Urls{"Origin", "Referer", "Location", "Content-Location"};
constexpr std::array Tokens{"I-Twilio-Idempotency-Token", "Cookie", "Set-Cookie", "Authorization",
    "Proxy-Authorization", "ETag", "If-None-Match", "Sec-WebSocket-Key", "X-Request-Id", "X-Amzn-Trace-Id"};

template <std::size_t N>
bool isOneOf(QByteArrayView name, const std::array<const char *, N> &names) {
    return std::any_of(
        names.begin(), names.end(), [&](const char *known) { return http::equalsIgnoringCase(name, known); });
}

twilio::KeyRing ringOf(const QByteArray &token) {
    std::vector<twilio::SigningKey> keys(1);
    keys.front().label = ThrowAwayLabel;
    keys.front().secret = SecretBytes(QByteArray(token.constData(), token.size()));
    return twilio::KeyRing(std::move(keys));
}

QByteArray freshKey() {
    return Pseudonyms::freshSecret().toHex().first(32);
}

bool isCompressed(QByteArrayView encoding) {
    return !encoding.isEmpty() && !http::equalsIgnoringCase(encoding, "identity");
}

// One chunk and the end: what the body was cut into says nothing.
QByteArray framed(const QByteArray &body) {
    const QByteArray chunk =
        body.isEmpty() ? QByteArray() : QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
    return chunk + "0\r\n\r\n";
}

// What a signature over the original URL is put over anew. Invalid ones get noise of the same length instead, so that
// they stay invalid and tell nothing of the real token.
bool isToBeSigned(const twilio::Verification &v) {
    return v.verdict == twilio::Verdict::Valid || v.reason == twilio::VerdictReason::NoKey ||
           v.reason == twilio::VerdictReason::BodyAltered || v.reason == twilio::VerdictReason::BodyHashMissing;
}

} // namespace

Redactor::Redactor(const RedactionOptions &options)
    : m_kept(options.kept)
    , m_values(options.secret.isEmpty() ? Pseudonyms::freshSecret() : options.secret, options.kept)
    , m_key(options.throwAwayKey.isEmpty() ? freshKey() : options.throwAwayKey)
    , m_ring(ringOf(m_key)) {}

QByteArray Redactor::keptNames() const {
    QByteArray names;
    for (int i = 0; i < CategoryCount; ++i) {
        if (m_kept[std::size_t(i)])
            names += (names.isEmpty() ? "" : ",") + QByteArray(categoryName(Category(i)));
    }
    return names;
}

flow::WebhookEvent Redactor::redacted(const flow::WebhookEvent &original) {
    flow::WebhookEvent event = original;
    event.request = request(original);
    event.peer = m_values.authority(original.peer);
    event.publicUrl = original.publicUrl.isEmpty() ? QByteArray() : m_values.url(original.publicUrl);
    event.rule = QString::fromUtf8(m_values.text(original.rule.toUtf8(), Category::Name));
    event.note.clear();
    event.attempts.clear(); // what an application was sent and said is no part of what is shared
    event.response = response(original.response);
    event.meaning = {};
    event.bodyParams.clear();
    event.queryParams.clear();
    understand(event);
    sign(original, event);
    return event;
}

flow::WebhookEvent Redactor::redacted(const flow::WebhookEvent &event, std::vector<Change> &changes) {
    QSet<QByteArray> seen;
    m_values.setObserver([&](Category category, const QByteArray &from, const QByteArray &to) {
        if (seen.contains(from))
            return;
        seen.insert(from);
        changes.push_back({category, from, to});
    });
    flow::WebhookEvent copy = redacted(event);
    m_values.setObserver({});
    return copy;
}

http::Request Redactor::request(const flow::WebhookEvent &event) {
    const http::Request &old = event.request;
    const QByteArray body =
        redactedBody(old.body(), old.mediaType(), isCompressed(old.header("Content-Encoding")), m_values);
    const bool isChunked = !old.framedBody().isEmpty();
    const auto hash = twilio::bodyHashOf(old.query());
    const QByteArray oldHash = twilio::sha256Hex(old.body());
    m_values.setBodyHash(hash && hash->toLower() == oldHash ? oldHash : QByteArray(), twilio::sha256Hex(body));
    m_oldLength = QByteArray::number(old.body().size());
    m_newLength = QByteArray::number(body.size());
    const QByteArray newHead = head(event);
    if (!isChunked)
        return {newHead, body};
    // Of a refused message the framing is broken, and its bytes are text like any other.
    return {newHead, body, event.refusal ? m_values.text(old.framedBody(), Category::Text) : framed(body)};
}

QByteArray Redactor::head(const flow::WebhookEvent &event) {
    QByteArray out;
    const QByteArray &old = event.request.head();
    bool isFirst = true;
    for (qsizetype at = 0; at < old.size();) {
        const qsizetype feed = old.indexOf('\n', at);
        const qsizetype next = feed < 0 ? old.size() : feed + 1;
        qsizetype end = feed < 0 ? next : feed;
        if (end > at && old[end - 1] == '\r')
            --end;
        const QByteArray line = old.mid(at, end - at);
        if (!line.isEmpty())
            out += headLine(event, line, std::exchange(isFirst, false));
        out += old.mid(end, next - end);
        at = next;
    }
    return out;
}

// A line that is none of HTTP's is replaced as text.
QByteArray Redactor::headLine(const flow::WebhookEvent &event, const QByteArray &line, bool isFirst) {
    if (isFirst) {
        const QByteArray method = event.request.method().toByteArray();
        const QByteArray target = event.request.target().toByteArray();
        const QByteArray start = method + ' ' + target;
        if (isToken(method) && line.startsWith(start))
            return method + ' ' + m_values.target(target) + line.sliced(start.size());
        return m_values.text(line, Category::Text);
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.first(std::max<qsizetype>(colon, 0));
    if (!isToken(name))
        return m_values.text(line, Category::Text);
    qsizetype begin = colon + 1;
    while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t'))
        ++begin;
    return line.first(begin) + field(name, line.sliced(begin));
}

QByteArray Redactor::field(QByteArrayView name, const QByteArray &value) {
    if (http::equalsIgnoringCase(name, "Content-Length"))
        return value.trimmed() == m_oldLength ? m_newLength : value;
    if (isOneOf(name, Hosts))
        return m_values.authority(value);
    if (isOneOf(name, Addresses))
        return addressList(value);
    if (http::equalsIgnoringCase(name, "Forwarded"))
        return forwarded(value);
    if (isOneOf(name, Urls))
        return value.contains("://") ? m_values.url(value) : m_values.target(value);
    if (isOneOf(name, Plain) && value.size() <= 200 && isFieldValue(value))
        return value;
    if (http::equalsIgnoringCase(name, "User-Agent") && value.startsWith("TwilioProxy/"))
        return value;
    if (http::equalsIgnoringCase(name, "X-Twilio-Signature")) // sign() puts another one in where one belongs
        return m_values.text(value, Category::Token);
    if (isOneOf(name, Tokens))
        return m_values.text(value, Category::Token);
    return m_values.text(value, Category::Custom);
}

// for=192.0.2.60;proto=http;host=example.com (RFC 7239)
QByteArray Redactor::forwarded(const QByteArray &value) {
    QByteArray out;
    bool isFirst = true;
    for (const QByteArray &piece : value.split(';')) {
        out += std::exchange(isFirst, false) ? "" : ";";
        const qsizetype equals = piece.indexOf('=');
        const QByteArray key = piece.first(std::max<qsizetype>(equals, 0)).trimmed().toLower();
        if (key == "proto")
            out += piece;
        else if (key == "host" && piece.count('"') == 0)
            out += piece.first(equals + 1) + m_values.authority(piece.sliced(equals + 1));
        else
            out += piece.first(equals + 1) + m_values.text(piece.sliced(equals + 1), Category::Ip);
    }
    return out;
}

QByteArray Redactor::addressList(const QByteArray &value) {
    QByteArray out;
    bool isFirst = true;
    for (const QByteArray &piece : value.split(',')) {
        const QByteArray address = piece.trimmed();
        out += std::exchange(isFirst, false) ? "" : ",";
        out += piece.first(piece.indexOf(address)) + m_values.authority(address);
    }
    return out;
}

http::Response Redactor::response(const http::Response &old) {
    http::Response response = old;
    const QByteArrayView type = old.header("Content-Type");
    const qsizetype end = type.indexOf(';');
    const QByteArray media = (end < 0 ? type : type.first(end)).trimmed().toByteArray().toLower();
    response.body = redactedBody(old.body, media, isCompressed(old.header("Content-Encoding")), m_values);
    m_oldLength = QByteArray::number(old.body.size());
    m_newLength = QByteArray::number(response.body.size());
    for (http::HeaderField &each : response.headers)
        each.value = field(each.name, each.value);
    return response;
}

void Redactor::sign(const flow::WebhookEvent &original, flow::WebhookEvent &event) {
    twilio::Verification &v = event.verification;
    v.matchedUrl = v.matchedUrl.isEmpty() ? QByteArray() : m_values.url(v.matchedUrl);
    v.checkedUrl = v.checkedUrl.isEmpty() ? QByteArray() : m_values.url(v.checkedUrl);
    if (!v.keyLabel.isEmpty())
        v.keyLabel = ThrowAwayLabel;
    const QByteArray old = original.request.header("X-Twilio-Signature").toByteArray();
    if (old.isEmpty() || event.refusal || !isToBeSigned(v))
        return;
    const QByteArray url = v.matchedUrl.isEmpty() ? v.checkedUrl : v.matchedUrl;
    const QByteArray type = event.request.header("Content-Type").toByteArray();
    const QByteArray fresh = twilio::sign(url, event.request.method(), type, event.request.body(), m_ring);
    QByteArray head = event.request.head();
    const QByteArrayView noise = event.request.header("X-Twilio-Signature");
    head.replace(noise.data() - event.request.head().constData(), noise.size(), fresh);
    event.request = http::Request(head, event.request.body(), event.request.framedBody());
    if (v.verdict == twilio::Verdict::Valid)
        v = twilio::verify(event.request, event.bodyParams,
            http::candidateUrls(event.request, event.publicUrl, event.tls), event.meaning.accountSid, m_ring);
}

} // namespace offhook::exchange
