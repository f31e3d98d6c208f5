#pragma once

#include "core/exchange/import_reader.h"
#include "core/exchange/readers/line_source.h"

namespace offhook::exchange {

/// cURL lines as Offhook, browsers and API tools write them, one request each. Options that only steer curl are passed
/// over; those that read files or send forms in parts are said to be left out, with their line.
class CurlReader final : public ImportReader {
public:
    CurlReader(QIODevice &device, WallTime now)
        : m_lines(device)
        , m_now(now) {}

    std::optional<flow::WebhookEvent> next(ImportProblems &problems) override;
    ImportInfo info() const override { return {"curl", false, {}}; }

private:
    [[nodiscard]] QByteArray whole(QByteArray text);

    LineSource m_lines;
    WallTime m_now;
};

/// The event of one line, InvalidInput when it is none. For tests and the clipboard.
[[nodiscard]] Result<flow::WebhookEvent> eventFromCurl(const QByteArray &line, WallTime now);

} // namespace offhook::exchange
