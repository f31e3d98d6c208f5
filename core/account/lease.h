#pragma once

#include "core/account/lease_journal.h"
#include "core/account/lease_move.h"

#include <QObject>

#include <deque>
#include <functional>

namespace offhook::account {

/// What became of one number, app or service.
struct LeaseStep {
    enum class Outcome : std::uint8_t {
        Pointed,
        Restored,
        Unchanged, ///< it was so already
        Conflict,  ///< somebody changed it since: left alone, but for the `changes` that could be made
        Kept,      ///< the same, and it is left to them for good
        Gone,      ///< there is no such resource any more
        Failed,
        Cancelled, ///< not begun, or not known whether it was done; the journal knows what to restore
    };
    ResourceKind kind = ResourceKind::Number;
    QByteArray sid;
    QString name;
    Outcome outcome = Outcome::Unchanged;
    std::vector<FieldChange> changes; ///< that were made; `before` as it was found
    std::vector<LeaseConflict> conflicts;
    Error error; ///< of Failed
};

/// "pointed", "restored", ...
[[nodiscard]] QLatin1StringView outcomeName(LeaseStep::Outcome outcome);

struct PointOptions {
    LeaseTerm term = LeaseTerm::Session;
    bool force = false; ///< also what is no longer as the plan showed it
};

struct RestoreOptions {
    std::optional<LeaseTerm> term; ///< only leases of this term
    std::vector<QByteArray> sids;  ///< only these; all when empty
    bool force = false;            ///< write over what somebody else set since
    bool keepsTheirs = false;      ///< leave that, and forget what was there before
};

/// Points resources of the client's account somewhere else for now, and back. Each is read, judged, journalled and only
/// then changed, a few at a time; one that fails does not keep the others from their turn. When nobody answers, or the
/// key is not accepted, several times in a row, the rest of a run fails alike without being tried. Doing anything twice
/// is doing it once. Runs wait for each other. Callbacks run on this thread, later than the call, and not after `guard`
/// died. The journal blocks for a moment at each step: not for the GUI thread.
class Lease final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive this object.
    Lease(RestClient &client, LeaseJournal &journal, QObject *parent = nullptr);
    ~Lease() override;

    using OnStep = std::function<void(const LeaseStep &step, int done, int all)>;
    using Done = std::function<void(const std::vector<LeaseStep> &steps)>;
    void point(const LeasePlan &plan, const PointOptions &options, QObject *guard, OnStep onStep, Done done);
    /// Leads all that sessions have leased in this account to another public URL.
    void follow(const QByteArray &base, QObject *guard, OnStep onStep, Done done);
    void restore(const RestoreOptions &options, QObject *guard, OnStep onStep, Done done);
    /// Ends the run under way and those that wait: what has not begun is Cancelled.
    void cancel();
    [[nodiscard]] bool isBusy() const { return !m_runs.empty(); }

private:
    struct Step;
    struct Run;
    using StepPtr = std::shared_ptr<Step>;
    std::shared_ptr<Run> makeRun(QObject *guard, OnStep onStep, Done done);
    static StepPtr stepFor(const LeaseEntry &entry);
    void submit(const std::shared_ptr<Run> &run);
    void next();
    void look(const StepPtr &step);
    void looked(const StepPtr &step, const Result<QJsonObject> &answer);
    void write(const StepPtr &step);
    void written(const StepPtr &step, const Result<QJsonObject> &answer);
    [[nodiscard]] Result<void> noteBefore(const Step &step);
    [[nodiscard]] Result<void> adopt(const Step &step);
    [[nodiscard]] Result<void> release(const Step &step, const std::vector<Hook> &hooks);
    void failed(const StepPtr &step, const Error &error);
    void end(const StepPtr &step, LeaseStep::Outcome outcome);
    void endWithoutChange(const StepPtr &step);

    RestClient &m_client;
    LeaseJournal &m_journal;
    std::deque<std::shared_ptr<Run>> m_runs; ///< the first is under way
};

} // namespace offhook::account
