#include "core/exchange/formats/event_file.h"

#include "core/exchange/event_record.h"

namespace offhook::exchange {
namespace {

class EventFile final : public Encoder {
public:
    QByteArray begin(const ExportInfo &info) override { return headerLine(info); }
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override { return recordLine(event); }
};

} // namespace

std::unique_ptr<Encoder> eventFileEncoder() {
    return std::make_unique<EventFile>();
}

} // namespace offhook::exchange
