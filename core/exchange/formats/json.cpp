#include "core/exchange/formats/json.h"

#include "core/flow/event_json.h"

#include <QJsonDocument>

namespace offhook::exchange {
namespace {

QByteArray line(const flow::WebhookEvent &event) {
    return QJsonDocument(flow::wholeEventJson(event)).toJson(QJsonDocument::Compact);
}

class JsonLines final : public Encoder {
public:
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override { return line(event) + '\n'; }
};

class Json final : public Encoder {
public:
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override {
        const QByteArray before = m_any ? ",\n" : "[\n";
        m_any = true;
        return before + line(event);
    }
    QByteArray end() override { return m_any ? "\n]\n" : "[]\n"; }

private:
    bool m_any = false;
};

} // namespace

std::unique_ptr<Encoder> jsonEncoder() {
    return std::make_unique<Json>();
}

std::unique_ptr<Encoder> jsonLinesEncoder() {
    return std::make_unique<JsonLines>();
}

} // namespace offhook::exchange
