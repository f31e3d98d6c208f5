#include "core/flow/time_limit.h"

namespace offhook::flow {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

std::optional<milliseconds> timeLimit(const WebhookEvent &event) {
    const int budget = twilio::info(event.meaning.kind).budgetMs;
    return budget > 0 ? std::optional(milliseconds(budget)) : std::nullopt;
}

bool isLate(const WebhookEvent &event, qint64 tookUs) {
    const auto limit = timeLimit(event);
    const microseconds before = duration_cast<microseconds>(event.receivedMonotonic - event.startedMonotonic);
    return limit && before + microseconds(tookUs) > *limit;
}

} // namespace offhook::flow
