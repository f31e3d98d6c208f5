#include "core/account/lease.h"

#include <QPointer>

#include <algorithm>

namespace offhook::account {

using namespace Qt::StringLiterals;
using Outcome = LeaseStep::Outcome;

namespace {

constexpr std::size_t StepsAtOnce = 4;

enum class Doing : std::uint8_t { Point, Follow, Restore };

} // namespace

/// One resource on its way.
struct Lease::Step {
    LeaseStep told;
    Doing doing = Doing::Point;
    std::function<LeaseMove(const LeaseEntry *entry, const Resource &present)> decide;
    LeaseEntry entry; ///< as it is to be journalled, without fields
    bool keepsTheirs = false;
    Resource present;
    LeaseMove move;
    RestCall call;
};

struct Lease::Run {
    std::function<void(Run &)> prepare; ///< makes the steps, when its turn comes: what is leased then counts
    std::deque<StepPtr> waiting;
    std::vector<StepPtr> active;
    std::vector<LeaseStep> done;
    int all = 0;
    std::size_t refusals = 0; ///< one after the other, of a kind that the next step would meet too
    Error refusal;
    bool isCancelled = false;
    QPointer<QObject> guard;
    OnStep onStep;
    Done onDone;
};

QLatin1StringView outcomeName(Outcome outcome) {
    constexpr QLatin1StringView Names[] = {
        "pointed"_L1, "restored"_L1, "unchanged"_L1, "conflict"_L1, "kept"_L1, "gone"_L1, "failed"_L1, "cancelled"_L1};
    return Names[std::size_t(outcome)];
}

Lease::Lease(RestClient &client, LeaseJournal &journal, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_journal(journal) {}

Lease::~Lease() = default;

std::shared_ptr<Lease::Run> Lease::makeRun(QObject *guard, OnStep onStep, Done done) {
    const auto run = std::make_shared<Run>();
    run->guard = guard;
    run->onStep = std::move(onStep);
    run->onDone = std::move(done);
    return run;
}

void Lease::point(const LeasePlan &plan, const PointOptions &options, QObject *guard, OnStep onStep, Done done) {
    const auto run = makeRun(guard, std::move(onStep), std::move(done));
    run->prepare = [this, plan, options](Run &prepared) {
        for (const ResourceChange &change : plan.changes) {
            const auto step = std::make_shared<Step>();
            step->told = {change.kind, change.sid, change.name, {}, {}, {}, {}};
            step->doing = Doing::Point;
            step->entry = {m_client.accountSid(), change.kind, change.sid, change.name, plan.base, options.term, {}};
            step->decide = [change, force = options.force](const LeaseEntry *entry, const Resource &present) {
                return pointMove(change, entry, present, force);
            };
            prepared.waiting.push_back(step);
        }
    };
    submit(run);
}

void Lease::follow(const QByteArray &base, QObject *guard, OnStep onStep, Done done) {
    const auto run = makeRun(guard, std::move(onStep), std::move(done));
    run->prepare = [this, base](Run &prepared) {
        for (const LeaseEntry &entry : m_journal.entries()) {
            if (entry.account != m_client.accountSid() || entry.term != LeaseTerm::Session)
                continue;
            const StepPtr step = stepFor(entry);
            step->doing = Doing::Follow;
            step->entry.base = base;
            step->decide = [base](const LeaseEntry *known, const Resource &present) {
                return known == nullptr ? LeaseMove{} : followMove(*known, base, present);
            };
            prepared.waiting.push_back(step);
        }
    };
    submit(run);
}

void Lease::restore(const RestoreOptions &options, QObject *guard, OnStep onStep, Done done) {
    const auto run = makeRun(guard, std::move(onStep), std::move(done));
    run->prepare = [this, options](Run &prepared) {
        for (const LeaseEntry &entry : m_journal.entries()) {
            const bool isNamed = options.sids.empty() ||
                                 std::find(options.sids.begin(), options.sids.end(), entry.sid) != options.sids.end();
            if (entry.account != m_client.accountSid() || !isNamed || (options.term && entry.term != *options.term))
                continue;
            const StepPtr step = stepFor(entry);
            step->doing = Doing::Restore;
            step->keepsTheirs = options.keepsTheirs;
            step->decide = [force = options.force](const LeaseEntry *known, const Resource &present) {
                return known == nullptr ? LeaseMove{} : restoreMove(*known, present, force);
            };
            prepared.waiting.push_back(step);
        }
    };
    submit(run);
}

Lease::StepPtr Lease::stepFor(const LeaseEntry &entry) {
    const auto step = std::make_shared<Step>();
    step->told = {entry.kind, entry.sid, entry.name, {}, {}, {}, {}};
    step->entry = entry;
    return step;
}

void Lease::submit(const std::shared_ptr<Run> &run) {
    m_runs.push_back(run);
    QMetaObject::invokeMethod(this, &Lease::next, Qt::QueuedConnection);
}

void Lease::cancel() {
    for (const std::shared_ptr<Run> &run : m_runs) {
        run->isCancelled = true;
        for (const StepPtr &step : run->active)
            step->call.cancel();
    }
    QMetaObject::invokeMethod(this, &Lease::next, Qt::QueuedConnection);
}

void Lease::next() {
    if (m_runs.empty())
        return;
    const std::shared_ptr<Run> run = m_runs.front();
    if (run->prepare) {
        std::exchange(run->prepare, {})(*run);
        run->all = int(run->waiting.size());
    }
    while (!run->waiting.empty() &&
           (run->isCancelled || run->refusals >= StepsAtOnce || run->active.size() < StepsAtOnce)) {
        const StepPtr step = run->waiting.front();
        run->waiting.pop_front();
        run->active.push_back(step);
        if (run->isCancelled)
            end(step, Outcome::Cancelled);
        else if (run->refusals >= StepsAtOnce)
            failed(step, run->refusal);
        else
            look(step);
    }
    if (!run->waiting.empty() || !run->active.empty() || m_runs.empty() || m_runs.front() != run)
        return;
    m_runs.pop_front();
    if (run->guard)
        run->onDone(run->done);
    QMetaObject::invokeMethod(this, &Lease::next, Qt::QueuedConnection);
}

void Lease::look(const StepPtr &step) {
    step->call = m_client.get(hostOf(step->told.kind), pathOf(step->told.kind, step->told.sid), {}, this,
        [this, step](const Result<QJsonObject> &answer) { looked(step, answer); });
}

void Lease::looked(const StepPtr &step, const Result<QJsonObject> &answer) {
    if (!answer && answer.error().code == ErrorCode::NotFound && step->doing == Doing::Restore) {
        std::vector<Hook> all;
        for (const LeasedField &field : step->entry.fields)
            all.push_back(field.hook);
        const Result<void> released = release(*step, all);
        return released ? end(step, Outcome::Gone) : failed(step, released.error());
    }
    if (!answer)
        return failed(step, answer.error());
    const auto present = resourceFrom(step->told.kind, step->told.sid, *answer);
    if (!present)
        return failed(step, {ErrorCode::NetworkFailed, u"the API's answer does not say how it is set"_s});
    step->present = *present;
    step->move = step->decide(m_journal.find(step->entry.account, step->told.sid), *present);
    step->told.conflicts = step->move.conflicts;
    if (const Result<void> adopted = adopt(*step); !adopted)
        return failed(step, adopted.error());
    if (step->move.sets.empty())
        return endWithoutChange(step);
    write(step);
}

// What needs no change may still need a line: it is restored already, or has come under another term.
Result<void> Lease::adopt(const Step &step) {
    std::vector<Hook> over = step.move.settled;
    if (step.doing == Doing::Restore) {
        if (step.keepsTheirs) {
            for (const LeaseConflict &conflict : step.move.conflicts)
                over.push_back(conflict.hook);
        }
        return release(step, over);
    }
    const LeaseEntry *known = m_journal.find(step.entry.account, step.told.sid);
    std::vector<FieldChange> same;
    for (const Hook hook : step.move.settled) {
        const LeasedField *field = known == nullptr ? nullptr : known->field(hook);
        if (field != nullptr && (known->term != step.entry.term || known->base != step.entry.base))
            same.push_back({hook, field->before, step.present.hook(hook).url});
    }
    return same.empty() ? Result<void>() : m_journal.take(step.entry, same);
}

void Lease::write(const StepPtr &step) {
    if (const Result<void> noted = noteBefore(*step); !noted)
        return failed(step, noted.error());
    http::Parameters form;
    for (const FieldChange &set : step->move.sets) {
        const HookField *field = hookField(step->told.kind, set.hook);
        form.push_back({QByteArray(field->parameter.data(), field->parameter.size()), set.after.toUtf8(), false});
    }
    step->call = m_client.post(hostOf(step->told.kind), pathOf(step->told.kind, step->told.sid), form, this,
        [this, step](const Result<QJsonObject> &answer) { written(step, answer); });
}

Result<void> Lease::noteBefore(const Step &step) {
    switch (step.doing) {
    case Doing::Point:
        return m_journal.take(step.entry, step.move.sets);
    case Doing::Follow:
        return m_journal.follow(step.entry, step.move.sets);
    case Doing::Restore:
        break;
    }
    return {};
}

void Lease::written(const StepPtr &step, const Result<QJsonObject> &answer) {
    if (!answer)
        return failed(step, answer.error());
    const auto present = resourceFrom(step->told.kind, step->told.sid, *answer);
    if (!present)
        return failed(step, {ErrorCode::NetworkFailed, u"the API's answer does not say how it is set now"_s});
    std::vector<Hook> as;
    std::vector<FieldChange> otherwise;
    for (const FieldChange &set : step->move.sets) {
        const QString &now = present->hook(set.hook).url;
        step->told.changes.push_back({set.hook, step->present.hook(set.hook).url, now});
        if (now == set.after)
            as.push_back(set.hook);
        else
            otherwise.push_back({set.hook, {}, now});
    }
    Result<void> noted;
    if (step->doing == Doing::Restore)
        noted = release(*step, as);
    else if (!otherwise.empty())
        noted = m_journal.follow(step->entry, otherwise); // whatever it made of our value is ours
    if (!noted)
        return failed(step, noted.error());
    if (!otherwise.empty())
        return failed(step, {ErrorCode::InvalidInput, u"the API set another value than it was given"_s});
    if (!step->move.conflicts.empty())
        return endWithoutChange(step);
    end(step, step->doing == Doing::Restore ? Outcome::Restored : Outcome::Pointed);
}

Result<void> Lease::release(const Step &step, const std::vector<Hook> &hooks) {
    return hooks.empty() ? Result<void>() : m_journal.release(step.entry, hooks);
}

// Hundreds of numbers must not wait one by one for an API that is not there, or does not know the key.
void Lease::failed(const StepPtr &step, const Error &error) {
    Run &run = *m_runs.front();
    const bool isForAll = error.code == ErrorCode::NetworkFailed || error.code == ErrorCode::TimedOut ||
                          error.code == ErrorCode::TlsFailed || error.code == ErrorCode::NoKey;
    run.refusals = isForAll ? run.refusals + 1 : 0;
    run.refusal = error;
    step->told.error = error;
    end(step, error.code == ErrorCode::Cancelled ? Outcome::Cancelled : Outcome::Failed);
}

void Lease::endWithoutChange(const StepPtr &step) {
    if (step->move.conflicts.empty())
        return end(step, Outcome::Unchanged);
    end(step, step->keepsTheirs ? Outcome::Kept : Outcome::Conflict);
}

void Lease::end(const StepPtr &step, Outcome outcome) {
    const std::shared_ptr<Run> run = m_runs.front();
    step->told.outcome = outcome;
    if (outcome != Outcome::Failed)
        run->refusals = 0;
    run->done.push_back(step->told);
    std::erase(run->active, step);
    if (run->guard && run->onStep)
        run->onStep(step->told, int(run->done.size()), run->all);
    QMetaObject::invokeMethod(this, &Lease::next, Qt::QueuedConnection);
}

} // namespace offhook::account
