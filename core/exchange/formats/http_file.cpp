#include "core/exchange/formats/http_file.h"

#include "core/exchange/quoting.h"
#include "core/exchange/request_model.h"

namespace offhook::exchange {
namespace {

// A line that begins so would begin the next request.
bool hasSeparator(const QByteArray &body) {
    return body.startsWith("###") || body.contains("\n###");
}

// {{ }} would be a variable, < at the beginning a file to read.
bool hasMeaning(const QByteArray &body) {
    return hasSeparator(body) || body.contains("{{") || body.startsWith('<');
}

class HttpFile final : public Encoder {
public:
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override {
        const http::Request &request = event.request;
        if (event.refusal || !isToken(request.method()) || !isShellText(request.body()) || hasMeaning(request.body()))
            return {};
        const QByteArray url = urlOf(event);
        QByteArray text = "### " + captionOf(event) + '\n' + request.method().toByteArray() + ' ' + url + " HTTP/1.1\n";
        for (std::size_t i = 0; i < request.fieldCount(); ++i) {
            const auto [name, value] = request.field(i);
            const bool ours = http::equalsIgnoringCase(name, "Host") ||
                              http::equalsIgnoringCase(name, "Content-Length") ||
                              http::equalsIgnoringCase(name, "Transfer-Encoding");
            if (!ours && isToken(name) && isFieldValue(value) && isPlainText(value))
                text += name.toByteArray() + ": " + value.toByteArray() + '\n';
        }
        text += '\n';
        if (!request.body().isEmpty())
            text += request.body() + "\n\n";
        return text;
    }
};

} // namespace

std::unique_ptr<Encoder> httpFileEncoder() {
    return std::make_unique<HttpFile>();
}

} // namespace offhook::exchange
