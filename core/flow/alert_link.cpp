#include "core/flow/alert_link.h"

#include <QUrl>

#include <algorithm>

namespace offhook::flow {
namespace {

// Of the URL that Twilio knows, only path and query reach the listener; a proxy may have changed host and scheme.
QByteArray pathOf(const QByteArray &url) {
    return QUrl::fromEncoded(url).path(QUrl::FullyEncoded).toUtf8();
}

bool isAbout(const WebhookEvent &event, const twilio::DebuggerAlert &alert, const QByteArray &path) {
    if (event.meaning.kind == twilio::WebhookKind::Debugger || event.refusal)
        return false;
    if (event.meaning.sid != alert.resourceSid && event.meaning.parentSid != alert.resourceSid)
        return false;
    if (!path.isEmpty() && event.request.path() != path)
        return false;
    return alert.method.isEmpty() || event.request.method() == alert.method;
}

} // namespace

EventId exchangeOf(const twilio::DebuggerAlert &alert, EventId alertId, const std::vector<EventPtr> &events) {
    if (alert.resourceSid.isEmpty())
        return 0;
    const QByteArray path = pathOf(alert.url);
    EventId newest = 0;
    EventId sameAnswer = 0;
    for (const EventPtr &event : events) {
        if (event->id >= alertId || !isAbout(*event, alert, path))
            continue;
        newest = std::max(newest, event->id);
        // A proxy on the way may have answered in Offhook's place: another status only counts less.
        if (event->response.status == alert.responseStatus)
            sameAnswer = std::max(sameAnswer, event->id);
    }
    return sameAnswer != 0 ? sameAnswer : newest;
}

} // namespace offhook::flow
