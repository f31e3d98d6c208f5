#include "core/rules/engine.h"

#include "core/flow/filter_predicate.h"
#include "core/flow/time_limit.h"

#include <algorithm>

namespace offhook::rules {
namespace {

using std::chrono::milliseconds;

constexpr qsizetype MostCallers = 10'000; ///< of a sequence; more begin it anew
/// Past Twilio's limit, so that it has surely given up.
constexpr milliseconds SilenceBeyond{2'000};
constexpr milliseconds UnknownLimit{15'000};

} // namespace

Engine::Engine(const Clock &clock)
    : m_clock(clock)
    , m_agenda(clock)
    , m_desk(m_agenda, clock)
    , m_forwards(m_agenda, clock)
    , m_rules(RuleSet::make(defaultRules(), clock.wall()))
    , m_random(std::random_device{}()) {}

Engine::~Engine() = default;

void Engine::setRules(std::shared_ptr<const RuleSet> rules) {
    m_rules = std::move(rules);
    for (const QString &id : m_progress.keys()) {
        const CompiledRule *rule = m_rules->find(id);
        if (rule == nullptr || !(rule->rule.action == m_progress[id].action))
            m_progress.remove(id);
    }
}

void Engine::setHold(const HoldSettings &settings) {
    m_hold = settings;
    const filter::ParseResult parsed = filter::parse(settings.condition, m_clock.wall());
    m_holdUsable = parsed.ok();
    m_holdCondition = parsed.expression;
    m_desk.setLimits(settings.limit, settings.reserve);
    m_forwards.setLimits(settings.limit, settings.reserve);
}

void Engine::setForwarder(Forwarder *forwarder) {
    m_desk.setForwarder(forwarder);
    m_forwards.setForwarder(forwarder);
}

void Engine::setCounts(const RuleCounts &counts) {
    m_counts.clear();
    for (const RuleCount &count : counts)
        m_counts.insert(count.id, count);
}

RuleCounts Engine::counts() const {
    RuleCounts counts;
    for (const CompiledRule &rule : m_rules->rules()) {
        const auto known = m_counts.constFind(rule.rule.id);
        counts.push_back(known != m_counts.cend() ? *known : RuleCount{rule.rule.id, 0, 0});
    }
    return counts;
}

void Engine::count(const CompiledRule &rule) {
    RuleCount &count = m_counts[rule.rule.id];
    count.id = rule.rule.id;
    ++count.hits;
    count.lastHit = m_clock.wall();
}

flow::Plan Engine::plan(const flow::WebhookEvent &event) {
    if (const auto rule = m_desk.returning(event))
        return returningPlan(*rule);
    static const CompiledRule None{};
    const CompiledRule *matched = decide(event, *m_rules);
    const CompiledRule &rule = matched != nullptr ? *matched : None;
    if (matched != nullptr)
        count(rule);
    if (rule.rule.action.type == Action::Type::Hold || isHeldBySwitch(event))
        return heldPlan(rule, event);
    if (rule.rule.action.type == Action::Type::Forward)
        return forwardPlan(rule);
    if (rule.rule.fault.type == Fault::Type::Silence)
        return silentPlan(rule, event);
    flow::Outcome outcome = outcomeOf(rule, event);
    if (!rule.rule.delay.isNone())
        return laterPlan(rule, std::move(outcome), m_clock.monotonic() + delayOf(rule.rule.delay));
    flow::Plan plan;
    plan.rule = rule.rule.name;
    plan.outcome = std::move(outcome);
    return plan;
}

bool Engine::isHeldBySwitch(const flow::WebhookEvent &event) const {
    return m_hold.isOn && m_holdUsable && (m_holdCondition.isEmpty() || flow::matches(m_holdCondition, event));
}

flow::Plan Engine::heldPlan(const CompiledRule &rule, const flow::WebhookEvent &event) {
    const Action &action = rule.rule.action;
    const std::size_t index = action.type == Action::Type::Sequence ? step(rule, event) : 0;
    Reply draft = index < action.replies.size() ? action.replies[index] : Reply();
    if (action.type == Action::Type::File) {
        if (const auto read = m_files.read(action.file))
            draft.answer.body = *read;
    }
    flow::Plan plan;
    plan.rule = rule.rule.name;
    plan.flags = flow::EventFlag::Held;
    plan.begin = [this, name = plan.rule, draft, fault = rule.rule.fault](
                     std::unique_ptr<flow::WaitingRequest> request) {
        m_desk.take(std::move(request), name, draft, fault);
    };
    return plan;
}

flow::Plan Engine::forwardPlan(const CompiledRule &rule) {
    const Action &action = rule.rule.action;
    const ForwardDesk::Order order{
        rule.rule.name, action.forwardTo, action.replies.front(), delayOf(rule.rule.delay), rule.rule.fault};
    flow::Plan plan;
    plan.rule = order.rule;
    plan.begin = [this, order](
                     std::unique_ptr<flow::WaitingRequest> request) { m_forwards.take(std::move(request), order); };
    return plan;
}

flow::Plan Engine::returningPlan(const QString &rule) {
    flow::Plan plan;
    plan.rule = rule;
    plan.flags = flow::EventFlag::Held;
    plan.begin = [this](std::unique_ptr<flow::WaitingRequest> request) { m_desk.resume(std::move(request)); };
    return plan;
}

flow::Plan Engine::silentPlan(const CompiledRule &rule, const flow::WebhookEvent &event) {
    const milliseconds limit = m_hold.limit.value_or(flow::timeLimit(event).value_or(UnknownLimit));
    return laterPlan(rule, withFault({}, rule.rule.fault), event.startedMonotonic + limit + SilenceBeyond);
}

flow::Plan Engine::laterPlan(const CompiledRule &rule, flow::Outcome outcome, MonotonicTime at) {
    flow::Plan plan;
    plan.rule = rule.rule.name;
    plan.begin = [this, outcome = std::move(outcome), at](std::unique_ptr<flow::WaitingRequest> request) {
        m_agenda.at(at, [outcome, waiting = std::shared_ptr<flow::WaitingRequest>(std::move(request))] {
            waiting->answer(outcome);
        });
    };
    return plan;
}

flow::Outcome Engine::outcomeOf(const CompiledRule &rule, const flow::WebhookEvent &event) {
    const Action &action = rule.rule.action;
    const std::size_t index = action.type == Action::Type::Sequence ? step(rule, event) : 0;
    if (action.type != Action::Type::File) {
        const bool parsed = index < rule.templates.size();
        const twiml::Template &text = parsed ? rule.templates[index] : twiml::Template();
        return withFault(fillIn(action.replies[index], text, event), rule.rule.fault);
    }
    Reply reply = action.replies[index];
    const auto read = m_files.read(action.file);
    if (!read)
        return {failedAction(rule.rule.name, read.error().detail), {}, {}};
    reply.answer.automatic = false;
    reply.answer.body = *read;
    return withFault(fillIn(reply, event), rule.rule.fault);
}

std::size_t Engine::step(const CompiledRule &rule, const flow::WebhookEvent &event) {
    const Action &action = rule.rule.action;
    Progress &progress = m_progress[rule.rule.id];
    progress.action = action;
    if (progress.byCaller.size() > MostCallers)
        progress.byCaller.clear();
    qint64 &next = action.countsByCaller ? progress.byCaller[event.meaning.from] : progress.next;
    const qint64 count = qint64(action.replies.size());
    const qint64 at = next++;
    return std::size_t(action.startsAgain ? at % count : std::min(at, count - 1));
}

milliseconds Engine::delayOf(const Delay &delay) {
    if (delay.most <= delay.least)
        return delay.least;
    return milliseconds(std::uniform_int_distribution<qint64>(delay.least.count(), delay.most.count())(m_random));
}

void Engine::windUp() {
    m_desk.answerAll();
    m_agenda.runAll();
}

} // namespace offhook::rules
