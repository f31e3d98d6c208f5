#include "core/session/answering.h"

#include "core/rules/rule_json.h"
#include "core/session/capture_thread.h"
#include "core/session/workspace_settings.h"
#include "core/store/event_store.h"

#include <algorithm>
#include <utility>

namespace offhook {

namespace ws = workspace_settings;

namespace {

constexpr std::chrono::milliseconds KeepAfter{400};
constexpr std::chrono::seconds KeepCountsAfter{10};

} // namespace

Answering::Answering(QObject *parent)
    : QObject(parent)
    , m_rules(rules::defaultRules()) {
    m_keepTimer.setSingleShot(true);
    m_keepTimer.setInterval(KeepAfter);
    connect(&m_keepTimer, &QTimer::timeout, this, [this] { keepRules(); });
    m_countsTimer.setSingleShot(true);
    m_countsTimer.setInterval(KeepCountsAfter);
    connect(&m_countsTimer, &QTimer::timeout, this, [this] { keepCounts(); });
}

Answering::~Answering() = default;

void Answering::open(store::EventStore &events, CaptureThread *capture) {
    m_events = &events;
    m_capture = capture;
    restore();
    if (m_capture == nullptr)
        return;
    connect(m_capture, &CaptureThread::ruleCountsReady, this, [this](const rules::RuleCounts &counts) {
        takeCounts(counts);
        if (!m_countsTimer.isActive())
            m_countsTimer.start();
    });
    connect(m_capture, &CaptureThread::heldChanged, this, [this](const std::vector<rules::HeldRequest> &held) {
        m_held = held;
        Q_EMIT heldChanged();
    });
    connect(m_capture, &CaptureThread::targetsChanged, this, [this](const deliver::TargetHealths &targets) {
        m_targets = targets;
        Q_EMIT targetsChanged();
    });
    m_capture->withEngine([counts = m_counts, hold = m_hold](rules::Engine &engine) {
        engine.setCounts(counts);
        engine.setHold(hold);
    });
    apply();
}

void Answering::close() {
    if (m_keepTimer.isActive())
        keepRules();
    if (m_capture != nullptr) {
        disconnect(m_capture, nullptr, this, nullptr);
        takeCounts(m_capture->ruleCounts());
        keepCounts();
    }
    m_countsTimer.stop();
    m_capture = nullptr;
    m_events = nullptr;
    m_keepsCounts = true;
    m_targets.clear();
    Q_EMIT targetsChanged();
    if (std::exchange(m_held, {}).empty())
        return;
    Q_EMIT heldChanged();
}

void Answering::restore() {
    const auto stored = rules::rulesFromJson(m_events->setting(ws::Rules));
    m_rules = stored ? *stored : rules::defaultRules();
    // A workspace of before there were rules had one answer to everything.
    if (const QByteArray answer = m_events->setting(ws::Answer); !stored && !answer.isEmpty())
        m_rules.back().action.replies.front().answer = ws::answerFrom(answer);
    const rules::RuleCounts counts = ws::ruleCountsFrom(m_events->setting(ws::RuleCounts));
    m_counts.clear();
    for (const rules::Rule &rule : m_rules) {
        const auto known = std::find_if(
            counts.begin(), counts.end(), [&](const rules::RuleCount &count) { return count.id == rule.id; });
        m_counts.push_back(known != counts.end() ? *known : rules::RuleCount{rule.id, 0, 0});
    }
    m_hold = ws::holdFrom(m_events->setting(ws::Hold));
    Q_EMIT rulesChanged();
    Q_EMIT holdChanged();
}

void Answering::keep(QLatin1StringView name, const QByteArray &json) {
    if (m_events != nullptr && m_events->isWritable())
        m_events->setSetting(name, json);
}

void Answering::keepCounts() {
    if (m_keepsCounts)
        keep(ws::RuleCounts, ws::toJson(m_counts));
}

void Answering::apply() {
    if (m_capture == nullptr)
        return;
    const auto set = rules::RuleSet::make(m_rules, Clock::system().wall());
    m_capture->withEngine([set](rules::Engine &engine) { engine.setRules(set); });
}

void Answering::setRules(rules::RuleList rules) {
    if (rules == m_rules)
        return;
    m_keepsCounts = true;
    take(std::move(rules));
    m_keepTimer.start();
}

void Answering::keepRules() {
    m_keepTimer.stop();
    keep(ws::Rules, rules::toJson(m_rules, true));
}

void Answering::setRulesForThisRun(rules::RuleList rules) {
    if (m_keepTimer.isActive())
        keepRules();
    m_keepsCounts = false;
    take(std::move(rules));
}

void Answering::take(rules::RuleList rules) {
    m_rules = std::move(rules);
    takeCounts(m_counts);
    apply();
    Q_EMIT rulesChanged();
}

// What comes from the capture thread may belong to the rules of a moment ago.
void Answering::takeCounts(const rules::RuleCounts &counts) {
    rules::RuleCounts parallel;
    for (const rules::Rule &rule : m_rules) {
        const auto known = std::find_if(
            counts.begin(), counts.end(), [&](const rules::RuleCount &count) { return count.id == rule.id; });
        parallel.push_back(known != counts.end() ? *known : rules::RuleCount{rule.id, 0, 0});
    }
    if (parallel == m_counts)
        return;
    m_counts = std::move(parallel);
    Q_EMIT countsChanged();
}

flow::Answer Answering::lastAnswer() const {
    const bool isFallback = !m_rules.empty() && m_rules.back().condition.isEmpty() &&
                            m_rules.back().action.type == rules::Action::Type::Reply &&
                            !m_rules.back().action.replies.empty();
    return isFallback ? m_rules.back().action.replies.front().answer : flow::Answer();
}

void Answering::setLastAnswer(const flow::Answer &answer) {
    rules::RuleList changed = m_rules;
    if (changed.empty() || !changed.back().condition.isEmpty()) {
        rules::Rule rule = rules::defaultRules().front();
        rule.id = rules::newRuleId();
        rule.name = rules::uniqueName(rule.name, changed);
        changed.push_back(rule);
    }
    changed.back().action = rules::Action{rules::Action::Type::Reply, {{answer, false}}, false, false, {}, {}};
    setRules(std::move(changed));
}

void Answering::setHold(const rules::HoldSettings &settings) {
    if (settings == m_hold)
        return;
    m_hold = settings;
    if (m_capture != nullptr)
        m_capture->withEngine([settings](rules::Engine &engine) { engine.setHold(settings); });
    keep(ws::Hold, ws::toJson(settings));
    Q_EMIT holdChanged();
}

void Answering::withDesk(std::function<void(rules::HoldDesk &)> work) {
    if (m_capture != nullptr)
        m_capture->withEngine([work = std::move(work)](rules::Engine &engine) { work(engine.desk()); });
}

void Answering::setDraft(EventId id, const rules::Reply &draft) {
    withDesk([id, draft](rules::HoldDesk &desk) { desk.setDraft(id, draft); });
}

void Answering::answerHeld(EventId id) {
    withDesk([id](rules::HoldDesk &desk) { desk.answer(id); });
}

void Answering::forwardHeld(EventId id, const flow::ForwardTo &to) {
    withDesk([id, to](rules::HoldDesk &desk) { desk.forward(id, to); });
}

void Answering::dropHeld(EventId id) {
    withDesk([id](rules::HoldDesk &desk) { desk.drop(id); });
}

void Answering::parkHeld(EventId id) {
    withDesk([id](rules::HoldDesk &desk) { desk.park(id); });
}

void Answering::answerAllHeld() {
    withDesk([](rules::HoldDesk &desk) { desk.answerAll(); });
}

} // namespace offhook
