#include "ui/detail/message_documents.h"

#include "core/flow/event_json.h"
#include "ui/detail/xml_tokens.h"

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr qsizetype WidestName = 28;
constexpr qsizetype LongestColouredXml = 1024 * 1024;

bool isSet(const CancelFlag *cancel) {
    return cancel != nullptr && cancel->load(std::memory_order_relaxed);
}

void addRow(ViewDocument &out, QByteArrayView name, QByteArrayView value, qsizetype width) {
    out.add(name, Role::Muted);
    out.bytes.append(std::max<qsizetype>(1, width - name.size() + 2), ' ');
    out.bytes.append(value);
    out.bytes.append('\n');
}

void addFields(ViewDocument &out, const http::Request &request) {
    qsizetype width = 0;
    for (std::size_t i = 0; i < request.fieldCount(); ++i)
        width = std::max(width, std::min(request.field(i).name.size(), WidestName));
    for (std::size_t i = 0; i < request.fieldCount(); ++i)
        addRow(out, request.field(i).name, request.field(i).value, width);
}

void addForm(ViewDocument &out, const http::Parameters &parameters, const CancelFlag *cancel) {
    qsizetype width = 0;
    for (const http::Parameter &parameter : parameters)
        width = std::max(width, std::min(parameter.name.size(), WidestName));
    for (const http::Parameter &parameter : parameters) {
        if (isSet(cancel))
            return;
        addRow(out, parameter.name, parameter.value, width);
    }
}

ViewDocument colouredXml(QByteArrayView text) {
    ViewDocument out;
    out.bytes = text.toByteArray();
    scanXml(text, XmlState::Content, [&out](qsizetype begin, qsizetype end, Role role) {
        out.spans.push_back({begin, end, role, std::nullopt, false});
    });
    return out;
}

bool isJson(QByteArrayView mediaType) {
    return mediaType == "application/json" || mediaType.endsWith("+json");
}
bool isXml(QByteArrayView mediaType) {
    return mediaType == "text/xml" || mediaType == "application/xml" || mediaType.endsWith("+xml");
}

QByteArray mediaTypeOf(QByteArrayView contentType) {
    const qsizetype end = contentType.indexOf(';');
    return contentType.first(end < 0 ? contentType.size() : end).trimmed().toByteArray().toLower();
}

// The line that says what was asked or answered: its first word stands out.
void addFirstLine(ViewDocument &out, QByteArrayView line) {
    const qsizetype blank = line.indexOf(' ');
    out.add(blank < 0 ? line : line.first(blank), Role::Text, true);
    if (blank >= 0)
        out.bytes.append(line.sliced(blank));
    out.bytes.append("\n\n");
}

} // namespace

ViewDocument prettyBody(QByteArrayView body, QByteArrayView mediaType, const CancelFlag *cancel) {
    if (isJson(mediaType)) {
        if (std::optional<ViewDocument> json = prettyJson(body, cancel))
            return std::move(*json);
    }
    if (isXml(mediaType) && body.size() <= LongestColouredXml)
        return colouredXml(body);
    return {body.toByteArray(), {}};
}

ViewDocument rawRequest(const flow::WebhookEvent &event) {
    ViewDocument out;
    out.bytes = event.request.head() + event.request.wireBody();
    if (event.refusal && event.refusal->offset >= 0 && event.refusal->offset < out.bytes.size())
        out.spans.push_back({event.refusal->offset, event.refusal->offset + 1, Role::Invalid, Role::InvalidSoft, true});
    return out;
}

ViewDocument prettyRequest(const flow::WebhookEvent &event, const CancelFlag *cancel) {
    const http::Request &request = event.request;
    // What could not be understood is shown as it came: any layout would be a guess.
    if (event.refusal || request.method().isEmpty())
        return rawRequest(event);
    ViewDocument out;
    const QByteArray line =
        request.method().toByteArray() + ' ' + request.target().toByteArray() + ' ' + request.version().toByteArray();
    addFirstLine(out, line);
    addFields(out, request);
    if (request.body().isEmpty())
        return out;
    out.bytes.append('\n');
    if (!event.bodyParams.empty())
        addForm(out, event.bodyParams, cancel);
    else
        out.add(prettyBody(request.body(), request.mediaType(), cancel));
    return out;
}

ViewDocument rawResponse(const flow::WebhookEvent &event) {
    return {flow::responseHead(event.response) + event.response.body, {}};
}

ViewDocument prettyResponse(const flow::WebhookEvent &event, const CancelFlag *cancel) {
    ViewDocument out;
    const QByteArray head = flow::responseHead(event.response);
    addFirstLine(out, QByteArrayView(head).first(std::max<qsizetype>(0, head.indexOf("\r\n"))));
    const http::Request fields(head, {});
    addFields(out, fields);
    if (event.response.body.isEmpty())
        return out;
    out.bytes.append('\n');
    out.add(prettyBody(event.response.body, mediaTypeOf(event.response.header("Content-Type")), cancel));
    return out;
}

} // namespace offhook::ui
