#include "core/flow/time_limit.h"

#include "core/twilio/budget.h"

namespace offhook::flow {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

std::optional<milliseconds> timeLimit(const WebhookEvent &event) {
    const milliseconds ofKind(twilio::info(event.meaning.kind).budgetMs);
    if (ofKind.count() <= 0)
        return {};
    if (event.overrides.isEmpty())
        return ofKind;
    return twilio::answerBudget(ofKind, twilio::readOverrides(event.overrides).overrides);
}

bool isLate(const WebhookEvent &event, qint64 tookUs) {
    const auto limit = timeLimit(event);
    const microseconds before = duration_cast<microseconds>(event.receivedMonotonic - event.startedMonotonic);
    return limit && before + microseconds(tookUs) > *limit;
}

} // namespace offhook::flow
