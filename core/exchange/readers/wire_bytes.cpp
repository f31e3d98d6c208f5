#include "core/exchange/readers/wire_bytes.h"

#include "core/exchange/event_record.h"
#include "core/http/limits.h"
#include "core/http/request_parser.h"

namespace offhook::exchange {

Result<flow::WebhookEvent> eventFromWire(const QByteArray &bytes) {
    if (bytes.isEmpty())
        return Error{ErrorCode::InvalidInput, QStringLiteral("The request has no bytes."), -1};
    const http::Limits limits;
    http::RequestParser parser(limits);
    const auto progress = parser.feed(bytes);
    if (progress.status == http::RequestParser::Status::NeedMore)
        parser.abort(http::RefusalReason::Incomplete);
    flow::WebhookEvent event;
    event.response.status = 0;
    if (progress.status != http::RequestParser::Status::Complete) {
        event.refusal = parser.refusal();
        event.flags |= flow::EventFlag::Malformed;
        event.verification.reason = twilio::VerdictReason::Refused;
    }
    event.request = parser.take();
    understand(event);
    return event;
}

http::Response responseFromWire(const QByteArray &bytes) {
    http::Response response{0, {}, {}};
    const qsizetype crlf = bytes.indexOf("\r\n\r\n");
    const QByteArray head = crlf < 0 ? bytes : bytes.first(crlf);
    response.body = crlf < 0 ? QByteArray() : bytes.sliced(crlf + 4);
    QList<QByteArray> lines = head.split('\n');
    if (head.startsWith("HTTP/"))
        response.status = lines.constFirst().mid(lines.constFirst().indexOf(' ') + 1, 3).toInt();
    lines.removeFirst();
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(std::max<qsizetype>(colon, 0)).trimmed();
        if (!name.isEmpty() && !http::equalsIgnoringCase(name, "Transfer-Encoding") &&
            !http::equalsIgnoringCase(name, "Content-Length"))
            response.headers.push_back({name, line.sliced(colon + 1).trimmed()});
    }
    return response;
}

} // namespace offhook::exchange
