#include "core/exchange/formats/curl.h"

#include "core/exchange/quoting.h"
#include "core/exchange/request_model.h"

namespace offhook::exchange {
namespace {

constexpr qsizetype MaxArgument = 100'000; // Linux takes 128 KiB in one argument (MAX_ARG_STRLEN)

bool isMadeByCurl(QByteArrayView name) {
    return http::equalsIgnoringCase(name, "Host") || http::equalsIgnoringCase(name, "Content-Length") ||
           http::equalsIgnoringCase(name, "Transfer-Encoding");
}

// "Name;" sends an empty field, "Name:" would remove it (curl.se/docs/manpage.html, -H).
QByteArray headerOption(QByteArrayView name, QByteArrayView value) {
    const QByteArray field = name.toByteArray() + (value.isEmpty() ? QByteArray(";") : ": " + value.toByteArray());
    return " \\\n  -H " + shellQuoted(field);
}

QByteArray headerOptions(const http::Request &request) {
    QByteArray options;
    for (std::size_t i = 0; i < request.fieldCount(); ++i) {
        const auto [name, value] = request.field(i);
        if (isToken(name) && isFieldValue(value) && !isMadeByCurl(name))
            options += headerOption(name, value);
    }
    // What curl would add of its own.
    for (const char *name : {"User-Agent", "Accept", "Content-Type", "Expect"}) {
        const bool added = qstrcmp(name, "Content-Type") != 0 || !request.body().isEmpty();
        if (added && !request.hasHeader(name))
            options += " \\\n  -H '" + QByteArray(name) + ":'";
    }
    return options;
}

class Curl final : public Encoder {
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
        const bool inArgument = isShellText(body) && body.size() <= MaxArgument;
        if (!body.isEmpty() && !inArgument)
            line += printfCommand(body) + " | ";
        line += "curl --http1.1 --globoff --path-as-is";
        line +=
            request.method() == QByteArrayView("HEAD") ? QByteArray(" --head") : " -X " + shellQuoted(request.method());
        line += ' ' + shellQuoted(urlOf(event)) + headerOptions(request);
        if (request.hasHeader("Accept-Encoding"))
            line += " \\\n  --compressed";
        if (!body.isEmpty()) // --data would read a file where the body begins with @
            line += inArgument ? " \\\n  --data-raw " + shellQuoted(body) : QByteArray(" \\\n  --data-binary @-");
        return line + '\n';
    }

private:
    bool m_isScript = false;
};

} // namespace

std::unique_ptr<Encoder> curlEncoder() {
    return std::make_unique<Curl>();
}

} // namespace offhook::exchange
