#include "core/rules/rule_set.h"

#include "core/flow/filter_predicate.h"

#include <algorithm>

namespace offhook::rules {
namespace {

CompiledRule compiled(Rule rule, WallTime now) {
    CompiledRule result;
    const filter::ParseResult parsed = filter::parse(rule.condition, now);
    result.condition = parsed.expression;
    result.isUsable = rule.isEnabled && parsed.ok() && !rule.action.replies.empty();
    result.templates.resize(rule.action.replies.size());
    for (std::size_t i = 0; i < rule.action.replies.size(); ++i) {
        const Reply &reply = rule.action.replies[i];
        if (reply.isTemplate && rule.action.type != Action::Type::File)
            result.templates[i] = twiml::Template::parse(reply.answer.body);
    }
    result.rule = std::move(rule);
    return result;
}

} // namespace

std::shared_ptr<const RuleSet> RuleSet::make(RuleList rules, WallTime now) {
    auto set = std::make_shared<RuleSet>();
    set->m_rules.reserve(rules.size());
    for (Rule &rule : rules)
        set->m_rules.push_back(compiled(std::move(rule), now));
    return set;
}

const CompiledRule *RuleSet::find(const QString &id) const {
    const auto found =
        std::find_if(m_rules.begin(), m_rules.end(), [&](const CompiledRule &rule) { return rule.rule.id == id; });
    return found == m_rules.end() ? nullptr : &*found;
}

const CompiledRule *decide(const flow::WebhookEvent &event, const RuleSet &rules) {
    for (const CompiledRule &rule : rules.rules()) {
        if (rule.isUsable && (rule.condition.isEmpty() || flow::matches(rule.condition, event)))
            return &rule;
    }
    return nullptr;
}

} // namespace offhook::rules
