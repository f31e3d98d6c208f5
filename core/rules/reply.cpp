#include "core/rules/reply.h"

namespace offhook::rules {
namespace {

using DeliveryType = http::Delivery::Type;

http::Delivery deliveryOf(const Fault &fault) {
    switch (fault.type) {
    case Fault::Type::Close:
    case Fault::Type::Silence:
        return {DeliveryType::Close, 1, {}};
    case Fault::Type::Reset:
        return {DeliveryType::Reset, 1, {}};
    case Fault::Type::Half:
        return {DeliveryType::Half, 1, {}};
    case Fault::Type::Drip:
        return {DeliveryType::Drip, fault.bytes, fault.every};
    case Fault::Type::None:
    case Fault::Type::Status:
        break;
    }
    return {};
}

} // namespace

http::Response fillIn(const Reply &reply, const twiml::Template &parsed, const flow::WebhookEvent &event) {
    http::Response response = flow::respond(reply.answer, event.meaning.kind);
    if (!reply.isTemplate || reply.answer.automatic || response.body.isEmpty())
        return response;
    const auto lookup = [&event](QByteArrayView name) -> std::optional<QByteArray> {
        for (const http::Parameters *params : {&event.bodyParams, &event.queryParams}) {
            for (const http::Parameter &p : *params) {
                if (name == p.name)
                    return p.value;
            }
        }
        return {};
    };
    response.body = parsed.render(lookup, isXml(reply.answer.contentType)).text;
    return response;
}

http::Response fillIn(const Reply &reply, const flow::WebhookEvent &event) {
    const bool parses = reply.isTemplate && !reply.answer.automatic;
    return fillIn(reply, parses ? twiml::Template::parse(reply.answer.body) : twiml::Template(), event);
}

flow::Outcome withFault(http::Response response, const Fault &fault) {
    flow::Outcome outcome{std::move(response), deliveryOf(fault), {}};
    if (fault.type == Fault::Type::Status)
        outcome.response = {fault.status, {}, {}};
    if (fault.type != Fault::Type::None)
        outcome.flags |= flow::EventFlag::Fault;
    return outcome;
}

http::Response failedAction(const QString &rule, const QString &reason) {
    const QString text = QStringLiteral("The rule “%1” could not answer. %2\n").arg(rule, reason);
    return {500, {{"Content-Type", "text/plain; charset=utf-8"}}, text.toUtf8()};
}

http::Response parkingAnswer(const http::Request &request, std::chrono::seconds pause) {
    QByteArray back = request.path().toByteArray();
    if (!request.query().isNull())
        back += '?' + request.query().toByteArray();
    const QByteArray method = request.method() == "GET" ? " method=\"GET\"" : "";
    return {200, {{"Content-Type", "text/xml; charset=utf-8"}},
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Pause length=\"" +
            QByteArray::number(qint64(pause.count())) + "\"/>\n  <Redirect" + method + ">" + twiml::xmlEscaped(back) +
            "</Redirect>\n</Response>\n"};
}

bool isXml(QByteArrayView contentType) {
    const qsizetype end = contentType.indexOf(';');
    const QByteArray type = (end < 0 ? contentType : contentType.first(end)).trimmed().toByteArray().toLower();
    return type == "text/xml" || type == "application/xml" || type.endsWith("+xml");
}

} // namespace offhook::rules
