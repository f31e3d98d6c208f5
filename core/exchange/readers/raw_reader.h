#pragma once

#include "core/exchange/import_reader.h"
#include "core/http/limits.h"
#include "core/http/request_parser.h"

namespace offhook::exchange {

/// Requests one after another as they were on the wire; line ends may be LF alone, as an editor writes them. A refused
/// one is an event too, and ends the reading: what follows cannot be told apart.
class RawReader final : public ImportReader {
public:
    RawReader(QIODevice &device, WallTime now);

    std::optional<flow::WebhookEvent> next(ImportProblems &problems) override;
    ImportInfo info() const override { return {"raw", false, {}}; }

private:
    [[nodiscard]] std::optional<flow::WebhookEvent> taken(http::RequestParser::Status status, ImportProblems &problems);

    QIODevice &m_device;
    WallTime m_now;
    http::Limits m_limits;
    http::RequestParser m_parser;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    qint64 m_beginsAt = 1; ///< line of the request being read
    bool m_isEnded = false;
};

} // namespace offhook::exchange
