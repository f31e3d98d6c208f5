#include "core/exchange/formats/httpie.h"

#include "core/exchange/quoting.h"
#include "core/exchange/request_model.h"

namespace offhook::exchange {
namespace {

constexpr qsizetype MaxArgument = 100'000; // Linux takes 128 KiB in one argument (MAX_ARG_STRLEN)

bool isMadeByClient(QByteArrayView name) {
    return http::equalsIgnoringCase(name, "Host") || http::equalsIgnoringCase(name, "Content-Length") ||
           http::equalsIgnoringCase(name, "Transfer-Encoding");
}

QByteArray headerItem(QByteArrayView name, QByteArrayView value) {
    const QByteArray item = name.toByteArray() + (value.isEmpty() ? ';' : ':') + value.toByteArray();
    return " \\\n  " + shellQuoted(item);
}

// "Name;" is an empty field, "Name:" removes one of HTTPie's own (httpie.io/docs/cli/request-headers).
QByteArray headerItems(const http::Request &request) {
    QByteArray items;
    for (std::size_t i = 0; i < request.fieldCount(); ++i) {
        const auto [name, value] = request.field(i);
        if (isToken(name) && isFieldValue(value) && !isMadeByClient(name))
            items += headerItem(name, value);
    }
    for (const char *name : {"User-Agent", "Accept", "Accept-Encoding"}) {
        if (!request.hasHeader(name))
            items += " \\\n  '" + QByteArray(name) + ":'";
    }
    return items;
}

class Httpie final : public Encoder {
public:
    QByteArray begin(const ExportInfo &info) override {
        m_isScript = info.count != 1;
        return m_isScript ? QByteArray("#!/bin/sh\n") : QByteArray();
    }
    std::optional<QByteArray> event(const flow::WebhookEvent &event) override {
        const http::Request &request = event.request;
        if (event.refusal || !isToken(request.method()))
            return {};
        QByteArray line = m_isScript ? "\n# " + captionOf(event) + '\n' : QByteArray();
        const QByteArray &body = request.body();
        const bool inArgument = body.isEmpty() || (isShellText(body) && body.size() <= MaxArgument);
        line += inArgument ? QByteArray("http --ignore-stdin") : printfCommand(body) + " | http";
        if (inArgument && !body.isEmpty())
            line += " --raw " + shellQuoted(body);
        line += " --path-as-is " + shellQuoted(request.method()) + ' ' + shellQuoted(urlOf(event));
        return line + headerItems(request) + '\n';
    }

private:
    bool m_isScript = false;
};

} // namespace

std::unique_ptr<Encoder> httpieEncoder() {
    return std::make_unique<Httpie>();
}

} // namespace offhook::exchange
