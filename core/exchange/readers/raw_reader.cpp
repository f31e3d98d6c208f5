#include "core/exchange/readers/raw_reader.h"

#include "core/exchange/event_record.h"

namespace offhook::exchange {
namespace {

constexpr qint64 Chunk = 64 * 1024;

} // namespace

RawReader::RawReader(QIODevice &device, WallTime now)
    : m_device(device)
    , m_now(now)
    , m_parser(m_limits) {}

std::optional<flow::WebhookEvent> RawReader::next(ImportProblems &problems) {
    using Status = http::RequestParser::Status;
    while (!m_isEnded) {
        if (m_at == m_buffer.size()) {
            m_buffer = m_device.read(Chunk);
            m_at = 0;
        }
        if (m_buffer.isEmpty())
            break;
        const auto [status, consumed] = m_parser.feed(QByteArrayView(m_buffer).sliced(m_at));
        m_line += QByteArrayView(m_buffer).sliced(m_at, consumed).toByteArray().count('\n');
        m_at += consumed;
        if (status != Status::NeedMore)
            return taken(status, problems);
    }
    if (m_isEnded || !m_parser.hasStarted())
        return {};
    m_parser.abort(http::RefusalReason::Incomplete);
    return taken(Status::Refused, problems);
}

std::optional<flow::WebhookEvent> RawReader::taken(http::RequestParser::Status status, ImportProblems &problems) {
    flow::WebhookEvent event;
    event.receivedAt = m_now++;
    event.response.status = 0;
    if (status == http::RequestParser::Status::Refused) {
        event.refusal = m_parser.refusal();
        event.flags |= flow::EventFlag::Malformed;
        event.verification.reason = twilio::VerdictReason::Refused;
        m_isEnded = true;
        problems.add(m_beginsAt, QStringLiteral("This request is not whole: ") +
                                     QString::fromUtf8(http::refusalText(event.refusal->reason)));
    }
    event.request = m_parser.take();
    understand(event);
    m_beginsAt = m_line;
    return event;
}

} // namespace offhook::exchange
