#pragma once

#include "core/filter/expression.h"
#include "core/flow/webhook_event.h"
#include "core/rules/rule.h"
#include "core/twiml/template.h"

#include <memory>
#include <vector>

namespace offhook::rules {

/// A rule with its condition and templates parsed.
struct CompiledRule {
    Rule rule;
    filter::Expression condition;
    bool isUsable = false;                  ///< enabled, and its condition has no mistake
    std::vector<twiml::Template> templates; ///< parallel to the replies; empty for those that are no template
};

/// The rules in force: immutable, shared between threads, swapped as a whole.
class RuleSet {
public:
    /// A rule whose condition has a mistake never matches. `now` resolves times of day in conditions.
    [[nodiscard]] static std::shared_ptr<const RuleSet> make(RuleList rules, WallTime now);

    [[nodiscard]] const std::vector<CompiledRule> &rules() const { return m_rules; }
    [[nodiscard]] const CompiledRule *find(const QString &id) const;

private:
    std::vector<CompiledRule> m_rules;
};

/// The first usable rule that the event meets, or null. Pure. `event` is understood and not answered yet, so that what
/// a condition says about the answer (code, took) is never met.
[[nodiscard]] const CompiledRule *decide(const flow::WebhookEvent &event, const RuleSet &rules);

} // namespace offhook::rules
