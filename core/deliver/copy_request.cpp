#include "core/deliver/copy_request.h"

#include "core/deliver/replay_target.h"
#include "core/http/form.h"

#include <algorithm>
#include <array>

namespace offhook::deliver {
namespace {

using http::equalsIgnoringCase;

// The JSON is not chunked, whatever the form was.
constexpr std::array<QByteArrayView, 3> OfTheForm{"Content-Type", "Content-Length", "Transfer-Encoding"};

QByteArray withoutFields(const QByteArray &head, const std::array<QByteArrayView, 3> &names) {
    QByteArray out;
    for (qsizetype begin = 0; begin < head.size();) {
        const qsizetype newline = head.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? head.size() : newline + 1;
        const QByteArrayView line = QByteArrayView(head).sliced(begin, end - begin);
        const qsizetype colon = line.indexOf(':');
        const bool goes = begin > 0 && colon > 0 && std::any_of(names.begin(), names.end(), [&](QByteArrayView name) {
            return equalsIgnoringCase(line.first(colon), name);
        });
        if (!goes)
            out += line;
        begin = end;
    }
    return out;
}

// Before the blank line.
void addField(QByteArray &head, const QByteArray &name, const QByteArray &value) {
    const qsizetype blank = head.endsWith("\r\n") ? 2 : head.endsWith('\n') ? 1 : 0;
    head.insert(head.size() - blank, name + ": " + value + "\r\n");
}

} // namespace

QByteArray routeMark(const QString &routeId) {
    return http::encodeFormPiece(routeId.toUtf8());
}

flow::EventPtr copyOf(const flow::EventPtr &event, const Route &route) {
    const auto json = route.transform == Transform::FormJson ? formAsJson(event->request) : std::nullopt;
    QByteArray head = json ? withoutFields(event->request.head(), OfTheForm) : event->request.head();
    if (json) {
        addField(head, "Content-Type", "application/json");
        addField(head, "Content-Length", QByteArray::number(json->size()));
    }
    addField(head, RouteHeader, routeMark(route.id));
    auto copy = std::make_shared<flow::WebhookEvent>(*event);
    copy->request =
        json ? http::Request(head, *json) : http::Request(head, event->request.body(), event->request.framedBody());
    return copy;
}

flow::ForwardTo copyTarget(const Route &route) {
    const auto target = replayTarget(route.target.toUtf8());
    flow::ForwardTo to;
    to.url = route.target;
    to.replacesPath = target && !target->path.isEmpty() && target->path != "/";
    to.keepsHost = false;
    to.certificate = route.certificate;
    return to;
}

} // namespace offhook::deliver
