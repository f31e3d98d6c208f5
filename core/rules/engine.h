#pragma once

#include "core/flow/decider.h"
#include "core/rules/agenda.h"
#include "core/rules/file_reply.h"
#include "core/rules/forward_desk.h"
#include "core/rules/hold_desk.h"
#include "core/rules/rule_set.h"

#include <QHash>
#include <QMetaType>

#include <memory>
#include <random>
#include <vector>

namespace offhook::rules {

/// How often a rule answered, and when last.
struct RuleCount {
    QString id;
    qint64 hits = 0;
    WallTime lastHit = 0;

    bool operator==(const RuleCount &) const = default;
};
using RuleCounts = std::vector<RuleCount>;

/// Carries the rules out: decides, makes answers, delays, breaks, holds. Lives on the capture thread; not thread-safe.
class Engine final : public flow::Decider {
public:
    explicit Engine(const Clock &clock = Clock::system());
    ~Engine() override;

    /// From the next request on. A sequence whose rule is the same goes on where it was.
    void setRules(std::shared_ptr<const RuleSet> rules);
    void setHold(const HoldSettings &settings);
    /// Counts of an earlier run.
    void setCounts(const RuleCounts &counts);
    /// In the order of the rules.
    [[nodiscard]] RuleCounts counts() const;

    [[nodiscard]] flow::Plan plan(const flow::WebhookEvent &event) override;

    /// Who forwards; must go before the engine, or be taken away with null.
    void setForwarder(Forwarder *forwarder);

    [[nodiscard]] HoldDesk &desk() { return m_desk; }
    [[nodiscard]] Agenda &agenda() { return m_agenda; }
    /// Ends all waiting: what is held or delayed is answered now.
    void windUp();

private:
    /// How far a sequence has come.
    struct Progress {
        Action action; ///< another one begins anew
        qint64 next = 0;
        QHash<QByteArray, qint64> byCaller;
    };

    void count(const CompiledRule &rule);
    [[nodiscard]] bool isHeldBySwitch(const flow::WebhookEvent &event) const;
    [[nodiscard]] flow::Plan heldPlan(const CompiledRule &rule, const flow::WebhookEvent &event);
    [[nodiscard]] flow::Plan forwardPlan(const CompiledRule &rule);
    [[nodiscard]] flow::Plan returningPlan(const QString &rule);
    [[nodiscard]] flow::Plan silentPlan(const CompiledRule &rule, const flow::WebhookEvent &event);
    [[nodiscard]] flow::Plan laterPlan(const CompiledRule &rule, flow::Outcome outcome, MonotonicTime at);
    [[nodiscard]] flow::Outcome outcomeOf(const CompiledRule &rule, const flow::WebhookEvent &event);
    [[nodiscard]] std::size_t step(const CompiledRule &rule, const flow::WebhookEvent &event);
    [[nodiscard]] std::chrono::milliseconds delayOf(const Delay &delay);

    const Clock &m_clock;
    Agenda m_agenda;
    HoldDesk m_desk;
    ForwardDesk m_forwards;
    std::shared_ptr<const RuleSet> m_rules;
    HoldSettings m_hold;
    filter::Expression m_holdCondition;
    bool m_holdUsable = true;
    QHash<QString, RuleCount> m_counts;
    QHash<QString, Progress> m_progress;
    FileReplies m_files;
    std::mt19937 m_random;
};

} // namespace offhook::rules

Q_DECLARE_METATYPE(offhook::rules::RuleCounts)
