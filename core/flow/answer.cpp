#include "core/flow/answer.h"

namespace offhook::flow {
namespace {

// Twilio runs an empty <Response/> as "do nothing"; see twilio.com/docs/voice/twiml and /messaging/twiml.
const http::Response &emptyTwiml() {
    static const http::Response Empty{200, {{"Content-Type", "text/xml; charset=utf-8"}},
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response/>\n"};
    return Empty;
}

bool allowsBody(int status) {
    return status != 204 && status != 304;
}

} // namespace

http::Response respond(const Answer &answer, twilio::WebhookKind kind) {
    if (answer.automatic)
        return twilio::info(kind).expectsTwiml ? emptyTwiml() : http::Response{204, {}, {}};
    http::Response response{answer.status, answer.headers, {}};
    if (!allowsBody(answer.status))
        return response;
    response.body = answer.body;
    if (!answer.contentType.isEmpty())
        response.headers.insert(response.headers.begin(), {"Content-Type", answer.contentType});
    return response;
}

bool isAutomaticTwiml(const http::Response &response) {
    return response == emptyTwiml();
}

} // namespace offhook::flow
