#pragma once

#include "core/exchange/import_reader.h"
#include "core/exchange/readers/json_elements.h"

#include <optional>
#include <utility>

namespace offhook::exchange {

/// JSON of every shape that foreign_json.h knows: arrays of any length, or one object that is an event by itself.
class JsonReader final : public ImportReader {
public:
    JsonReader(QIODevice &device, WallTime now)
        : m_device(device)
        , m_elements(device)
        , m_now(now) {}

    std::optional<flow::WebhookEvent> next(ImportProblems &problems) override;
    ImportInfo info() const override { return {"json", false, {}}; }

private:
    void read(const QByteArray &bytes, qint64 line, ImportProblems &problems);
    [[nodiscard]] bool readSingle(ImportProblems &problems);
    void finish(ImportProblems &problems);

    QIODevice &m_device;
    JsonElements m_elements;
    WallTime m_now;
    std::optional<flow::WebhookEvent> m_ready;
    bool m_isStarted = false;
    bool m_isFinished = false;
};

} // namespace offhook::exchange
