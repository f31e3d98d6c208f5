#include "core/deliver/replay_route.h"

#include <utility>

namespace offhook::deliver {
namespace {

http::Request requestOf(const RequestDraft &draft) {
    QByteArray head = draft.method + ' ' + draft.target + " HTTP/1.1\r\n";
    for (const http::HeaderField &field : draft.headers)
        head += field.name + ": " + field.value + "\r\n";
    return {head + "\r\n", draft.body};
}

void makeJson(RequestDraft &draft) {
    const auto json = formAsJson(requestOf(draft));
    if (!json)
        return;
    draft.body = *json;
    setHeader(draft, {"Content-Type", "application/json"});
}

} // namespace

Result<void> aimAtRoute(ReplayPlan &plan, const Route &route) {
    const auto target = replayTarget(route.target.toUtf8());
    if (!target)
        return target.error();
    plan.options.target = *target;
    if (target->path == "/") // to a route a slash is no path
        plan.options.target.path.clear();
    plan.certificate = route.certificate;
    if (route.transform != Transform::FormJson)
        return {};
    plan.edit = [before = std::exchange(plan.edit, {})](RequestDraft &draft) -> Result<void> {
        if (before) {
            if (const Result<void> edited = before(draft); !edited)
                return edited;
        }
        makeJson(draft);
        return {};
    };
    return {};
}

} // namespace offhook::deliver
