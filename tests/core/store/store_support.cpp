#include "tests/core/store/store_support.h"

#include "core/flow/event_summary.h"

namespace offhook::testing {
namespace {

constexpr WallTime SomeTime = 1'795'516'927'318'000; // 2026-11-24T10:42:07.318Z

} // namespace

http::Request formRequest(const QByteArray &path, const Pairs &params, const Pairs &headers) {
    http::Parameters list;
    for (const auto &[name, value] : params)
        list.push_back({name, value, false});
    const QByteArray body = http::encodeForm(list);
    QByteArray head =
        "POST " + path + " HTTP/1.1\r\nHost: hooks.example.com\r\nUser-Agent: TwilioProxy/1.1\r\n" +
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + QByteArray::number(body.size()) +
        "\r\n";
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    return {head + "\r\n", body};
}

std::shared_ptr<flow::WebhookEvent> eventOf(EventId id, const http::Request &request) {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->id = id;
    event->receivedAt = SomeTime + id * 1000;
    event->peer = "127.0.0.1:50123";
    event->request = request;
    event->decodeParams();
    event->meaning = twilio::meaningOf(event->request, event->allParams());
    event->verification.verdict = twilio::Verdict::Valid;
    event->verification.matchedUrl = "https://hooks.example.com/sms";
    event->verification.matchedSource = http::UrlSource::PublicUrl;
    event->publicUrl = "https://hooks.example.com";
    event->response = {200, {{"Content-Type", "text/xml; charset=utf-8"}}, "<Response/>"};
    return event;
}

std::shared_ptr<flow::WebhookEvent> sms(EventId id, const QByteArray &text) {
    const QByteArray sid = "SM" + QByteArray::number(id).rightJustified(32, '0');
    const QByteArray token = "00000000-0000-4000-8000-" + QByteArray::number(id).rightJustified(12, '0');
    return eventOf(id, formRequest("/sms",
                           {{"MessageSid", sid}, {"SmsSid", sid}, {"AccountSid", "AC00000000000000000000000000000001"},
                               {"SmsStatus", "received"}, {"From", "+15555550100"}, {"To", "+15005550006"},
                               {"NumMedia", "0"}, {"Body", text}, {"ApiVersion", "2010-04-01"}},
                           {{"I-Twilio-Idempotency-Token", token}}));
}

std::shared_ptr<flow::WebhookEvent> refused(EventId id, const QByteArray &head) {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->id = id;
    event->receivedAt = SomeTime + id * 1000;
    event->peer = "[::1]:40000";
    event->request = http::Request(head, {});
    event->refusal = http::Refusal{http::RefusalReason::NulByte, 400, 17};
    event->flags = flow::EventFlag::Malformed;
    event->response = {400, {{"Content-Type", "text/plain; charset=utf-8"}}, "There is a NUL.\n"};
    return event;
}

QByteArray RandomEvents::bytes(int most) {
    QByteArray out(below(most + 1), Qt::Uninitialized);
    for (char &c : out)
        c = char(m_random());
    return out;
}

QString RandomEvents::text(int most) {
    QString out(below(most + 1), QChar());
    for (QChar &c : out)
        c = QChar(0x20 + below(0x2000));
    return out;
}

void RandomEvents::fillVerification(twilio::Verification &verification) {
    verification.verdict = twilio::Verdict(below(4));
    verification.reason = twilio::VerdictReason(below(9));
    verification.matchedUrl = bytes(80);
    if (below(2) == 0)
        verification.matchedSource = http::UrlSource(below(6));
    verification.keyLabel = text(20);
    verification.checkedUrl = bytes(80);
    verification.tried = below(1000);
}

std::shared_ptr<flow::WebhookEvent> RandomEvents::next(EventId id) {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->id = id;
    event->receivedAt = WallTime(m_random()) * 1'000'000 + below(1'000'000);
    event->peer = bytes(40);
    event->tls = below(2) == 0;
    event->request =
        http::Request(below(3) == 0 ? bytes(300) : formRequest("/" + bytes(5).toHex(), {{bytes(9), bytes(30)}}).head(),
            bytes(2000), below(3) == 0 ? bytes(3000) : QByteArray());
    if (below(4) == 0)
        event->refusal =
            http::Refusal{http::RefusalReason(below(http::RefusalReasonCount)), below(600), below(5000) - 1};
    event->meaning = {twilio::WebhookKind(below(42)), bytes(30), bytes(34), bytes(20), bytes(20), bytes(34), bytes(34),
        bytes(12), bytes(160), bytes(40)};
    fillVerification(event->verification);
    event->publicUrl = bytes(60);
    event->overrides = bytes(20);
    event->rule = text(20);
    event->response.status = below(600);
    for (int i = below(5); i > 0; --i)
        event->response.headers.push_back({bytes(20), bytes(50)});
    event->response.body = bytes(500);
    event->tookUs = below(3) - 1 + below(1'000'000);
    event->flags = flow::EventFlags::fromInt(m_random() & 0x3ffU);
    event->note = text(40);
    if (!event->refusal)
        event->decodeParams();
    return event;
}

flow::Attempt attemptOf(EventId event, const QByteArray &body) {
    flow::Attempt attempt;
    attempt.event = event;
    attempt.purpose = flow::Attempt::Purpose::Replay;
    attempt.route = QStringLiteral("To my app");
    attempt.number = 3;
    attempt.url = "http://127.0.0.1:3000/sms?x=1";
    attempt.redirects = {"http://127.0.0.1:3000/old", ""};
    attempt.startedAt = 1'700'000'000'123'456;
    attempt.request = http::Request("POST /sms?x=1 HTTP/1.1\r\nHost: a\r\n\r\n", QByteArray("A\0\xff", 3));
    attempt.response = http::ClientResponse{200, "HTTP/1.1 200 OK\r\nx-A:  b\r\n\r\n", body, "0b\r\n"};
    attempt.error = Error{ErrorCode::TimedOut, QStringLiteral("no whole answer"), -1};
    attempt.timings = {0, -1, 1'234, 5'678'901};
    attempt.isLate = true;
    attempt.verdict = flow::Attempt::Verdict::Regressed;
    return attempt;
}

QString difference(const flow::WebhookEvent &a, const flow::WebhookEvent &b) {
    const auto verification = [](const twilio::Verification &v) {
        return std::tie(v.verdict, v.reason, v.matchedUrl, v.matchedSource, v.keyLabel, v.checkedUrl, v.tried);
    };
    const auto meaning = [](const twilio::Meaning &m) {
        return std::tie(m.kind, m.kindName, m.accountSid, m.from, m.to, m.sid, m.parentSid, m.status, m.summary,
            m.idempotencyToken);
    };
    const std::initializer_list<std::pair<const char *, bool>> fields{{"id", a.id == b.id},
        {"receivedAt", a.receivedAt == b.receivedAt}, {"peer", a.peer == b.peer}, {"tls", a.tls == b.tls},
        {"request", a.request == b.request}, {"refusal", a.refusal == b.refusal},
        {"bodyParams", a.bodyParams == b.bodyParams}, {"queryParams", a.queryParams == b.queryParams},
        {"meaning", meaning(a.meaning) == meaning(b.meaning)},
        {"verification", verification(a.verification) == verification(b.verification)},
        {"publicUrl", a.publicUrl == b.publicUrl}, {"overrides", a.overrides == b.overrides},
        {"rule", a.rule == b.rule}, {"response", a.response == b.response}, {"tookUs", a.tookUs == b.tookUs},
        {"flags", a.flags == b.flags}, {"note", a.note == b.note}, {"attempts", a.attempts == b.attempts}};
    for (const auto &[name, same] : fields) {
        if (!same)
            return QString::fromLatin1(name);
    }
    return {};
}

Workspace::Workspace()
    : m_lock(
          std::make_unique<store::WorkspaceFile>(must(store::WorkspaceFile::open(path(), store::Access::ReadWrite)))) {}

store::Connection Workspace::connect(store::Connection::Mode mode) const {
    return must(store::Connection::open(path(), mode));
}

void Workspace::add(const std::vector<std::shared_ptr<flow::WebhookEvent>> &events) const {
    const store::Connection connection = connect();
    store::EventInserter inserter = must(store::EventInserter::prepare(connection));
    store::Transaction transaction = must(store::Transaction::begin(connection));
    for (const auto &event : events)
        must(inserter.insert(*event, flow::summaryOf(*event)));
    must(inserter.finish());
    must(transaction.commit());
}

} // namespace offhook::testing
