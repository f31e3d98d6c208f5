#include "core/exchange/formats/raw.h"

namespace offhook::exchange {
namespace {

class Raw final : public Encoder {
public:
    QByteArray begin(const ExportInfo &info) override {
        m_isAlone = info.count == 1;
        return {};
    }
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override {
        if (event.refusal && !m_isAlone)
            return {};
        return event.request.head() + event.request.wireBody();
    }

private:
    bool m_isAlone = false;
};

} // namespace

std::unique_ptr<Encoder> rawEncoder() {
    return std::make_unique<Raw>();
}

} // namespace offhook::exchange
