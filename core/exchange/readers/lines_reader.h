#pragma once

#include "core/exchange/import_reader.h"
#include "core/exchange/readers/line_source.h"

#include <optional>
#include <utility>

namespace offhook::exchange {

/// The event file, and JSON Lines of every shape that foreign_json.h knows.
class LinesReader final : public ImportReader {
public:
    LinesReader(QIODevice &device, WallTime now)
        : m_lines(device)
        , m_now(now) {}

    std::optional<flow::WebhookEvent> next(ImportProblems &problems) override;
    ImportInfo info() const override { return m_info; }

private:
    void readLine(const LineSource::Line &line, ImportProblems &problems);
    void readHeader(const QJsonObject &json, qint64 number, ImportProblems &problems);
    void finish(ImportProblems &problems);

    LineSource m_lines;
    WallTime m_now;
    ImportInfo m_info{"jsonl", false, {}};
    std::optional<flow::WebhookEvent> m_ready;
    qint64 m_announced = -1;
    qint64 m_events = 0;
    bool m_isFinished = false;
};

} // namespace offhook::exchange
