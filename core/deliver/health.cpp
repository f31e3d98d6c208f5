#include "core/deliver/health.h"

#include "core/deliver/replay_target.h"

#include <algorithm>

namespace offhook::deliver {

bool HealthBook::note(const flow::Attempt &attempt, WallTime now) {
    const auto target = replayTarget(attempt.url);
    if (!target || (attempt.error && attempt.error->code == ErrorCode::Cancelled))
        return false;
    TargetHealth health{target->origin(), attempt.response.has_value(), now, {}};
    if (!health.isReachable && attempt.error)
        health.error = attempt.error->detail;
    const auto known = std::find_if(
        m_targets.begin(), m_targets.end(), [&](const TargetHealth &one) { return one.origin == health.origin; });
    const bool isKnown = known != m_targets.end();
    if (isKnown && known->isReachable == health.isReachable)
        health.since = known->since;
    const bool changed = !isKnown || !(*known == health);
    if (isKnown)
        m_targets.erase(known);
    else if (m_targets.size() == MostTargets)
        m_targets.erase(m_targets.begin());
    m_targets.push_back(std::move(health));
    return changed;
}

} // namespace offhook::deliver
