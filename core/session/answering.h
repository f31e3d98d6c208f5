#pragma once

#include "core/deliver/health.h"
#include "core/rules/engine.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace offhook::store {
class EventStore;
}

namespace offhook {

class CaptureThread;

/// What answers the requests of a session: its rules, how often each did, and what is held. Lives on the main thread;
/// everything is carried out on the capture thread, from the next request on.
class Answering final : public QObject {
    Q_OBJECT
public:
    explicit Answering(QObject *parent = nullptr);
    ~Answering() override;

    /// Takes over what the workspace holds. `capture` is null when it is open for reading only.
    void open(store::EventStore &events, CaptureThread *capture);
    /// Keeps the counts and forgets the session's parts; before they go.
    void close();

    [[nodiscard]] const rules::RuleList &rules() const { return m_rules; }
    /// In force at once, and kept in the workspace a moment later, or when it closes.
    void setRules(rules::RuleList rules);
    /// In force for this run; the workspace keeps its own.
    void setRulesForThisRun(rules::RuleList rules);
    /// Parallel to rules().
    [[nodiscard]] const rules::RuleCounts &counts() const { return m_counts; }

    /// The answer of the rule that takes whatever no other rule took: the last one without a condition.
    [[nodiscard]] flow::Answer lastAnswer() const;
    /// Sets it; a rule for it is made where there is none.
    void setLastAnswer(const flow::Answer &answer);

    [[nodiscard]] const rules::HoldSettings &hold() const { return m_hold; }
    /// Kept in the workspace, but for the switch: a program that starts holds nothing.
    void setHold(const rules::HoldSettings &settings);
    /// Oldest first.
    [[nodiscard]] const std::vector<rules::HeldRequest> &held() const { return m_held; }
    /// As HoldDesk has them.
    void setDraft(EventId id, const rules::Reply &draft);
    void answerHeld(EventId id);
    void forwardHeld(EventId id, const flow::ForwardTo &to);
    void dropHeld(EventId id);
    void parkHeld(EventId id);
    void answerAllHeld();

    /// The applications that were forwarded to in this run, the last one last.
    [[nodiscard]] const deliver::TargetHealths &targets() const { return m_targets; }

Q_SIGNALS:
    void rulesChanged();
    void countsChanged();
    void holdChanged();
    /// Requests were held, answered, or their answer was changed.
    void heldChanged();
    void targetsChanged();

private:
    void restore();
    void keep(QLatin1StringView name, const QByteArray &json);
    void keepCounts();
    void keepRules();
    void take(rules::RuleList rules);
    void apply();
    void takeCounts(const rules::RuleCounts &counts);
    void withDesk(std::function<void(rules::HoldDesk &)> work);

    store::EventStore *m_events = nullptr;
    CaptureThread *m_capture = nullptr;
    rules::RuleList m_rules;
    rules::RuleCounts m_counts;
    rules::HoldSettings m_hold;
    std::vector<rules::HeldRequest> m_held;
    deliver::TargetHealths m_targets;
    bool m_keepsCounts = true; ///< not those of rules that are for this run only
    QTimer m_countsTimer;      ///< counts are written now and then
    QTimer m_keepTimer;        ///< rules are in force at once, and written when the typing pauses
};

} // namespace offhook
